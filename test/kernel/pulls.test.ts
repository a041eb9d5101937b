/** Nothing is evaluated that an element-by-element run would not evaluate. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as O from 'fp-ts/lib/Option.js'
import { elements, iteratees, type ModelledIteratee } from '../support/numbers'

/** 0, 1, 2 … without end, counting how many were asked for. */
interface Counted {
  readonly enumerator: Enumerator<number>
  readonly pulled: () => number
}

const counted = (make: (next: () => number) => Enumerator<number>) => (): Counted => {
  let pulled = 0
  return { enumerator: make(() => pulled++), pulled: () => pulled }
}

const endless: Readonly<Record<string, () => Counted>> = {
  repeat: counted((next) => Enumerator.repeat(next)),
  unfold: counted((next) => Enumerator.unfold(0, (s) => O.some([s + 1, next()]))),
  'a generator': counted((next) =>
    Enumerator.fromIterable(
      (function* () {
        for (;;) yield next()
      })()
    )
  ),
  'map of an array': counted((next) => Enumerator.of(...new Array<number>(2000)).map(next)),
  unfoldM: counted((next) => Enumerator.unfoldM(0, (s) => async () => O.some([s, next()]))),
  generateM: counted((next) => Enumerator.generateM(async () => O.some(next()))),
  'an async generator': counted((next) =>
    Enumerator.fromAsyncIterable(
      (async function* () {
        for (;;) yield next()
      })()
    )
  ),
  mapM: counted((next) => Enumerator.repeat(() => 0).mapM(() => async () => next())),
  'flatMap of defer': counted((next) =>
    Enumerator.repeat(() => 0).flatMap(() => Enumerator.defer(() => Enumerator.of(next())))
  ),
  'interleave with nothing': counted((next) => Enumerator.interleave(Enumerator.repeat(next), Enumerator.empty)),
  'one after the other': counted((next) => {
    const from = (): Enumerator<number> => Enumerator.of(0).map(next).andThen(Enumerator.defer(from))
    return from()
  })
}

const chunks = Iteratee.getChunks<number>()
const take = (n: number): Enumeratee<number, number> => Enumeratee.take(n)
const takeByHand = (n: number): Iteratee<number, void> =>
  n === 0
    ? Iteratee.done(undefined)
    : Iteratee.cont(
        Input.match({ el: () => takeByHand(n - 1), empty: () => takeByHand(n), eof: () => Iteratee.done(undefined) })
      )

const needs: ReadonlyArray<readonly [string, number, (e: Enumerator<number>) => Promise<unknown>]> = [
  ['take(0)', 0, (e) => e.through(take(0)).run(chunks)()],
  ['take(1)', 1, (e) => e.through(take(1)).run(chunks)()],
  ['take(3)', 3, (e) => e.through(take(3)).run(chunks)()],
  ['take(700)', 700, (e) => e.through(take(700)).run(chunks)()],
  ['take(3) in front of foreach', 3, (e) => e.through(take(3)).run(Iteratee.foreach(() => undefined))()],
  ['take(3) in front of foldM', 3, (e) => e.through(take(3)).run(Iteratee.foldM(0, () => async () => 0))()],
  ['take(5) then take(3)', 3, (e) => e.through(take(5)).through(take(3)).run(chunks)()],
  ['head', 1, (e) => e.run(Iteratee.head())()],
  ['head, twice', 2, (e) => e.run(Iteratee.head().flatMap(() => Iteratee.head()))()],
  ['a done iteratee', 0, (e) => e.run(Iteratee.done(0))()],
  ['a failed iteratee', 0, (e) => e.run(Iteratee.error('no'))()],
  ['a hand-written iteratee', 4, (e) => e.run(takeByHand(4))()],
  ['takeWhile', 4, (e) => e.through(Enumeratee.takeWhile((n) => n < 3)).run(chunks)()],
  [
    'map, take(3)',
    3,
    (e) =>
      e
        .map((n) => n)
        .through(take(3))
        .run(chunks)()
  ],
  [
    'filter, take(3)',
    5,
    (e) =>
      e
        .filter((n) => n % 2 === 0)
        .through(take(3))
        .run(chunks)()
  ],
  [
    'scanLeft, take(3)',
    3,
    (e) =>
      e
        .through(Enumeratee.scanLeft(0, (s, n: number) => s + n))
        .through(take(3))
        .run(chunks)()
  ],
  [
    'mapConcat, take(3)',
    2,
    (e) =>
      e
        .through(Enumeratee.mapConcat((n) => [n, n]))
        .through(take(3))
        .run(chunks)()
  ],
  ['drop(2), take(3)', 5, (e) => e.through(Enumeratee.drop(2)).through(take(3)).run(chunks)()],
  ['drop(600), take(3)', 603, (e) => e.through(Enumeratee.drop(600)).through(take(3)).run(chunks)()],
  [
    'mapM, take(3)',
    3,
    (e) =>
      e
        .mapM((n) => async () => n)
        .through(take(3))
        .run(chunks)()
  ],
  [
    'flatMap, take(3)',
    2,
    (e) =>
      e
        .flatMap((n) => Enumerator.of(n, n))
        .through(take(3))
        .run(chunks)()
  ],
  ['take(2) behind interleave', 2, (e) => e.interleave(Enumerator.empty).through(take(2)).run(chunks)()],
  ['take(2) within the iteratee', 2, (e) => e.run(take(2).transform(chunks))()],
  [
    'take(2) within the iteratee, then head',
    3,
    (e) =>
      e.run(
        take(2)
          .transform(chunks)
          .flatMap(() => Iteratee.head())
      )()
  ]
]

describe.each(Object.entries(endless))('%s', (_, count) => {
  test.each(needs)('is asked by %s for %i', async (_, n, run) => {
    const { enumerator, pulled } = count()
    await run(enumerator)
    expect(pulled()).toBe(n)
  })
})

/** The shortest beginning of `fed` that the iteratee needs before EOF to be done; all of it where that does not do. */
const needed = ({ model }: ModelledIteratee, fed: ReadonlyArray<number>): number => {
  for (let n = 0; n < fed.length; n++) if (model(fed.slice(0, n)).early) return n
  return fed.length
}

describe('functions are called for exactly the elements that are needed', () => {
  const inFront = fc.constantFrom<(f: (n: number) => number) => Enumeratee<number, number>>(
    (f) => Enumeratee.map(f),
    (f) => Enumeratee.mapM((n) => async () => f(n)),
    (f) => Enumeratee.filter((n) => f(n) === n),
    (f) => Enumeratee.scanLeft(0, (_, n) => f(n)),
    (f) => Enumeratee.mapConcat((n) => [f(n)]),
    (f) => Enumeratee.takeWhile((n) => f(n) === n)
  )

  /** A failure is seen only by the fold itself, which is offered many at a time: see `Iteratee.fold`. */
  test('by any iteratee that does not fail', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, inFront, async (it, fed, make) => {
        fc.pre(it.model(fed)._tag === 'Done')
        const f = jest.fn((n: number) => n)
        await Enumerator.of(...fed)
          .through(make(f))
          .run(it.iteratee)()
        expect(f.mock.calls.map(([n]) => n)).toEqual(fed.slice(0, needed(it, fed)))
      }),
      { numRuns: 300 }
    )
  })

  test('an effect of the source comes right before its effect in foreach', async () => {
    const log: string[] = []
    const logging = (name: string) => (n: number) => {
      log.push(`${name} ${n}`)
      return n
    }
    const pulling = Enumerator.fromIterable([1, 2])
      .map(logging('a'))
      .through(Enumeratee.map(logging('b')))
    await pulling.run(Iteratee.foreach(logging('c')))()
    expect(log).toEqual(['a 1', 'b 1', 'c 1', 'a 2', 'b 2', 'c 2'])
  })

  test('one traversal of an iterable for one run, none for take(0)', async () => {
    const opened = jest.fn(() => [1, 2, 3].values())
    const e = Enumerator.fromIterable({ [Symbol.iterator]: opened })
    await e.through(take(0)).run(chunks)()
    expect(opened).toHaveBeenCalledTimes(0)
    await e.run(chunks)()
    expect(opened).toHaveBeenCalledTimes(1)
  })
})
