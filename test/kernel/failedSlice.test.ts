/** A failure in the midst of a slice: what came before it counts, where somebody goes on. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { running } from 'fp-ts-iteratee/laws'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'

const throwing =
  (on: number) =>
  (n: number): number => {
    if (n === on) throw new Error('on purpose')
    return n
  }

const sum = (f: (n: number) => number) => Iteratee.fold(0, (s, n: number) => s + f(n))

type Made = (f: (n: number) => number) => Iteratee<number, unknown>

/** All keep a state, and run a loop of their own over a slice. */
const made: ReadonlyArray<readonly [string, Made]> = [
  ['fold', sum],
  ['map, fold', (f) => Enumeratee.map(f).transform(sum((n) => n))],
  ['filter, fold', (f) => Enumeratee.filter((n: number) => f(n) !== 3).transform(sum((n) => n))],
  [
    'filter, map, fold',
    (f) =>
      Enumeratee.filter((n: number) => n !== 3)
        .compose(Enumeratee.map(f))
        .transform(sum(f))
  ],
  ['map, a fold that fails', (f) => Enumeratee.map((n: number) => n).transform(sum(f))],
  ['contramap, fold', (f) => Iteratee.contramap(f)(sum((n) => n))],
  [
    'zip, the first',
    (f) =>
      Iteratee.zip(
        sum(f),
        sum((n) => n)
      )
  ],
  [
    'zip, the second',
    (f) =>
      Iteratee.zip(
        sum((n) => n),
        sum(f)
      )
  ],
  ['scanLeft, fold', (f) => Enumeratee.scanLeft(0, (s: number, n: number) => s + f(n)).transform(sum((n) => n))],
  ['scanLeft, a fold that fails', (f) => Enumeratee.scanLeft(0, (s: number, n: number) => s + n).transform(sum(f))],
  ['dedupe, fold', (f) => Enumeratee.dedupe<number>({ equals: (a, b) => f(a) === f(b) }).transform(sum((n) => n))],
  ['dedupe, a fold that fails', (f) => Enumeratee.dedupe(N.Eq).transform(sum(f))],
  ['collect, fold', (f) => Enumeratee.collect((n: number) => O.some(f(n))).transform(sum((n) => n))]
]

test.each(made)('of %s', async (_, make) => {
  const slices = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(slices, fc.integer({ min: 0, max: 5 }), async (all, on) => {
      const behind = (parts: Enumeratee<ReadonlyArray<number>, number>) =>
        running(
          Enumerator.of(...all)
            .through(Enumeratee.recover())
            .through(parts),
          make(throwing(on))
        )
      const slice = behind(Enumeratee.mapConcat((xs) => xs))
      // each alone, in a source of its own
      const oneByOne = behind(
        Enumeratee.mapFlatten((xs) =>
          xs.reduce<Enumerator<number>>((e, x) => e.andThen(Enumerator.fromIO(() => x)), Enumerator.empty)
        )
      )
      expect(await slice).toEqual(await oneByOne)
    })
  )
})
