/** An iteration that is left stops its source at once, and all that the source holds is released, exactly once. */
import * as fc from 'fast-check'
import { Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { iteratorOf } from '../support/asyncIterators'
import { timersLeft, unhandledRejections } from '../support/leaks'
import { heldSources, idleSources } from '../support/sources'
import { slowlyReleased } from '../support/slowlyReleased'
import { turns } from '../support/turns'

const failure = new Error('on purpose')
const over = { done: true, value: undefined }

type Iterator = ReturnType<typeof iteratorOf>

/** How it is left; what `throw` is rejected with is looked at below. */
const ways: ReadonlyArray<readonly [string, (iterator: Iterator) => Promise<unknown>]> = [
  ['return', (iterator) => iterator.return()],
  ['throw', (iterator) => iterator.throw(failure).catch(() => undefined)]
]

describe.each(Object.entries(heldSources))('%s', (_, make) => {
  test.each([0, 1, 2, 3].flatMap((reads) => ways.map((way) => [reads, ...way] as const)))(
    'is released once, when %d have been read, by %s',
    async (reads, _, leave) => {
      const { enumerator, count } = make()
      const iterator = iteratorOf(enumerator)
      for (let i = 1; i <= reads; i++) expect((await iterator.next()).value).toBe(i)
      await leave(iterator)
      const expected = reads === 0 ? 0 : 1
      expect(count).toEqual({ acquired: expected, released: expected })
      await turns(1)
      expect(count.released).toBe(expected)
    }
  )

  test.each(ways)('is released once, while a next is under way, by %s', async (_, leave) => {
    for (const microtasks of [0, 1, 2, 3, 5]) {
      const { enumerator, count } = make()
      const iterator = iteratorOf(enumerator)
      const reading = iterator.next()
      await Laws.pause(microtasks)
      await leave(iterator)
      expect([1, undefined]).toContain((await reading).value)
      expect(count.released).toBe(count.acquired)
      await turns(1)
      expect(count.released).toBe(count.acquired)
      expect(count.acquired).toBeLessThanOrEqual(1)
    }
  })

  test('is released once, by break, and where the end has been read', async () => {
    const broken = make()
    for await (const n of Enumerator.toAsyncIterable(broken.enumerator)) if (n === 2) break
    expect(broken.count).toEqual({ acquired: 1, released: 1 })
    const read = make()
    for await (const n of Enumerator.toAsyncIterable(read.enumerator)) expect(n).toBeLessThan(4)
    expect(read.count).toEqual({ acquired: 1, released: 1 })
  })
})

describe.each(Object.entries(idleSources))('while idle: %s', (_, make) => {
  test.each(ways)(
    'is released at once, each next that waits is answered, no timer is left: by %s',
    async (_, leave) => {
      const { enumerator, count } = make()
      const left = await timersLeft(async () => {
        const iterator = iteratorOf(enumerator)
        const reading = Promise.all([iterator.next(), iterator.next()])
        await Laws.pause(10)
        const leaving = leave(iterator)
        expect(await reading).toEqual([over, over])
        await leaving
      })
      expect(count).toEqual({ acquired: 1, released: 1 })
      expect(left).toBe(0)
    }
  )
})

/** What comes about, in order. */
const logged = () => {
  const log: string[] = []
  const note = (name: string) => (result: unknown) => log.push(`${name} ${JSON.stringify(result)}`)
  return { log, note }
}

describe('return', () => {
  test('resolves when the finalisers have run, and so does all that is called after it, in order', async () => {
    const { log, note } = logged()
    const iterator = iteratorOf(slowlyReleased(() => log.push('released')))
    await iterator.next()
    await Promise.all([
      iterator.return('x').then(note('return')),
      iterator.next().then(note('next')),
      iterator.return('y').then(note('again'))
    ])
    expect(log).toEqual([
      'released',
      'return {"done":true,"value":"x"}',
      'next {"done":true}',
      'again {"done":true,"value":"y"}'
    ])
    expect(await iterator.next()).toEqual(over)
  })

  test('is rejected where a finaliser fails; then there is no more', async () => {
    const iterator = iteratorOf(
      slowlyReleased(() => {
        throw failure
      })
    )
    await iterator.next()
    await expect(iterator.return()).rejects.toBe(failure)
    expect(await iterator.next()).toEqual(over)
    expect(await iterator.return()).toEqual(over)
  })

  test('says nothing of a failure that was not reached', async () => {
    const controller = new AbortController()
    const iterator = iteratorOf(Enumerator.range(1, 3), { signal: controller.signal })
    await iterator.next()
    controller.abort()
    await turns(1)
    expect(await iterator.return()).toEqual(over)
    expect(await iterator.next()).toEqual(over)
  })

  test('waits for the value that it is given', async () => {
    const value = new Promise((resolve) => setImmediate(resolve, 'x'))
    expect(await iteratorOf(Enumerator.of(1)).return(value)).toEqual({ done: true, value: 'x' })
  })

  test.each([
    ['later', (held: Enumerator<number>) => held],
    ['as it begins', (held: Enumerator<number>) => held.interleave(Enumerator.of(1))]
  ])('by a function of the source, %s: no element follows, and it waits for the finalisers', async (_, made) => {
    const log: unknown[] = []
    const enumerator = made(slowlyReleased(() => log.push('released'))).map((n) => {
      log.push(n)
      if (n === 1) void iterator.return().then(() => log.push('returned'))
      return n
    })
    const iterator = iteratorOf(enumerator)
    expect(await iterator.next()).toEqual(over)
    await turns(1)
    expect(log).toEqual([1, 'released', 'returned'])
  })

  test('is an early end to the source, and throw a failure, of that very error', async () => {
    for (const idle of [true, false]) {
      const log: unknown[] = []
      const make = () =>
        Enumerator.fromCallback1<number>(
          () => (idle ? () => new Promise<never>(() => {}) : async () => ({ _tag: 'Some', value: 1 })),
          () => log.push('complete'),
          (error) => log.push(error)
        )
      for (const [, leave] of ways) {
        const iterator = iteratorOf(make())
        const reading = iterator.next()
        if (!idle) await reading
        await leave(iterator)
      }
      expect(log).toEqual(['complete', failure])
      expect(log[1]).toBe(failure)
    }
  })
})

describe('throw', () => {
  test.each([
    ['before the first next', 0],
    ['after an element', 1],
    ['after the end', 4]
  ])('is rejected with what it is given, which need not be an error, %s; then there is no more', async (_, reads) => {
    for (const given of [failure, 'no error', undefined]) {
      const iterator = iteratorOf(Enumerator.range(1, 3))
      for (let i = 0; i < reads; i++) await iterator.next()
      const thrown = await iterator.throw(given).then(
        () => 'nothing',
        (reason: unknown) => ({ reason })
      )
      expect(thrown).toEqual({ reason: given })
      expect(await iterator.next()).toEqual(over)
    }
  })

  test('is rejected when the finalisers have run, and hides that one of them fails', async () => {
    const { log } = logged()
    const iterator = iteratorOf(
      slowlyReleased(() => {
        log.push('released')
        throw new Error('release')
      })
    )
    await iterator.next()
    await expect(iterator.throw(failure)).rejects.toBe(failure)
    expect(log).toEqual(['released'])
  })
})

test('nothing is unhandled, whatever is left', async () => {
  const unhandled = await unhandledRejections(async () => {
    const failing = Enumerator.of(1).onDoneEnumerating(() => {
      throw failure
    })
    for (const make of [() => Enumerator.fail(failure), () => failing, () => Enumerator.never]) {
      for (const [, leave] of ways) {
        const iterator = iteratorOf(make())
        iterator.next().catch(() => undefined)
        await leave(iterator).catch((error: unknown) => expect(error).toBe(failure))
        await leave(iteratorOf(make()))
      }
    }
  })
  expect(unhandled).toEqual([])
})

test('whatever comes first, an element, a next, return: what is read is a beginning, in order, and all is released once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat()),
      fc.nat(4),
      fc.boolean(),
      async (s, elements, reads, thrown) => {
        const count = { asked: 0, begun: 0, released: 0 }
        const enumerator = Enumerator.defer(() => {
          count.begun++
          return Laws.scheduled(s).produce(elements)
        })
          .map((n) => (count.asked++, n))
          .onDoneEnumerating(() => count.released++)
        const iterator = iteratorOf(enumerator)
        const read: (number | undefined)[] = []
        const reading = Promise.all(
          Array.from({ length: reads }, async (_, i) => {
            await s.schedule(Promise.resolve(), `next ${i}`)
            const { value } = await iterator.next()
            read.push(value as number | undefined)
          })
        )
        const leaving = s.schedule(Promise.resolve(), 'leave').then(async () => {
          await (thrown ? expect(iterator.throw(failure)).rejects.toBe(failure) : iterator.return())
          return count.released
        })
        const then = await s.waitFor(leaving)
        await s.waitFor(reading)
        await turns(1)
        expect(count.released).toBe(then)
        // `defer` is begun only by a next that comes before
        expect(count.begun).toBeLessThanOrEqual(count.released)
        expect(count.asked).toBeLessThanOrEqual(reads)
        const values = read.filter((value) => value !== undefined)
        expect(read.slice(0, values.length)).toEqual(elements.slice(0, values.length))
      }
    )
  )
})
