/** Enumeratees that hand on a part of the elements. */
import type { Predicate } from 'fp-ts/lib/Predicate.js'
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import { requireCount } from '../kernel/require.js'
import { Drop } from '../kernel/stage/drop.js'
import { Take } from '../kernel/stage/take.js'
import { TakeWhile } from '../kernel/stage/takeWhile.js'
import { Enumeratee } from './model.js'

/**
 * Hands on the first `n` elements, then ends: the source is not asked for another one. `take(0)` asks for none.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `n` is not a whole number, or less than 0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeat(() => 'a').through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'a'] })
 */
export const take = <A>(n: number): Enumeratee<A, A> => Enumeratee.of(new Take(requireCount('Enumeratee.take', n)))

/**
 * Hands on elements up to the first that does not satisfy the predicate. That one is left over: see `applyOn`.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const small = Enumeratee.takeWhile((n: number) => n < 3)
 * const result = await Enumerator.of(1, 2, 3, 1).through(small).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export function takeWhile<A, B extends A>(refinement: Refinement<A, B>): Enumeratee<A, B>
export function takeWhile<A>(predicate: Predicate<A>): Enumeratee<A, A>
export function takeWhile<A>(predicate: Predicate<A>): Enumeratee<A, A> {
  return Enumeratee.of(new TakeWhile(predicate))
}

/**
 * Hands on all but the first `n` elements.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `n` is not a whole number, or less than 0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2, 3).through(Enumeratee.drop(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3] })
 */
export const drop = <A>(n: number): Enumeratee<A, A> => Enumeratee.of(new Drop(requireCount('Enumeratee.drop', n)))
