/** takeUntil: a stream that ends well when a signal aborts, whatever it is doing. */
import * as fc from 'fast-check'
import { AbortError, Enumeratee, Enumerator, type Interruption, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { elapse, inMs, positions, pushed, run, slowly, stopTheClock, timersRunning, timetable, within } from '../support/timed' // prettier-ignore

stopTheClock()

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

const aborting = () => {
  const { signal, abort } = ((c) => ({ signal: c.signal, abort: () => c.abort('closing') }))(new AbortController())
  return { signal, abort, until: Enumeratee.takeUntil<number>(signal), listeners: () => listenersOf(signal) }
}

describe.each(positions)('in %s', (position) => {
  test('what has been handed on by then is the result', async () => {
    const tables = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(9)), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(50), async (table, at) => {
        const { abort, until, listeners } = aborting()
        let time = 0
        const arrivals = table.map(([gap, n]) => [(time += gap), n] as const)
        // an element that comes as the signal aborts is a tie of two timers
        fc.pre(arrivals.every(([ms]) => ms !== at))
        void inMs(at).then(abort)
        const result = await within(Math.min(at, time), run(position, timetable(table), until, chunks))
        expect(result).toEqual(E.right(arrivals.filter(([ms]) => ms < at).map(([, n]) => n)))
        expect(listeners()).toBe(0)
        await elapse(100)
      }),
      { numRuns: 100 }
    )
  })

  test('an idle source is released at once, what follows has its EOF and its say', async () => {
    const { abort, until, listeners } = aborting()
    const source = pushed()
    const row = until.compose(Enumeratee.trailing(Enumerator.of(9)))
    const result = run(position, source.enumerator, row, chunks)
    await elapse(5)
    source.channel.push(1)
    await elapse(5)
    expect(listeners()).toBe(1)
    abort()
    expect(await within(0, result)).toEqual(E.right([1, 9]))
    expect([source.released, listeners()]).toEqual([1, 0])
    expect(source.channel.push(2)).toBe('closed')
  })

  test('while what follows is busy: the source is released, the element is used, then comes the end', async () => {
    const { abort, until, listeners } = aborting()
    const source = pushed()
    const held = gate<number>()
    const result = run(position, source.enumerator, until, held.iteratee)
    for (const n of [1, 2]) source.channel.push(n)
    await elapse(1)
    abort()
    // behind `transform` the source hears of it when the iteratee has ended
    expect([source.released, listeners()]).toEqual([position === 'through' ? 1 : 0, 0])
    expect(E.isLeft(await within(10, result))).toBe(true)
    held.open()
    expect(E.isRight(await within(0, result))).toBe(true)
    expect([source.released, held.seen]).toEqual([1, [1]])
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['pushed together', (e) => e],
    ['made together', (e) => e.map((n) => n)],
    ['taken together', (e) => e.through(Enumeratee.mapConcat((n: number) => [n]))]
  ])('what follows aborts in the middle of elements that are %s: none is handed on after', async (_, shape) => {
    const { abort, until, listeners } = aborting()
    const seen: number[] = []
    const iteratee = Iteratee.foreach((n: number) => {
      seen.push(n)
      if (n === 2) abort()
    })
    let released = 0
    const e = shape(Enumerator.of(1, 2, 3, 4)).onDoneEnumerating(() => released++)
    expect(await within(0, run(position, e, until, iteratee))).toEqual(E.right(undefined))
    expect([seen, released, listeners()]).toEqual([[1, 2], 1, 0])
  })

  test('what comes before aborts: that element is not handed on', async () => {
    const { abort, until } = aborting()
    const e = Enumerator.range(1, Infinity).map((n) => (n === 3 ? (abort(), n) : n)) // prettier-ignore
    expect(await within(0, run(position, e, until.compose(Enumeratee.mapM((n) => async () => n)), chunks))).toEqual(
      E.right([1, 2])
    )
  })

  test('aborted from the beginning: the source is asked for nothing, and nobody listens', async () => {
    const signal = AbortSignal.abort()
    let asked = 0
    const e = Enumerator.repeat(() => asked++)
    const around = Enumeratee.map((n: number) => n).compose(Enumeratee.takeUntil(signal))
    const row = Enumeratee.heading(e)
      .compose(around)
      .compose(Enumeratee.trailing(Enumerator.of(9)))
    expect(await within(0, run(position, e, row, chunks))).toEqual(E.right([9]))
    expect([asked, listenersOf(signal)]).toEqual([0, 0])
  })

  test('a source that is heading is left as well', async () => {
    const { abort, until } = aborting()
    const source = pushed()
    const row = Enumeratee.heading(source.enumerator).compose(until)
    const result = run(position, Enumerator.of(5), row, chunks)
    await elapse(1)
    source.channel.push(1)
    await elapse(1)
    abort()
    expect(await within(0, result)).toEqual(E.right([1]))
    expect(source.released).toBe(1)
  })

  test('nobody listens any more, however it ends', async () => {
    const fail = () => {
      throw failure
    }
    const exits: ReadonlyArray<(e: Enumerator<number>, f: Enumeratee<number, number>) => Promise<unknown>> = [
      (e, f) => run(position, e, f, chunks),
      (e, f) => run(position, e, f.compose(Enumeratee.take(1)), chunks),
      (e, f) => run(position, e, f, Iteratee.head()),
      (e, f) => run(position, e, f, Iteratee.foreach(fail)),
      (e, f) =>
        run(
          position,
          e,
          f,
          Iteratee.foreachM(() => async () => fail())
        ),
      (e, f) => run(position, e.andThen(Enumerator.fail(failure)), f, chunks),
      (e, f) =>
        run(
          position,
          e,
          f,
          Iteratee.cont(() => Iteratee.error('no'))
        ),
      (e, f) => run(position, e, f.compose(Enumeratee.flatten<number, number>(fail)), chunks),
      (e, f) => run(position, e, Enumeratee.flatten<number, number>(fail).compose(f), chunks),
      (e, f) => e.through(f).apply(chunks)(),
      (e, f) => e.apply(f.transform(chunks))(),
      (e, f) => e.run(f.transform(chunks), { signal: AbortSignal.abort() })()
    ]
    for (const source of [
      Enumerator.of(1, 2),
      timetable([
        [1, 1],
        [1, 2]
      ])
    ]) {
      // prettier-ignore
      for (const exit of exits) {
        const { until, listeners } = aborting()
        const ended = exit(source, until)
        await elapse(5)
        await ended
        expect(listeners()).toBe(0)
      }
    }
  })

  test('a thousand runs share one signal, and leave none', async () => {
    const { abort, signal, until, listeners } = aborting()
    const runs = Array.from({ length: 1000 }, () => run(position, Enumerator.never, until, chunks))
    const gone = new AbortController()
    const left = [1, 2, 3].map(() => Enumerator.never.through(until).run(chunks, { signal: gone.signal })())
    // one for all: Node warns of more than ten
    expect(listenersOf(signal)).toBe(1)
    gone.abort()
    await Promise.all(left)
    expect(listeners()).toBe(1)
    abort()
    expect(await Promise.all(runs)).toEqual(runs.map(() => E.right([])))
    expect(listeners()).toBe(0)
  })

  test('a failure of what follows on an element is recovered from before it, as if it were not there', async () => {
    for (const f of [
      Enumeratee.map((n: number) => (n === 2 ? raise() : n)),
      Enumeratee.mapM((n: number) => async () => (n === 2 ? raise() : n))
    ]) {
      // prettier-ignore
      const { abort, until, listeners } = aborting()
      let freed = 0
      const held = Enumeratee.mapFlatten((n: number) => Enumerator.of(n).onDoneEnumerating(() => freed++))
      const row = Enumeratee.recover<number>().compose(until).compose(held).compose(f)
      const source = pushed()
      const result = run(position, source.enumerator, row, chunks)
      for (const n of [1, 2, 3]) source.channel.push(n)
      await elapse(1)
      expect(freed).toBe(3)
      abort()
      expect(await within(0, result)).toEqual(E.right([1, 3]))
      expect(listeners()).toBe(0)
    }
  })

  test('a failure of the element that is under way when it aborts is the failure of the run', async () => {
    const { abort, until, listeners } = aborting()
    const source = pushed()
    const unhandled = await unhandledRejections(async () => {
      const failing = Iteratee.foreachM(() => async () => (await inMs(10), Promise.reject(failure)))
      const result = run(position, source.enumerator, until, failing)
      source.channel.push(1)
      await elapse(5)
      abort()
      expect(await within(5, result)).toEqual(E.left(failure))
    })
    expect(unhandled).toEqual([])
    expect([source.released, listeners()]).toEqual([1, 0])
  })

  test('a client that goes away while its last element is waited for ends the wait', async () => {
    const { abort, until } = aborting()
    const source = pushed()
    // the first group is there after 20 ms; `mapM` never answers
    const hanging = Enumeratee.mapM((n: number) => () => (n === 1 ? Promise.resolve(n) : new Promise<number>(() => undefined))) // prettier-ignore
    const row = until.compose(hanging).compose(Enumeratee.groupedWithin<number>(9, 20))
    const result = run(position, source.enumerator, row, Iteratee.head())
    for (const n of [1, 2]) source.channel.push(n)
    await elapse(5)
    abort()
    expect(E.isRight(await within(20, result))).toBe(true)
    expect([source.released, timersRunning()]).toEqual([1, 0])
  })

  test('a failure of the source after the abort, while the end waits, counts for nothing', async () => {
    const { abort, until } = aborting()
    const row = until.compose(Enumeratee.parMapM(2, (n: number) => async () => n))
    const { iteratee } = slowly<number>(50)
    const source = timetable([[1, 1], [20, 2]]).map((n) => (n === 2 ? raise() : n)) // prettier-ignore
    const result = run(position, source, row, iteratee)
    await elapse(10)
    abort()
    expect(await within(50, result)).toEqual(E.right([1]))
    expect(timersRunning()).toBe(0)
  })

  test('with an abort of the run by the same signal, the run is aborted', async () => {
    const { abort, signal, until, listeners } = aborting()
    const source = pushed()
    const result = position === 'through' ? source.enumerator.through(until).run(chunks, { signal })() : source.enumerator.run(until.transform(chunks), { signal })() // prettier-ignore
    await elapse(1)
    abort()
    expect(await result).toEqual(E.left(new AbortError('closing')))
    expect([source.released, listeners()]).toEqual([1, 0])
  })
})

const raise = (): never => {
  throw failure
}

test('through: what follows goes on', async () => {
  const { abort, until } = aborting()
  const source = pushed()
  const { iteratee, seen } = slowly<number>(5)
  const result = source.enumerator.through(until).andThen(Enumerator.of(8, 9)).run(iteratee)()
  source.channel.push(1)
  await elapse(3)
  abort()
  expect(await within(20, result)).toEqual(E.right([1, 8, 9]))
  expect(seen).toEqual([1, 8, 9])
})

test('transform: the iteratee that follows goes on with the same source', async () => {
  const { abort, until } = aborting()
  const source = pushed()
  const both = until.transform(chunks).flatMap((a) => Iteratee.takeUpTo<number>(2).map((b) => [a, b]))
  const result = source.enumerator.run(both)()
  source.channel.push(1)
  await elapse(1)
  abort()
  for (const n of [2, 3, 4]) source.channel.push(n)
  expect(await within(1, result)).toEqual(E.right([[1], [2, 3]]))
})

test('fed by hand it listens while it is fed, and has ended after the abort', async () => {
  const { abort, until, listeners } = aborting()
  const fed = await Enumerator.of(1).apply(until.transform(chunks))()
  expect(listeners()).toBe(0)
  abort()
  expect(await Enumerator.of(2).run(fed)()).toEqual(E.right([1]))
})

test('what is no signal is refused', () => {
  const wrong: ReadonlyArray<readonly [unknown, string]> = [
    [new AbortController(), 'an AbortController: pass its .signal'],
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5']
  ]
  for (const [stop, got] of wrong) {
    expect(() => Enumeratee.takeUntil(stop as Interruption)).toThrow(
      new TypeError(`Enumeratee.takeUntil: expected an AbortSignal, got ${got}`)
    )
  }
})
