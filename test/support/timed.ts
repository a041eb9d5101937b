/** Runs under a clock that the test moves. */
import { type Channel, type Enumeratee, Enumerator, Iteratee, type RunOptions } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'

/** Timers and `performance.now` stand still until they are moved; microtasks go on as they are. */
export const stopTheClock = (): void => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] })
  })
  afterEach(() => {
    jest.useRealTimers()
  })
}

export const elapse = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms)

/** Moves the clock, by a second at most, until the promise is settled. */
export const soonBy = async <A>(promise: Promise<A>): Promise<A> => {
  const state = { settled: false }
  const note = (): void => {
    state.settled = true
  }
  promise.then(note, note)
  for (let ms = 0; ms < 1000 && !state.settled; ms += 10) await elapse(10)
  if (!state.settled) throw new Error('it has not been settled within a second')
  return promise
}

export const timersRunning = (): number => jest.getTimerCount()

/** When the clock has been moved so far. */
export const inMs = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The same value, so many milliseconds later. */
export const afterMs =
  <A>(ms: number, value: A) =>
  async (): Promise<A> => {
    await inMs(ms)
    return value
  }

export interface Pushed<A> {
  readonly enumerator: Enumerator<A>
  /** of the last run */
  readonly channel: Channel<A>
  readonly released: number
}

/** A source that is pushed to by the test. */
export const pushed = <A = number>(): Pushed<A> => {
  const state = { released: 0, channel: undefined as Channel<A> | undefined }
  const enumerator = Enumerator.async<A>((channel) => {
    state.channel = channel
    return () => {
      state.released++
    }
  })
  return {
    enumerator,
    get channel() {
      if (state.channel === undefined) throw new Error('pushed: it has not been run')
      return state.channel
    },
    get released() {
      return state.released
    }
  }
}

/** `[ms since the last one, element]`, pushed by and by; then the end. */
export const timetable = (entries: ReadonlyArray<readonly [ms: number, n: number]>): Enumerator<number> =>
  Enumerator.fromIterable(entries).mapM(([ms, n]) => afterMs(ms, n))

/** Collects, taking `ms` for each element, and counts how many are taken at a time. */
export const slowly = <A>(ms: number) => {
  const busy = { now: 0, most: 0 }
  const seen: A[] = []
  const iteratee = Iteratee.foldM<A, ReadonlyArray<A>>([], (taken, a) => async () => {
    busy.most = Math.max(busy.most, ++busy.now)
    seen.push(a)
    if (ms > 0) await inMs(ms)
    busy.now--
    return [...taken, a]
  })
  return { iteratee, busy, seen }
}

/** What a run comes to while the clock goes on, or that it does not end. */
export const within = async <A>(ms: number, run: Promise<E.Either<Error, A>>): Promise<E.Either<Error, A>> => {
  let result: E.Either<Error, A> = E.left(new Error(`it has not ended within ${ms} ms`))
  void run.then((ended) => (result = ended))
  await elapse(ms)
  return result
}

/** The two places of an enumeratee, which are one by law. */
export const positions = ['through', 'transform'] as const

/** A run with an enumeratee in either of them. */
export const run = <From, To, A>(
  position: (typeof positions)[number],
  e: Enumerator<From>,
  f: Enumeratee<From, To>,
  it: Iteratee<To, A>,
  options?: RunOptions
): Promise<E.Either<Error, A>> =>
  position === 'through' ? e.through(f).run(it, options)() : e.run(f.transform(it), options)()

/** Each element with the time it came at, of the clock that the test moves. */
export const timestamps = <A>() => {
  const seen: (readonly [ms: number, a: A])[] = []
  const from = performance.now()
  const iteratee = Iteratee.foreach((a: A) => {
    seen.push([Math.round(performance.now() - from), a])
  })
  return { iteratee, seen }
}
