import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { fromReadableStream, toReadableStream } from 'fp-ts-iteratee/web'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'
import { unhandledRejections } from '../support/leaks'
import { turns } from '../support/turns'
import { watched } from '../support/webStreams'

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

const leftOf = <A>(result: E.Either<Error, A>): Error | undefined => (E.isLeft(result) ? result.left : undefined)

/** Some of these at once, some later; pushed, whoever reads. */
const pushed = (elements: ReadonlyArray<number>, atOnce: number, error?: Error): ReadableStream<number> =>
  new ReadableStream({
    start: async (controller) => {
      for (const [i, n] of elements.entries()) {
        if (i >= atOnce) await Laws.pause(i % 3)
        controller.enqueue(n)
      }
      // a stream that fails forgets what has not been read
      if (error === undefined) controller.close()
      else {
        await turns(1)
        controller.error(error)
      }
    }
  })

describe('the elements', () => {
  test('are the chunks of the stream, and its failure the failure of the run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.nat(20), fc.boolean(), async (elements, atOnce, fails) => {
        const stream = pushed(elements, atOnce, fails ? failure : undefined)
        const delivered = await Laws.delivered(fromReadableStream(() => stream))
        expect(delivered).toEqual({ elements, failure: fails ? failure.message : undefined })
        expect(stream.locked).toBe(false)
      })
    )
  })

  test('there and back are those of the enumerator', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), fc.nat(3), async (produced, highWaterMark) => {
        const there = fromReadableStream(() => toReadableStream(produced.enumerator, { highWaterMark }))
        const { content, failure } = produced
        expect(await Laws.delivered(there)).toEqual({ elements: content, failure })
      })
    )
  })

  test('fail with that very error', async () => {
    const result = await fromReadableStream(() => pushed([1], 1, failure)).run(chunks)()
    expect(leftOf(result)).toBe(failure)
  })

  test('are as many as each consumer there is wants, and no more: the laws of enumerators', async () => {
    const elements = [3, 1, 2, 3]
    await Laws.enumerator(
      fromReadableStream(() => pushed(elements, 2)),
      { expected: () => elements }
    )
  })

  test('are none where there is no stream', async () => {
    expect(await fromReadableStream<number>(() => new Response(null).body as null).run(chunks)()).toEqual(E.right([]))
  })

  test('are those of a new stream in each run', async () => {
    const make = jest.fn(() => pushed([1, 2], 1))
    const e = fromReadableStream(make)
    expect(make).not.toHaveBeenCalled()
    expect(await Promise.all([e.run(chunks)(), e.run(chunks)()])).toEqual([E.right([1, 2]), E.right([1, 2])])
    expect(make).toHaveBeenCalledTimes(2)
  })

  test('may be ten thousand that are there already', async () => {
    const n = 10_000
    const all = Array.from({ length: n }, (_, i) => i)
    const sum = Iteratee.fold(0, (s: number, x: number) => s + x)
    expect(await fromReadableStream(() => pushed(all, n)).run(sum)()).toEqual(E.right((n * (n - 1)) / 2))
  })
})

test('a stream that is locked, and one that cannot be made, fail the run', async () => {
  const { stream } = watched(1)
  stream.getReader()
  expect(leftOf(await fromReadableStream(() => stream).run(chunks)())?.message).toMatch(/locked/)
  const unmade = fromReadableStream((): ReadableStream<number> => {
    throw failure
  })
  expect(leftOf(await unmade.run(chunks)())).toBe(failure)
})

test('a chunk is read when the last one has been taken, one at a time', async () => {
  const { stream, pull } = watched(1, 2, 3, 4)
  const { iteratee, seen, open } = gate<number>()
  void fromReadableStream(() => stream).run(iteratee)()
  for (const n of [1, 2, 3]) {
    await turns(1)
    expect(seen).toHaveLength(n)
    expect(pull).toHaveBeenCalledTimes(n)
    open()
  }
})

describe('a stream that is left before its end is cancelled once, with the reason, and unlocked', () => {
  type Run = (e: Enumerator<number>) => Promise<E.Either<Error, unknown>>
  const aborted =
    (microtasks: number): Run =>
    async (e) => {
      const controller = new AbortController()
      const run = e.run(Iteratee.ignore(), { signal: controller.signal })()
      await Laws.pause(microtasks)
      controller.abort('closing time')
      return run
    }
  const throws: Run = (e) =>
    e
      .map(() => {
        throw failure
      })
      .run(chunks)()

  const exits: ReadonlyArray<readonly [string, Run, unknown]> = [
    ['by head', (e) => e.run(Iteratee.head())(), undefined],
    ['by take', (e) => e.through(Enumeratee.take(2)).run(chunks)(), undefined],
    ['by a failure', throws, failure],
    ['by another branch that fails', (e) => e.interleave(Enumerator.fail(failure)).run(chunks)(), undefined],
    ['by a consumer that waited', (e) => e.mapM((n) => async () => n).run(Iteratee.head())(), undefined],
    ['by an abort before the first chunk', aborted(0), new AbortError('closing time')],
    ['by an abort between chunks', aborted(6), new AbortError('closing time')],
    ['by an abort while idle', aborted(50), new AbortError('closing time')],
    ['by the end of its stream', (e) => toReadableStream(e).cancel().then(E.right), 'not run'],
    [
      'by the end of its stream, while idle',
      async (e) => {
        const reader = toReadableStream(e).getReader()
        for (let i = 0; i < 3; i++) void reader.read()
        await turns(1)
        await reader.cancel('ignored')
        return E.right(undefined)
      },
      undefined
    ]
  ]

  test.each(exits)('%s', async (_, run, reason) => {
    const { stream, cancel } = watched(1, 2)
    const make = jest.fn(() => stream)
    await run(fromReadableStream(make))
    expect(cancel.mock.calls).toEqual(reason === 'not run' ? [] : [[reason]])
    if (reason === failure) expect(cancel.mock.calls[0]?.[0]).toBe(failure)
    expect(stream.locked).toBe(false)
    expect(make).toHaveBeenCalledTimes(reason === 'not run' ? 0 : 1)
  })

  test('one that has ended, or failed, is not', async () => {
    for (const error of [undefined, failure]) {
      const { stream, cancel, controller } = watched<number>()
      const run = fromReadableStream(() => stream).run(chunks)()
      await turns(1)
      if (error === undefined) controller.close()
      else controller.error(error)
      expect(leftOf(await run)).toBe(error)
      expect(cancel).not.toHaveBeenCalled()
      expect(stream.locked).toBe(false)
    }
  })
})

describe('the cancellation', () => {
  test('is waited for: the run answers after it, also where a chunk was being waited for', async () => {
    const log: string[] = []
    for (const exit of [Iteratee.head(), Iteratee.takeUpTo(3)]) {
      const { stream, cancel } = watched(1, 2)
      cancel.mockImplementation(async () => {
        await Laws.pause(20)
        log.push('cancelled')
      })
      const controller = new AbortController()
      const run = fromReadableStream(() => stream).run<unknown>(exit, { signal: controller.signal })()
      await turns(1)
      controller.abort()
      await run
      log.push('over')
    }
    expect(log).toEqual(['cancelled', 'over', 'cancelled', 'over'])
  })

  test('that fails is the failure of the run', async () => {
    const { stream, cancel } = watched(1, 2)
    cancel.mockRejectedValue(failure)
    expect(leftOf(await fromReadableStream(() => stream).run(Iteratee.head())())).toBe(failure)
    expect(stream.locked).toBe(false)
  })

  test('of one that has failed meanwhile is none: that failure was not reached', async () => {
    const { stream, controller, cancel } = watched(1, 2)
    const failing = Iteratee.foldM(0, (_, n: number) => async () => {
      controller.error(failure)
      return n
    })
    const first = fromReadableStream(() => stream).through(Enumeratee.take(1))
    expect(await first.run(failing)()).toEqual(E.right(1))
    expect(cancel).not.toHaveBeenCalled()
    expect(stream.locked).toBe(false)
  })

  test('leaves nothing unhandled', async () => {
    const unhandled = await unhandledRejections(async () => {
      for (const microtasks of [0, 1, 3, 10, 50]) {
        const { stream, cancel, controller } = watched(1, 2)
        cancel.mockRejectedValue(failure)
        const aborting = new AbortController()
        const run = fromReadableStream(() => stream).run(chunks, { signal: aborting.signal })()
        await Laws.pause(microtasks)
        if (microtasks === 10) controller.error(failure)
        aborting.abort()
        expect(E.isLeft(await run)).toBe(true)
      }
    })
    expect(unhandled).toEqual([])
  })
})

test('whatever comes first, a chunk, the end, the abort: the stream is cancelled or at its end, and unlocked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { maxLength: 5 }), async (s, elements) => {
      const cancel = jest.fn()
      const log: string[] = []
      const left = [...elements]
      const stream = new ReadableStream<number>(
        {
          pull: async (controller) => {
            await s.schedule(Promise.resolve(), 'chunk')
            // the platform answers a pull that comes too late in its own way
            if (cancel.mock.calls.length > 0) return
            const next = left.shift()
            if (next !== undefined) controller.enqueue(next)
            else {
              log.push('end')
              controller.close()
            }
          },
          cancel
        },
        { highWaterMark: 0 }
      )
      const aborting = new AbortController()
      void s.schedule(Promise.resolve(), 'abort').then(() => {
        aborting.abort()
      })
      const result = await s.waitFor(fromReadableStream(() => stream).run(chunks, { signal: aborting.signal })())
      const ended = log.length > 0
      expect(stream.locked).toBe(false)
      expect(cancel).toHaveBeenCalledTimes(ended ? 0 : 1)
      // an abort may still come before the end is read
      if (!ended) expect(leftOf(result)).toBeInstanceOf(AbortError)
      if (E.isRight(result)) expect(result.right).toEqual(elements)
    })
  )
})
