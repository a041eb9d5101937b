/** Stages that act by themselves, many of them: fibers within fibers cost no stack. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { timersLeft } from '../support/leaks'

const chunks = Iteratee.getChunks<number>()
const long = 1_000_000

const each: ReadonlyArray<readonly [string, Enumeratee<number, number>]> = [
  ['timeout', Enumeratee.timeout(long)],
  ['debounce', Enumeratee.debounce(long)],
  ['groupedWithin', Enumeratee.groupedWithin<number>(2, long).compose(Enumeratee.mapConcat((group) => group))],
  ['parMapM', Enumeratee.parMapM(2, (n: number) => async () => n)],
  ['parMapMUnordered', Enumeratee.parMapMUnordered(2, (n: number) => async () => n)],
  ['flatten', Enumeratee.flatten(async () => Enumeratee.map((n: number) => n))]
]

describe.each(each)('%s', (_, f) => {
  const within = (n: number): Enumerator<number> =>
    n === 0 ? Enumerator.of(0) : Enumerator.of(n).flatMap(() => within(n - 1)).through(f) // prettier-ignore

  test('a thousand within each other', async () => {
    expect(await timersLeft(async () => expect(await within(1000).run(chunks)()).toEqual(E.right([0])))).toBe(0)
  })

  test('a thousand in a row, in through and in transform', async () => {
    const row = Array.from({ length: 1000 }, () => f).reduce((all, one) => all.compose(one))
    const run = async () => {
      expect(await Enumerator.of(1).through(row).run(chunks)()).toEqual(E.right([1]))
      expect(await Enumerator.of(1).run(row.transform(chunks))()).toEqual(E.right([1]))
    }
    expect(await timersLeft(run)).toBe(0)
  })

  test('a hundred interleaved, and ended early', async () => {
    const all = Array.from({ length: 100 }, (_, i) => Enumerator.of(i).andThen(Enumerator.never).through(f))
    const first = Enumerator.interleave(...all, Enumerator.of(100)).run(Iteratee.head())
    expect(await timersLeft(async () => expect(E.isRight(await first())).toBe(true))).toBe(0)
  })
})
