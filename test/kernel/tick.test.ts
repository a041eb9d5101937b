/** Ticks come at multiples of their interval; those that a slow consumer misses are left out. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import type * as E from 'fp-ts/lib/Either.js'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** What a run sees, and when, in ms from now. */
const watched = (enumerator: Enumerator<number>, busyFor: (n: number) => number = () => 0) => {
  const start = performance.now()
  const seen: (readonly [n: number, at: number])[] = []
  const controller = new AbortController()
  const consumer = Iteratee.foldM(undefined, (_: undefined, n: number) => async () => {
    seen.push([n, performance.now() - start])
    if (busyFor(n) > 0) await new Promise((resolve) => setTimeout(resolve, busyFor(n)))
    return undefined
  })
  const result = enumerator.run(consumer, { signal: controller.signal })()
  return { seen, result, stop: () => controller.abort() }
}

test('the first comes after one interval, the next one interval later', async () => {
  const { seen, stop, result } = watched(Enumerator.tick(10))
  await jest.advanceTimersByTimeAsync(9)
  expect(seen).toEqual([])
  await jest.advanceTimersByTimeAsync(26)
  stop()
  await result
  expect(seen).toEqual([
    [0, 10],
    [1, 20],
    [2, 30]
  ])
})

test('a slow consumer gets fewer, each at a multiple, numbered without gaps', async () => {
  const { seen, stop, result } = watched(Enumerator.tick(10), (n) => (n === 0 ? 25 : 0))
  await jest.advanceTimersByTimeAsync(60)
  stop()
  await result
  expect(seen).toEqual([
    [0, 10],
    [1, 40],
    [2, 50],
    [3, 60]
  ])
})

test('a consumer that is always late is never given two at once', async () => {
  const { seen, stop, result } = watched(Enumerator.tick(10), () => 15)
  await jest.advanceTimersByTimeAsync(100)
  stop()
  await result
  expect(seen.map(([, at]) => at)).toEqual([10, 30, 50, 70, 90])
})

test('a consumer that is ready just before a multiple has its tick at that', async () => {
  for (const busy of [8, 9, 9.5]) {
    const { seen, stop, result } = watched(Enumerator.tick(10), () => busy)
    await jest.advanceTimersByTimeAsync(52)
    stop()
    await result
    expect(seen.map(([, at]) => Math.round(at))).toEqual([10, 20, 30, 40, 50])
    await jest.advanceTimersByTimeAsync(20)
  }
})

test('a timer that is early is for the multiple that it was set for', async () => {
  const { setTimeout } = globalThis
  const spy = jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((callback: () => void, ms = 0) => setTimeout(callback, ms - 1))
  const { seen, stop, result } = watched(Enumerator.tick(100))
  await jest.advanceTimersByTimeAsync(350)
  stop()
  await result
  spy.mockRestore()
  expect(seen.map(([, at]) => at)).toEqual([99, 199, 299])
})

test.each<readonly [string, (e: Enumerator<number>) => Promise<E.Either<Error, unknown>>]>([
  ['take', (e) => e.through(Enumeratee.take(2)).run(Iteratee.ignore())()],
  ['head', (e) => e.run(Iteratee.head())()],
  ['a failure', (e) => e.map(() => JSON.parse('{') as number).run(Iteratee.ignore())()],
  ['another branch', (e) => e.interleave(Enumerator.of(1)).run(Iteratee.head())()]
])('no timer is left after %s', async (_, run) => {
  const result = run(Enumerator.tick(10))
  await jest.advanceTimersByTimeAsync(50)
  await result
  expect(jest.getTimerCount()).toBe(0)
})

test('no timer is left after an abort, between two ticks', async () => {
  const { stop, result } = watched(Enumerator.tick(10))
  await jest.advanceTimersByTimeAsync(15)
  expect(jest.getTimerCount()).toBe(1)
  stop()
  await result
  expect(jest.getTimerCount()).toBe(0)
})

test('each run has a clock of its own', async () => {
  const e = Enumerator.tick(10)
  const first = watched(e)
  await jest.advanceTimersByTimeAsync(5)
  const second = watched(e)
  await jest.advanceTimersByTimeAsync(20)
  first.stop()
  second.stop()
  expect(first.seen).toEqual([
    [0, 10],
    [1, 20]
  ])
  expect(second.seen).toEqual([
    [0, 10],
    [1, 20]
  ])
  await Promise.all([first.result, second.result])
})

test.each([0, -1, NaN, Infinity, 2 ** 31])('an interval of %d is refused', (ms) => {
  expect(() => Enumerator.tick(ms)).toThrow(RangeError)
})

test('a fraction of a millisecond ticks', async () => {
  const { seen, stop, result } = watched(Enumerator.tick(0.5))
  await jest.advanceTimersByTimeAsync(5)
  stop()
  await result
  expect(seen.length).toBeGreaterThan(1)
})
