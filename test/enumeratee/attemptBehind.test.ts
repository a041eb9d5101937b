/** What fails behind attempt, on an element that is none of its own, is no business of its. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { positions } from '../support/timed'

const failure = new Error('on purpose')

/** Takes all but 2, and failures too. */
const choosy = <A>(a: A): A => {
  if (E.isRight(a as E.Either<Error, number>) && (a as { readonly right: number }).right === 2) throw failure
  return a
}

const behind: ReadonlyArray<readonly [string, Enumeratee<E.Either<Error, number>, E.Either<Error, number>>]> = [
  ['map', Enumeratee.map(choosy)],
  ['mapM', Enumeratee.mapM((a: E.Either<Error, number>) => async () => choosy(await late(a, 2)()))],
  ['filter', Enumeratee.filter((a: E.Either<Error, number>) => E.isRight(choosy(a)) || true)],
  ['mapFlatten', Enumeratee.mapFlatten((a: E.Either<Error, number>) => Enumerator.of(a).map(choosy))],
  ['parMapM', Enumeratee.parMapM(2, (a: E.Either<Error, number>) => async () => choosy(a))]
]

describe.each(positions)('in %s', (position) => {
  const run = (f: Enumeratee<number, E.Either<Error, number>>, it: Iteratee<E.Either<Error, number>, unknown>) => {
    const numbers = Enumerator.of(1, 2, 3)
    return position === 'through' ? numbers.through(f).run(it)() : numbers.run(f.transform(it))()
  }

  test.each(behind)('a failure of %s is that of the run', async (_, f) => {
    expect(await run(Enumeratee.attempt<number>().compose(f), Iteratee.getChunks())).toEqual(E.left(failure))
  })

  test('so is one of the iteratee', async () => {
    const it = Iteratee.fold<E.Either<Error, number>, number>(0, (n, a) => (choosy(a), n + 1))
    expect(await run(Enumeratee.attempt(), it)).toEqual(E.left(failure))
    expect(await run(Enumeratee.attempt(), it.map(String))).toEqual(E.left(failure))
  })

  test('a second attempt, behind it, answers', async () => {
    const twice = Enumeratee.attempt<number>().compose(Enumeratee.map(choosy)).compose(Enumeratee.attempt())
    const numbers = Enumerator.of(1, 2, 3)
    const it = Iteratee.getChunks<E.Either<Error, E.Either<Error, number>>>()
    const result = position === 'through' ? numbers.through(twice).run(it) : numbers.run(twice.transform(it))
    expect(await result()).toEqual(E.right([E.right(E.right(1)), E.left(failure)]))
  })
})
