/** Iteratees that take all there is. */
import type { Monoid } from 'fp-ts/lib/Monoid.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { begun, requireFunction, requireMethod, requireTask } from '../kernel/given.js'
import { Chunks } from '../kernel/consumer/chunks.js'
import { Fold, FoldM, Foreach } from '../kernel/consumer/fold.js'
import { FoldUntil } from '../kernel/consumer/foldUntil.js'
import { Later } from '../kernel/consumer/interpret.js'
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
export const fold = <E, S>(z: S, f: (state: S, element: E) => S): Iteratee<E, S> =>
  Iteratee.from(new Fold(z, requireFunction('Iteratee.fold', f)))

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
  Iteratee.from(new FoldM('Iteratee.foldM', z, requireFunction('Iteratee.foldM', f)))

/**
 * The same, from a state that has to be waited for first. Play's `Iteratee.fold1`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const sum = Iteratee.fold1(async () => 10, (s: number, n: number) => async () => s + n)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(sum)(), { _tag: 'Right', right: 16 })
 */
export const fold1 = <E, S>(z: Task<S>, f: (state: S, element: E) => Task<S>): Iteratee<E, S> => {
  const name = 'Iteratee.fold1'
  requireTask(name, z, 'z')
  requireFunction(name, f)
  return Iteratee.from(new Later(() => begun(name, z, 'z').then((state) => new FoldM(name, state, f))))
}

/**
 * Folds, from `z`, with a function that may have to wait, and that says with each state whether there is enough: then
 * nothing more is taken.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const enough = Iteratee.fold2(0, (s: number, n: number) => async () => [s + n, s + n >= 3] as const)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 4).run(enough)(), { _tag: 'Right', right: 3 })
 */
export const fold2 = <E, S>(z: S, f: (state: S, element: E) => Task<readonly [S, boolean]>): Iteratee<E, S> =>
  Iteratee.from(new FoldUntil('Iteratee.fold2', z, requireFunction('Iteratee.fold2', f)))

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
export const foreach = <E>(f: (element: E) => void): Iteratee<E, void> =>
  Iteratee.from(new Foreach(requireFunction('Iteratee.foreach', f)))

/**
 * Acts on each element with a task; the source waits for it. What it answers counts for nothing.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const saved: string[] = []
 * const save = (s: string) => async () => saved.push(s)
 * await Enumerator.of('a', 'b').run(Iteratee.foreachM(save))()
 * assert.deepStrictEqual(saved, ['a', 'b'])
 */
export const foreachM = <E>(f: (element: E) => Task<unknown>): Iteratee<E, void> => {
  const name = 'Iteratee.foreachM'
  requireFunction(name, f)
  const act = (_: undefined, element: E) => () => begun(name, f(element)).then(() => undefined)
  return Iteratee.from(new FoldM(name, undefined, act))
}

/**
 * Joins all elements, as a monoid says. Play's has one in scope for each collection.
 *
 * Each element is joined when it comes; to join many arrays, `getChunks` and one `flat` at the end are faster.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as S from 'fp-ts/lib/string.js'
 *
 * const text = Enumerator.of('kiki', 'foo').run(Iteratee.consume(S.Monoid))
 * assert.deepStrictEqual(await text(), { _tag: 'Right', right: 'kikifoo' })
 */
export const consume = <E>(monoid: Monoid<E>): Iteratee<E, E> => {
  const { empty, concat } = requireMethod('Iteratee.consume', monoid, 'concat', 'a Monoid')
  return fold(empty, concat)
}

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
export const getChunks = <E>(): Iteratee<E, ReadonlyArray<E>> => Iteratee.from(Chunks.upTo<E>(Infinity))

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

/**
 * Takes all elements up to `EOF`, and does nothing with them; to be put behind an iteratee that leaves some over.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const seen: number[] = []
 * const numbers = Enumerator.of(1, 2, 3).map((n) => { seen.push(n); return n })
 * await numbers.run(Iteratee.head<number>().flatMap((first) => Iteratee.skipToEof<number>().map(() => first)))()
 * assert.deepStrictEqual(seen, [1, 2, 3])
 */
export const skipToEof = <E>(): Iteratee<E, void> => ignore()
