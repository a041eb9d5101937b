/** `Enumerator.toAsyncIterable`: what is read, when the source is asked for it, and how it ends by itself. */
import * as fc from 'fast-check'
import { AbortError, Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { Readable } from 'node:stream'
import { iteratorOf, readAll } from '../support/asyncIterators'
import { listenersOf } from '../support/leaks'
import { turns } from '../support/turns'

const readings = fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), between: fc.nat(3) })
const failure = new Error('on purpose')
const over = { done: true, value: undefined }

/** 0, 1, 2 … without end; how many were asked for. */
const counted = () => {
  const count = { asked: 0, released: 0 }
  const enumerator = Enumerator.repeat(() => count.asked++).onDoneEnumerating(() => count.released++)
  return { count, enumerator }
}

describe('what is read', () => {
  test('is what the enumerator delivers, however that is cut, and who reads', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), readings, async ({ enumerator, content, failure }, reading) => {
        const { elements, error } = await readAll(Enumerator.toAsyncIterable(enumerator), reading)
        expect({ elements, failure: error?.message }).toEqual({ elements: content, failure })
      })
    )
  })

  test('there and back is the enumerator', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), async ({ enumerator, content, failure }) => {
        const there = Enumerator.fromAsyncIterable(Enumerator.toAsyncIterable(enumerator))
        expect(await Laws.delivered(there)).toEqual({ elements: content, failure })
      })
    )
    const elements = [3, 1, 2, 3]
    await Laws.enumerator(Enumerator.fromAsyncIterable(Enumerator.toAsyncIterable(Enumerator.of(...elements))), {
      expected: () => elements
    })
  })

  test('is the same in each iteration, two at the same time as well', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), readings, async ({ enumerator }, reading) => {
        const iterable = Enumerator.toAsyncIterable(enumerator)
        const alone = await readAll(iterable)
        expect(await Promise.all([readAll(iterable), readAll(iterable, reading)])).toEqual([alone, alone])
      })
    )
  })

  test('does not depend on what the elements are: a promise is one, and so is undefined', async () => {
    const promise = Promise.resolve(1)
    const iterator = iteratorOf(Enumerator.of(promise, undefined))
    expect((await iterator.next()).value).toBe(promise)
    expect(await iterator.next()).toEqual({ done: false, value: undefined })
    expect(await iterator.next()).toEqual(over)
  })

  test('may be asked for by a hundred thousand at once, in order', async () => {
    const n = 100_000
    const iterator = iteratorOf(Enumerator.range(1, n))
    const order: number[] = []
    const reads = await Promise.all(
      Array.from({ length: n + 2 }, async (_, i) => {
        const { value } = await iterator.next()
        order.push(i)
        return value as number | undefined
      })
    )
    expect(reads.slice(0, n).every((value, i) => value === i + 1)).toBe(true)
    expect(reads.slice(n)).toEqual([undefined, undefined])
    expect(order.every((at, i) => at === i)).toBe(true)
  })

  test('comes by promises alone, where it is ready: the event loop does not go round for it', async () => {
    let rounds = 0
    const round = (): void => {
      rounds++
      immediate = setImmediate(round)
    }
    let immediate = setImmediate(round)
    let sum = 0
    for await (const n of Enumerator.toAsyncIterable(Enumerator.range(1, 10_000).map((n) => n))) sum += n
    clearImmediate(immediate)
    expect(sum).toBe(50_005_000)
    expect(rounds).toBe(0)
  })

  test('is what others take async iterables for: a stream of Node, a generator that goes on with it', async () => {
    const { enumerator, count } = counted()
    const stream = Readable.from(Enumerator.toAsyncIterable(enumerator))
    for await (const n of stream) if (n === 2) break
    await turns(1)
    expect(stream.destroyed).toBe(true)
    expect(count.released).toBe(1)
    const delegating = (async function* () {
      yield* Enumerator.toAsyncIterable(Enumerator.of(1, 2))
    })()
    expect(await readAll(delegating)).toEqual({ elements: [1, 2], error: undefined })
  })
})

describe('the source is asked', () => {
  test('for nothing before the first next', async () => {
    const { count, enumerator } = counted()
    const iterator = iteratorOf(enumerator)
    await turns(1)
    expect(count.asked).toBe(0)
    expect(await iterator.return('x')).toEqual({ done: true, value: 'x' })
    expect(count).toEqual({ asked: 0, released: 0 })
    expect(await iterator.next()).toEqual(over)
    expect(count).toEqual({ asked: 0, released: 0 })
  })

  test('for as many elements as next was called for, and no more, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, fc.nat(8), readings, async (cutting, reads, { atOnce, between }) => {
        let asked = 0
        const elements = Array.from({ length: 20 }, (_, i) => i)
        const iterator = iteratorOf(cutting.produce(elements).map((n) => (asked++, n)))
        for (let i = 0; i < reads; i++) {
          await Promise.all(Array.from({ length: atOnce }, () => iterator.next()))
          await Laws.pause(between)
          expect(asked).toBe(Math.min(20, (i + 1) * atOnce))
        }
        await iterator.return()
        expect(asked).toBe(Math.min(20, reads * atOnce))
      })
    )
  })

  test('for the next one by a function of its own, which is answered after the one that it is at', async () => {
    const reads: Promise<IteratorResult<number>>[] = []
    const enumerator = Enumerator.range(1, 3).map((n) => {
      if (n === 1) reads.push(iterator.next(), iterator.next())
      return n
    })
    const iterator = iteratorOf(enumerator)
    const first = await iterator.next()
    expect([first, ...(await Promise.all(reads))].map(({ value }) => value as number)).toEqual([1, 2, 3])
  })
})

describe('the end', () => {
  test('is told when the finalisers have run', async () => {
    const log: string[] = []
    const enumerator = Enumerator.bracket(
      async () => {},
      () => Enumerator.of(1).andThen(Enumerator.eof),
      () => async () => {
        await Laws.pause(20)
        log.push('released')
      }
    )
    const iterator = iteratorOf(enumerator)
    expect(await iterator.next()).toEqual({ done: false, value: 1 })
    expect(await iterator.next()).toEqual(over)
    expect(log).toEqual(['released'])
    expect(await iterator.next()).toEqual(over)
  })

  test('where it is a failure is that very error, once; then there is no more', async () => {
    for (const failing of [
      Enumerator.fail(failure),
      Enumerator.empty.onDoneEnumerating(() => {
        throw failure
      }),
      Enumerator.eof.onDoneEnumerating(() => {
        throw failure
      })
    ]) {
      const iterator = iteratorOf(Enumerator.of(1).andThen(failing))
      const [one, ...others] = await Promise.allSettled([1, 2, 3].map(() => iterator.next()))
      expect(one).toMatchObject({ value: { value: 1 } })
      expect(others).toEqual([
        { status: 'rejected', reason: failure },
        { status: 'fulfilled', value: over }
      ])
      expect(await iterator.next()).toEqual(over)
      expect(await iterator.return('x')).toEqual({ done: true, value: 'x' })
    }
  })
})

describe('signal', () => {
  test.each(['before', 'while a next waits', 'between'] as const)(
    'that aborts %s fails the next one, once, releases the source, and has no listener left',
    async (when) => {
      const controller = new AbortController()
      const { signal } = controller
      const released = jest.fn()
      const enumerator = Enumerator.of(1).andThen(Enumerator.never).onDoneEnumerating(released)
      const iterator = iteratorOf(enumerator, { signal })
      if (when !== 'before') expect((await iterator.next()).value).toBe(1)
      const waiting = when === 'while a next waits' ? iterator.next() : undefined
      expect(listenersOf(signal)).toBe(when === 'before' ? 0 : 1)
      controller.abort('closing time')
      await expect(waiting ?? iterator.next()).rejects.toEqual(new AbortError('closing time'))
      expect(await iterator.next()).toEqual(over)
      expect(released).toHaveBeenCalledTimes(when === 'before' ? 0 : 1)
      expect(listenersOf(signal)).toBe(0)
    }
  )

  test('has no listener left after the end, nor after return', async () => {
    const { signal } = new AbortController()
    await readAll(Enumerator.toAsyncIterable(Enumerator.of(1), { signal }))
    expect(listenersOf(signal)).toBe(0)
    const iterator = iteratorOf(Enumerator.never, { signal })
    void iterator.next()
    await iterator.return()
    expect(listenersOf(signal)).toBe(0)
  })

  test('is one, and there is no other option', () => {
    const given =
      (options: object): (() => unknown) =>
      () =>
        Enumerator.toAsyncIterable(Enumerator.empty, options)
    expect(given({ signals: 1 })).toThrow("Enumerator.toAsyncIterable: unknown option 'signals'; there are signal")
    expect(given({ signal: new AbortController() })).toThrow(/toAsyncIterable: signal: expected an AbortSignal, got/)
    expect(given({ signal: undefined })).not.toThrow()
  })
})
