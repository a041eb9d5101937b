/** Enumeratees that change the elements. */
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import type { Predicate } from 'fp-ts/lib/Predicate.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { MapConcat } from '../kernel/stage/mapConcat.js'
import { MapM } from '../kernel/stage/mapM.js'
import { Scan } from '../kernel/stage/scan.js'
import { Enumeratee } from './model.js'

/**
 * Hands on everything as it is: the identity of `compose`.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2).through(Enumeratee.passAlong()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const passAlong = <A>(): Enumeratee<A, A> => Enumeratee.from([])

/**
 * Changes each element.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of('a', 'bc').through(Enumeratee.map((s) => s.length)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const map = <A, B>(f: (a: A) => B): Enumeratee<A, B> => Enumeratee.of(FilterMap.map(f))

/**
 * Replaces each element by what a task answers; the source waits meanwhile.
 *
 * A task that is rejected ends the run as its failure.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const twice = Enumeratee.mapM((n: number) => async () => n * 2)
 * const result = await Enumerator.of(1, 2).through(twice).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 4] })
 */
export const mapM = <A, B>(f: (a: A) => Task<B>): Enumeratee<A, B> => Enumeratee.of(new MapM(f))

/**
 * Replaces each element by several, or none.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const words = Enumeratee.mapConcat((line: string) => line.split(' '))
 * const result = await Enumerator.of('a b', 'c').through(words).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'b', 'c'] })
 */
export const mapConcat = <A, B>(f: (a: A) => ReadonlyArray<B>): Enumeratee<A, B> => Enumeratee.of(new MapConcat(f))

/**
 * Hands on the elements that satisfy a predicate.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2, 3).through(Enumeratee.filter((n) => n > 1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3] })
 */
export function filter<A, B extends A>(refinement: Refinement<A, B>): Enumeratee<A, B>
export function filter<A>(predicate: Predicate<A>): Enumeratee<A, A>
export function filter<A>(predicate: Predicate<A>): Enumeratee<A, A> {
  return Enumeratee.of(FilterMap.filter(predicate))
}

/**
 * Hands on each state of a fold from `z`, after each element; `z` itself is not handed on.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const sums = Enumeratee.scanLeft(0, (sum: number, n: number) => sum + n)
 * const result = await Enumerator.of(1, 2, 3).through(sums).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 3, 6] })
 */
export const scanLeft = <A, S>(z: S, f: (state: S, a: A) => S): Enumeratee<A, S> => Enumeratee.of(new Scan(z, f))
