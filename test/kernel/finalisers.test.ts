/** Whatever is acquired is released, exactly once, however the run ends. */
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { type Held, heldSources, idleSources } from '../support/sources'
import { listenersOf, timersLeft, unhandledRejections } from '../support/leaks'

type Outcome = E.Either<Error, unknown>

const failure = new Error('on purpose')
const fail = (): never => {
  throw failure
}
const on = (k: number, act: (n: number) => unknown) => (n: number) => (n === k ? act(n) : n)
const ignore = Iteratee.ignore<unknown>()

/** Each ends the run of a source of 1, 2, 3 in its own way. */
const exits: Readonly<
  Record<string, readonly [run: (e: Enumerator<number>) => Promise<Outcome>, ends: 'well' | 'ill']>
> = {
  'the normal end': [(e) => e.run(ignore)(), 'well'],
  'the normal end, applied': [async (e) => E.right(await e.apply(ignore)()), 'well'],
  'take(1)': [(e) => e.through(Enumeratee.take(1)).run(ignore)(), 'well'],
  'take of as many as there are': [(e) => e.through(Enumeratee.take(3)).run(ignore)(), 'well'],
  takeWhile: [(e) => e.through(Enumeratee.takeWhile((n) => n < 2)).run(ignore)(), 'well'],
  'an iteratee that is done': [(e) => e.run(Iteratee.head())(), 'well'],
  'an iteratee that is done while another one waits': [
    (e) => e.mapM((n) => async () => n).run(Iteratee.head())(),
    'well'
  ],
  'an iteratee that fails': [(e) => e.run(Iteratee.cont(() => Iteratee.error(failure)))(), 'ill'],
  'foreach that throws': [(e) => e.run(Iteratee.foreach(on(2, fail)))(), 'ill'],
  'fold that throws': [(e) => e.run(Iteratee.fold(0, (_, n: number) => (n === 2 ? fail() : n)))(), 'ill'],
  'foldM that rejects': [
    (e) => e.run(Iteratee.foldM(0, (_, n: number) => async () => (n === 2 ? fail() : n)))(),
    'ill'
  ],
  'foldM that throws': [(e) => e.run(Iteratee.foldM(0, fail))(), 'ill'],
  'map that throws': [(e) => e.map(on(2, fail)).run(ignore)(), 'ill'],
  'filter that throws': [(e) => e.filter((n) => n !== 2 || fail()).run(ignore)(), 'ill'],
  'mapM that rejects': [(e) => e.mapM((n) => async () => (n === 2 ? fail() : n)).run(ignore)(), 'ill'],
  'mapM that throws': [(e) => e.mapM(fail).run(ignore)(), 'ill'],
  'flatMap that throws': [(e) => e.flatMap(fail).run(ignore)(), 'ill'],
  'a failure, applied': [async (e) => (await e.map(on(2, fail)).apply(Iteratee.ignore<unknown>())()).run(), 'ill'],
  'a failure of what follows': [(e) => e.andThen(Enumerator.repeat(fail)).run(ignore)(), 'ill'],
  'a failure of another branch': [(e) => e.interleave(Enumerator.unfoldM(0, fail)).run(ignore)(), 'ill'],
  'a failure of another branch, later': [
    (e) => e.interleave(Enumerator.unfoldM(0, () => async () => (await pause(4), fail()))).run(ignore)(),
    'ill'
  ],
  'an abort from within foreach': [
    (e) => {
      const controller = new AbortController()
      const abort = Iteratee.foreach(on(2, () => controller.abort()))
      return e.run(abort, { signal: controller.signal })()
    },
    'ill'
  ],
  'an abort while the consumer waits': [
    (e) => {
      const controller = new AbortController()
      const waiting = Iteratee.foldM(0, () => () => {
        controller.abort()
        return new Promise<number>(() => undefined)
      })
      return e.run(waiting, { signal: controller.signal })()
    },
    'ill'
  ],
  'take(1) behind a clock': [
    (e) => e.through(Enumeratee.timeout(1e6)).through(Enumeratee.take(1)).run(ignore)(),
    'well'
  ],
  'take(1) behind keepAlive': [
    (e) => e.through(Enumeratee.keepAlive(1e6, 0)).through(Enumeratee.take(1)).run(ignore)(),
    'well'
  ],
  'an iteratee that fails behind keepAlive': [
    (e) => e.through(Enumeratee.keepAlive(1e6, 0)).run(Iteratee.foreach(on(2, fail)))(),
    'ill'
  ],
  'takeUntil of a signal that what follows aborts': [
    (e) => {
      const controller = new AbortController()
      const abort = Iteratee.foreach(on(2, () => controller.abort()))
      return e.through(Enumeratee.takeUntil(controller.signal)).run(abort)()
    },
    'well'
  ],
  'takeUntil of a signal that aborts while what follows waits, transformed': [
    (e) => {
      const controller = new AbortController()
      const waiting = Iteratee.foreachM((n: number) => async () => (n === 2 ? controller.abort() : undefined))
      const later = Enumeratee.mapM((n: number) => async () => (await pause(3), n))
      return e.run(Enumeratee.takeUntil<number>(controller.signal).compose(later).transform(waiting))()
    },
    'well'
  ],
  'a failure behind takeUntil that is recovered': [
    (e) =>
      e
        .through(Enumeratee.recover())
        .through(Enumeratee.takeUntil(new AbortController().signal))
        .map(on(2, fail))
        .run(ignore)(),
    'well'
  ],
  'take(1), transformed': [(e) => e.run(Enumeratee.take<number>(1).transform(ignore))(), 'well'],
  'take(1) behind parMapM, transformed': [
    (e) =>
      e.run(
        Enumeratee.parMapM(2, (n: number) => async () => n)
          .compose(Enumeratee.take(1))
          .transform(ignore)
      )(),
    'well'
  ],
  'parMapM that rejects': [
    (e) => e.through(Enumeratee.parMapM(2, (n: number) => async () => (n === 2 ? fail() : n))).run(ignore)(),
    'ill'
  ],
  'an iteratee that fails behind a clock': [
    (e) => e.through(Enumeratee.timeout(1e6)).run(Iteratee.foreach(on(2, fail)))(),
    'ill'
  ],
  'a failure that is attempted': [(e) => e.map(on(2, fail)).through(Enumeratee.attempt()).run(ignore)(), 'well'],
  'a failure that is attempted, transformed': [
    (e) => e.map(on(2, fail)).run(Enumeratee.attempt<unknown>().transform(ignore))(),
    'well'
  ],
  'a failure behind an attempt': [(e) => e.through(Enumeratee.attempt()).map(fail).run(ignore)(), 'ill'],
  'failures that are recovered': [(e) => e.through(Enumeratee.recover()).map(fail).run(ignore)(), 'well'],
  'a failure within flatMap that is recovered, then an end': [
    (e) =>
      Enumerator.of(1)
        .through(Enumeratee.recover())
        .flatMap(() => e.map(on(2, fail)))
        .run(ignore)(),
    'well'
  ],
  'a finaliser that throws, outside': [(e) => e.onDoneEnumerating(fail).run(ignore)(), 'ill']
}

const releasedOnce = ({ count }: Held) => {
  expect(count.released).toBe(count.acquired)
  expect(count.acquired).toBeLessThanOrEqual(1)
}

describe.each(Object.entries(heldSources))('%s', (name, hold) => {
  // an async generator answers `return` only when its pending `next` is over, and nobody waits for that
  const atOnce = !name.startsWith('an async iterator')

  test.each(Object.entries(exits))('is released once on %s', async (_, [run, ends]) => {
    const held = hold()
    const unhandled = await unhandledRejections(async () => {
      const outcome = await run(held.enumerator)
      if (atOnce) releasedOnce(held)
      expect(E.isRight(outcome)).toBe(ends === 'well')
      if (E.isLeft(outcome) && !(outcome.left instanceof AbortError)) expect(outcome.left).toBe(failure)
    })
    releasedOnce(held)
    expect(unhandled).toEqual([])
  })

  test('is acquired again by the next run, and released again', async () => {
    const { enumerator, count } = hold()
    await enumerator.run(ignore)()
    await enumerator.run(Iteratee.head())()
    expect(count).toEqual({ acquired: 2, released: 2 })
  })

  test('is not touched by a run that was aborted before it began', async () => {
    const { enumerator, count } = hold()
    const result = await enumerator.run(ignore, { signal: AbortSignal.abort('closed') })()
    expect(result).toEqual(E.left(new AbortError('closed')))
    expect(count).toEqual({ acquired: 0, released: 0 })
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>, Iteratee<number, unknown>]>([
    ['take(0)', (e) => e.through(Enumeratee.take(0)), ignore],
    ['takeUntil, aborted', (e) => e.through(Enumeratee.takeUntil(AbortSignal.abort())), ignore],
    ['an iteratee that is done from the start', (e) => e, Iteratee.done(1)],
    ['eof before it', (e) => Enumerator.eof.andThen(e), ignore],
    ['a source before it that is enough', (e) => Enumerator.of(0).andThen(e), Iteratee.head()]
  ])('is not touched with %s', async (_, around, iteratee) => {
    const { enumerator, count } = hold()
    await around(enumerator).run(iteratee)()
    expect(count).toEqual({ acquired: 0, released: 0 })
  })

  test('is released before what follows it begins', async () => {
    const { enumerator, count } = hold()
    const next = Enumerator.defer(() => Enumerator.of(count.released))
    expect(await enumerator.andThen(next).run(Iteratee.getChunks())()).toEqual(E.right([1, 2, 3, 1]))
  })
})

describe.each(Object.entries(idleSources))('idle, %s', (_, hold) => {
  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['alone', (e) => e],
    ['behind map', (e) => e.map((n) => n)],
    ['behind mapM', (e) => e.mapM((n) => async () => n)],
    ['after another', (e) => Enumerator.of(1).andThen(e)],
    ['within flatMap', (e) => Enumerator.of(1, 2).flatMap(() => e)],
    ['behind timeout', (e) => e.through(Enumeratee.timeout(1e6))],
    ['behind keepAlive', (e) => e.through(Enumeratee.keepAlive(2, 0, { stillAllowed: async () => true }))],
    ['behind takeUntil', (e) => e.through(Enumeratee.takeUntil(new AbortController().signal))],
    [
      'behind debounce and parMapM',
      (e) => e.through(Enumeratee.debounce(1e6)).through(Enumeratee.parMapM(2, (n: number) => async () => n))
    ],
    ['behind flatten', (e) => e.through(Enumeratee.flatten(async () => Enumeratee.passAlong<number>()))],
    ['behind attempt', (e) => e.through(Enumeratee.attempt()).map(() => 0)],
    [
      'behind recover',
      (e) =>
        Enumerator.of(1)
          .through(Enumeratee.recover())
          .flatMap(() => e)
    ],
    ['beside another', (e) => e.interleave(Enumerator.of(1))]
  ])('%s: is released by an abort, and nothing is left', async (_, around) => {
    const controller = new AbortController()
    const { enumerator, count } = hold()
    const interrupt = async () => {
      const result = around(enumerator).run(ignore, { signal: controller.signal })()
      await pause(10)
      expect(count).toEqual({ acquired: 1, released: 0 })
      expect(listenersOf(controller.signal)).toBe(1)
      controller.abort('enough')
      expect(await result).toEqual(E.left(new AbortError('enough')))
    }
    let left: number | undefined
    const unhandled = await unhandledRejections(async () => (left = await timersLeft(interrupt)))
    expect(count).toEqual({ acquired: 1, released: 1 })
    expect(listenersOf(controller.signal)).toBe(0)
    expect(left).toBe(0)
    expect(unhandled).toEqual([])
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['times out', (e) => e.through(Enumeratee.timeout(2))],
    [
      'times out within flatMap, recovered',
      (e) =>
        Enumerator.of(1)
          .through(Enumeratee.recover())
          .flatMap(() => e.through(Enumeratee.timeout(2)))
    ],
    [
      'times out, attempted',
      (e) =>
        e
          .through(Enumeratee.timeout(2))
          .through(Enumeratee.attempt())
          .map(() => 0)
    ],
    [
      'hands on fillers, as many as are wanted',
      (e) => e.through(Enumeratee.keepAlive(2, 0)).through(Enumeratee.take(2))
    ],
    ['asks, and it is not allowed', (e) => e.through(Enumeratee.keepAlive(2, 0, { stillAllowed: async () => false }))],
    [
      'asks, and that fails, attempted',
      (e) =>
        e
          .through(Enumeratee.keepAlive(2, 0, { stillAllowed: fail }))
          .through(Enumeratee.attempt())
          .map(() => 0)
    ],
    ['aborts a signal', (e) => e.through(Enumeratee.takeUntil(AbortSignal.timeout(2)))],
    [
      'has flushed all that is wanted',
      (e) => Enumerator.of(1).andThen(e).through(Enumeratee.debounce(2)).through(Enumeratee.take(1))
    ]
  ])('is released when a clock %s', async (_, around) => {
    const { enumerator, count } = hold()
    expect(await timersLeft(around(enumerator).run(ignore))).toBe(0)
    expect(count).toEqual({ acquired: 1, released: 1 })
  })

  test('is released when the consumer behind a clock ends by itself', async () => {
    const { enumerator, count } = hold()
    const first = Enumeratee.groupedWithin<number>(9, 2).transform(Iteratee.head())
    expect(await timersLeft(Enumerator.of(1).andThen(enumerator).run(first))).toBe(0)
    expect(count).toEqual({ acquired: 1, released: 1 })
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['fails', (e) => e.interleave(Enumerator.of(1).map(fail))],
    ['fails later', (e) => e.interleave(Enumerator.of(1).mapM(() => async () => (await pause(3), fail())))],
    ['has all that is wanted', (e) => e.interleave(Enumerator.of(1, 2)).through(Enumeratee.take(2))],
    ['has it later', (e) => e.interleave(Enumerator.of(1, 2).mapM((n) => async () => n)).through(Enumeratee.take(2))]
  ])('is released when another branch %s', async (_, around) => {
    const { enumerator, count } = hold()
    expect(await timersLeft(around(enumerator).run(ignore))).toBe(0)
    expect(count).toEqual({ acquired: 1, released: 1 })
  })
})
