/** `Enumerator.timer`: one element, after so long, and no timer left. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { elapse, run, stopTheClock, timersRunning, timestamps, within } from '../support/timed'

stopTheClock()

test('is the first of tick, and then the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom('through', 'transform'),
      async (ms, position) => {
        const [timer, tick] = [timestamps<number>(), timestamps<number>()]
        const all = Promise.all([
          Enumerator.timer(ms).run(timer.iteratee)(),
          run(position, Enumerator.tick(ms), Enumeratee.take(1), tick.iteratee)
        ])
        await elapse(ms - 1)
        expect(timer.seen).toEqual([])
        await elapse(1)
        expect(await all).toEqual([E.right(undefined), E.right(undefined)])
        expect(timer.seen).toEqual([[ms, 0]])
        expect(timer.seen).toEqual(tick.seen)
        expect(timersRunning()).toBe(0)
      }
    )
  )
})

test('goes on with what follows, and each run has a timer of its own', async () => {
  const e = Enumerator.timer(10).andThen(Enumerator.of(1)).andThen(Enumerator.timer(5))
  const one = timestamps<number>()
  const first = e.run(one.iteratee)()
  await elapse(3)
  const other = timestamps<number>()
  const second = e.run(other.iteratee)()
  await elapse(20)
  await Promise.all([first, second])
  const expected = [
    [10, 0],
    [10, 1],
    [15, 0]
  ]
  expect(one.seen).toEqual(expected)
  expect(other.seen).toEqual(expected)
})

const failure = new Error('on purpose')

const exits: ReadonlyArray<readonly [string, (e: Enumerator<number>, signal: AbortSignal) => Promise<unknown>]> = [
  ['an iteratee that needs nothing', (e) => e.run(Iteratee.done(0))()],
  ['another branch that ends the run', (e) => e.interleave(Enumerator.of(1)).run(Iteratee.head())()],
  ['another branch that fails', (e) => e.interleave(Enumerator.fail(failure)).run(Iteratee.ignore())()],
  ['an abort', (e, signal) => e.run(Iteratee.ignore(), { signal })()],
  ['takeUntil', (e, signal) => e.through(Enumeratee.takeUntil(signal)).run(Iteratee.ignore())()],
  ['timeout', (e) => e.through(Enumeratee.timeout(5)).run(Iteratee.ignore())()],
  [
    'an iteration that is left',
    async (e, signal) => {
      const iterator = Enumerator.toAsyncIterable(e)[Symbol.asyncIterator]()
      const waiting = iterator.next()
      signal.addEventListener('abort', () => void iterator.return?.())
      expect(await waiting).toEqual({ done: true, value: undefined })
    }
  ]
]

test.each(exits)('is cleared when it is left while it runs: %s', async (_, leave) => {
  const controller = new AbortController()
  const released = jest.fn()
  const left = leave(Enumerator.timer(1_000_000).onDoneEnumerating(released), controller.signal)
  await elapse(10)
  controller.abort()
  await left
  expect(timersRunning()).toBe(0)
  expect(released.mock.calls.length).toBe(_ === 'an iteratee that needs nothing' ? 0 : 1)
})

test('is an element of what waits for it, as of flatMap', async () => {
  const e = Enumerator.of(1, 2).flatMap((n) => Enumerator.timer(n * 10).map(() => n))
  expect(await within(100, e.run(Iteratee.getChunks<number>())())).toEqual(E.right([1, 2]))
})

test.each([0, -1, NaN, Infinity, 2 ** 31])('%d ms are refused', (ms) => {
  expect(() => Enumerator.timer(ms)).toThrow(/^Enumerator.timer: expected milliseconds, more than 0/)
})
