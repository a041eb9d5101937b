/** Two iteratees of the same input. */
import { consumerOf, requireFunction } from '../kernel/given.js'
import { Zip } from '../kernel/consumer/zip.js'
import { Iteratee } from './model.js'

/**
 * Feeds the same input to two iteratees, each element to the first and then to the second, and answers both results.
 *
 * Where one is done the other goes on; where one fails, both have. What is left over is what the one left that took
 * more (Play keeps what the first left).
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const firstAndSum = Iteratee.zip(Iteratee.head<number>(), Iteratee.fold(0, (s: number, n: number) => s + n))
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(firstAndSum)(), {
 *   _tag: 'Right',
 *   right: [{ _tag: 'Some', value: 1 }, 6]
 * })
 */
export const zip = <E, A, F, B>(first: Iteratee<E, A>, second: Iteratee<F, B>): Iteratee<E & F, readonly [A, B]> =>
  Iteratee.from(
    new Zip<E & F, A, B>(consumerOf('Iteratee.zip', first, 'first'), consumerOf('Iteratee.zip', second, 'second'))
  )

/**
 * The same, with a function of both results.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * const count = Iteratee.fold(0, (s: number, _: number) => s + 1)
 * const average = Iteratee.zipWith(sum, count, (s, n) => s / n)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 6).run(average)(), { _tag: 'Right', right: 3 })
 */
export const zipWith = <E, A, F, B, C>(
  first: Iteratee<E, A>,
  second: Iteratee<F, B>,
  f: (a: A, b: B) => C
): Iteratee<E & F, C> => {
  const name = 'Iteratee.zipWith'
  requireFunction(name, f)
  const both = new Zip<E & F, A, B>(consumerOf(name, first, 'first'), consumerOf(name, second, 'second'))
  return Iteratee.from<E & F, readonly [A, B]>(both).map(([a, b]) => f(a, b))
}
