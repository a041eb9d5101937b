/** Iteratees that take all there is, or the first of it. */
import type { Option } from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { Chunks } from '../kernel/consumer/chunks.js'
import { Fold, FoldM, Foreach } from '../kernel/consumer/fold.js'
import { Head } from '../kernel/consumer/head.js'
import { Iteratee } from './model.js'

/**
 * Folds all elements, from `z`, with a pure function.
 *
 * What `f` throws is the iteratee's failure; functions before it in the stream may then have been called for more
 * elements than `f` was.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const longest = Iteratee.fold('', (s: string, e: string) => (e.length > s.length ? e : s))
 * assert.deepStrictEqual(await Enumerator.of('a', 'ccc', 'bb').run(longest)(), { _tag: 'Right', right: 'ccc' })
 */
export const fold = <E, S>(z: S, f: (state: S, element: E) => S): Iteratee<E, S> => Iteratee.from(new Fold(z, f))

/**
 * Folds all elements, from `z`, with a function that may have to wait; the source waits as well.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const sum = Iteratee.foldM(0, (s: number, n: number) => async () => s + n)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(sum)(), { _tag: 'Right', right: 6 })
 */
export const foldM = <E, S>(z: S, f: (state: S, element: E) => Task<S>): Iteratee<E, S> =>
  Iteratee.from(new FoldM(z, f))

/**
 * Acts on each element.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const seen: string[] = []
 * await Enumerator.of('a', 'b').run(Iteratee.foreach((s: string) => seen.push(s)))()
 * assert.deepStrictEqual(seen, ['a', 'b'])
 */
export const foreach = <E>(f: (element: E) => void): Iteratee<E, void> => Iteratee.from(new Foreach(f))

/**
 * Collects all elements. Play's answers a list.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Enumerator.of(1, 2).run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
 */
export const getChunks = <E>(): Iteratee<E, ReadonlyArray<E>> => Iteratee.from(Chunks.empty<E>())

/**
 * The first element, if there is one.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeat(() => 'a').run(Iteratee.head())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: { _tag: 'Some', value: 'a' } })
 */
export const head = <E>(): Iteratee<E, Option<E>> => Iteratee.from(new Head<E>())

/**
 * Takes all elements, and does nothing with them.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Enumerator.of(1, 2).run(Iteratee.ignore())(), { _tag: 'Right', right: undefined })
 */
export const ignore = <E>(): Iteratee<E, void> => Iteratee.from(new Fold<E, void>(undefined, () => undefined))
