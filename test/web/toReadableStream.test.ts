import { AbortError, Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { toReadableStream } from 'fp-ts-iteratee/web'
import * as fc from 'fast-check'
import { heapUsed } from '../support/heap'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'
import { readAll } from '../support/webStreams'

const readings = fc.record({ atOnce: fc.integer({ min: 1, max: 4 }), between: fc.nat(3) })
const failure = new Error('on purpose')

/** 0, 1, 2 … without end; how many were asked for. */
const counted = () => {
  const count = { asked: 0, released: 0 }
  const enumerator = Enumerator.repeat(() => count.asked++).onDoneEnumerating(() => count.released++)
  return { count, enumerator }
}

describe('what is read', () => {
  test('is what the enumerator delivers, however that is cut, who reads, and how much is made ahead', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), fc.nat(4), readings, async (produced, highWaterMark, reading) => {
        const { elements, failure } = await readAll(toReadableStream(produced.enumerator, { highWaterMark }), reading)
        expect({ elements, failure }).toEqual({ elements: produced.content, failure: produced.failure })
      })
    )
  })

  test('is the same in each of two streams, at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        Laws.enumerators(fc.nat()),
        fc.nat(2),
        readings,
        async ({ enumerator }, highWaterMark, reading) => {
          const [a, b] = await Promise.all([
            readAll(toReadableStream(enumerator, { highWaterMark })),
            readAll(toReadableStream(enumerator), reading)
          ])
          expect([a.elements, a.failure]).toEqual([b.elements, b.failure])
        }
      )
    )
  })

  test('is the same in both branches of a tee', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), Laws.cuttings, readings, async (elements, cutting, reading) => {
        const [one, other] = toReadableStream(cutting.produce(elements)).tee()
        const both = await Promise.all([readAll(one), readAll(other, reading)])
        expect(both.map((read) => read.elements)).toEqual([elements, elements])
      })
    )
  })

  test('fails with that very error, after what was made ahead', async () => {
    const enumerator = Enumerator.of(1, 2).andThen(Enumerator.fail(failure))
    for (const highWaterMark of [0, 1, 2, 3]) {
      const { elements, error } = await readAll(toReadableStream(enumerator, { highWaterMark }))
      expect(elements).toEqual([1, 2])
      expect(error).toBe(failure)
    }
  })

  test('fails with that very error, where a read was given up meanwhile', async () => {
    const source = told<string>()
    const stream = toReadableStream(source.enumerator)
    const first = stream.getReader()
    const given = first.read()
    const channel = await source.channels.next()
    first.releaseLock()
    await expect(given).rejects.toThrow('Releasing reader')
    channel.push('a')
    channel.endWith(failure)
    await turns(1)
    const { elements, error } = await readAll(stream)
    expect(elements).toEqual(['a'])
    expect(error).toBe(failure)
  })

  test('ends only when the finalisers have run', async () => {
    const log: string[] = []
    const slow = Enumerator.bracket(
      async () => {},
      () => Enumerator.of('a').andThen(Enumerator.eof),
      () => async () => {
        await Laws.pause(20)
        log.push('released')
      }
    )
    await readAll(toReadableStream(slow))
    expect(log).toEqual(['released'])
  })

  test('a finaliser that fails at the end fails the stream', async () => {
    const { elements, error } = await readAll(
      toReadableStream(
        Enumerator.of(1).onDoneEnumerating(() => {
          throw failure
        })
      )
    )
    expect(elements).toEqual([1])
    expect(error).toBe(failure)
  })

  test('may be asked for by ten thousand reads at once', async () => {
    const n = 10_000
    const reader = toReadableStream(Enumerator.range(1, n)).getReader()
    const reads = await Promise.all(Array.from({ length: n + 1 }, () => reader.read()))
    expect(reads[n - 1]?.value).toBe(n)
    expect(reads[n]?.done).toBe(true)
  })
})

describe('the source is asked', () => {
  test('for nothing before the first read', async () => {
    const { count, enumerator } = counted()
    const stream = toReadableStream(enumerator)
    await turns(2)
    expect(count.asked).toBe(0)
    await stream.cancel()
    expect(count).toEqual({ asked: 0, released: 0 })
  })

  test('for what is read, and for highWaterMark elements ahead', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.nat(8), async (highWaterMark, reads) => {
        const { count, enumerator } = counted()
        const reader = toReadableStream(enumerator, { highWaterMark }).getReader()
        for (let i = 0; i < reads; i++) expect((await reader.read()).value).toBe(i)
        await turns(1)
        expect(count.asked).toBe(reads + highWaterMark)
        await reader.cancel()
      }),
      { numRuns: 50 }
    )
  })

  test('no faster than a slow sink takes', async () => {
    const { count, enumerator } = counted()
    let take: () => void = () => {}
    const taken: number[] = []
    const sink = new WritableStream<number>({
      write: (n) => {
        taken.push(n)
        return new Promise<void>((resolve) => (take = resolve))
      }
    })
    const controller = new AbortController()
    const piped = toReadableStream(enumerator).pipeTo(sink, { signal: controller.signal })
    for (let n = 1; n <= 20; n++) {
      await turns(2)
      expect(taken).toHaveLength(n)
      // one is being written
      expect(count.asked).toBeLessThanOrEqual(n + 1)
      take()
    }
    controller.abort(failure)
    await turns(1)
    take()
    await expect(piped).rejects.toBe(failure)
    expect(count.released).toBe(1)
  })

  test('in turns of the microtask queue: a thousand elements cost no turn of the event loop', async () => {
    let over = false
    const all = readAll(toReadableStream(Enumerator.range(1, 1000))).then((read) => {
      over = true
      return read
    })
    await turns(1)
    expect(over).toBe(true)
    expect((await all).elements).toHaveLength(1000)
  })

  test('in constant heap, however long it goes on', async () => {
    const { enumerator } = counted()
    const reader = toReadableStream(enumerator, { highWaterMark: 4 }).getReader()
    const read = async (n: number): Promise<void> => {
      for (let i = 0; i < n; i++) await reader.read()
    }
    await read(20_000)
    const before = heapUsed()
    await read(50_000)
    expect(heapUsed() - before).toBeLessThan(400_000)
    await reader.cancel()
  })
})

describe('signal', () => {
  const interrupted = async (highWaterMark: number) => {
    const source = told<string>()
    const controller = new AbortController()
    const stream = toReadableStream(source.enumerator, { highWaterMark, signal: controller.signal })
    const all = readAll(stream)
    ;(await source.channels.next()).push('a')
    await turns(1)
    controller.abort('closing time')
    const { elements, error } = await all
    expect(elements).toEqual(['a'])
    return { error, source, controller }
  }

  test.each([0, 2])('fails the stream, and releases the source; highWaterMark %d', async (highWaterMark) => {
    const { error, source, controller } = await interrupted(highWaterMark)
    expect(error).toEqual(new AbortError('closing time'))
    expect(source.released).toBe(1)
    expect(listenersOf(controller.signal)).toBe(0)
  })

  test('that has aborted before: nothing is run', async () => {
    const { count, enumerator } = counted()
    const { error } = await readAll(toReadableStream(enumerator, { signal: AbortSignal.abort('no') }))
    expect(error).toEqual(new AbortError('no'))
    expect(count).toEqual({ asked: 0, released: 0 })
  })

  test('has no listener before anything is run, nor after the end', async () => {
    const controller = new AbortController()
    const stream = toReadableStream(Enumerator.of(1), { signal: controller.signal })
    expect(listenersOf(controller.signal)).toBe(0)
    await readAll(stream)
    expect(listenersOf(controller.signal)).toBe(0)
  })
})

test.each([-1, 0.5, NaN, Infinity])('highWaterMark %d is refused', (highWaterMark) => {
  expect(() => toReadableStream(Enumerator.empty, { highWaterMark })).toThrow(
    new RangeError(`toReadableStream: highWaterMark: expected a whole number, 0 or more, got ${String(highWaterMark)}`)
  )
})

test('an unknown option is refused', () => {
  const options = { highwatermark: 1 }
  expect(() => toReadableStream(Enumerator.empty, options as object)).toThrow(
    new TypeError("toReadableStream: unknown option 'highwatermark'; there are highWaterMark, signal")
  )
})

test('a failure that nobody reads is no unhandled rejection', async () => {
  const unhandled = await unhandledRejections(async () => {
    for (const highWaterMark of [0, 2]) {
      const stream = toReadableStream(Enumerator.fail(failure), { highWaterMark })
      const reader = stream.getReader()
      await expect(reader.read()).rejects.toBe(failure)
      toReadableStream(Enumerator.of(1).andThen(Enumerator.fail(failure)), { highWaterMark }).getReader()
    }
    await turns(2)
  })
  expect(unhandled).toEqual([])
})
