/** Enumeratees that change the elements. */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { Option } from 'fp-ts/lib/Option.js'
import { not, type Predicate } from 'fp-ts/lib/Predicate.js'
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Enumerator } from '../enumerator/model.js'
import type { Input } from '../Input.js'
import { answer, arrayOf, inputOf, requireFunction, requireMethod, sourceOf } from '../kernel/given.js'
import { Inputs } from '../kernel/source/inputs.js'
import { Collect } from '../kernel/stage/collect.js'
import { Dedupe } from '../kernel/stage/dedupe.js'
import { FilterM } from '../kernel/stage/filterM.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { FlatMap, FlatMapInput } from '../kernel/stage/flatMap.js'
import { MapConcat } from '../kernel/stage/mapConcat.js'
import { MapInput, MapInputM } from '../kernel/stage/mapInput.js'
import { MapM } from '../kernel/stage/mapM.js'
import { Numbered } from '../kernel/stage/numbered.js'
import { Scan } from '../kernel/stage/scan.js'
import { Statefully } from '../kernel/stage/statefully.js'
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
export const map = <A, B>(f: (a: A) => B): Enumeratee<A, B> =>
  Enumeratee.of(FilterMap.map(requireFunction('Enumeratee.map', f)))

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
export const mapM = <A, B>(f: (a: A) => Task<B>): Enumeratee<A, B> =>
  Enumeratee.of(new MapM('Enumeratee.mapM', requireFunction('Enumeratee.mapM', f)))

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
export const mapConcat = <A, B>(f: (a: A) => ReadonlyArray<B>): Enumeratee<A, B> =>
  Enumeratee.of(new MapConcat('Enumeratee.mapConcat', requireFunction('Enumeratee.mapConcat', f)))

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
  return Enumeratee.of(FilterMap.filter(requireFunction('Enumeratee.filter', predicate)))
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
export const scanLeft = <A, S>(z: S, f: (state: S, a: A) => S): Enumeratee<A, S> =>
  Enumeratee.of(new Scan(z, requireFunction('Enumeratee.scanLeft', f)))

/**
 * Changes each input, `Empty` too; not the `EOF`. Where the function answers `EOF`, the input of what follows ends.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const upToStop = Enumeratee.mapInput((input: Input<string>) =>
 *   input._tag === 'El' && input.value === 'stop' ? Input.eof : input
 * )
 * const result = await Enumerator.of('a', 'stop', 'b').through(upToStop).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a'] })
 */
export const mapInput = <A, B>(f: (input: Input<A>) => Input<B>): Enumeratee<A, B> =>
  Enumeratee.of(new MapInput('Enumeratee.mapInput', requireFunction('Enumeratee.mapInput', f)))

/**
 * The same with a task; the source waits meanwhile.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const doubled = Enumeratee.mapInputM((input: Input<number>) => async () => Input.map((n: number) => n * 2)(input))
 * const result = await Enumerator.of(1, 2).through(doubled).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 4] })
 */
export const mapInputM = <A, B>(f: (input: Input<A>) => Task<Input<B>>): Enumeratee<A, B> =>
  Enumeratee.of(new MapInputM('Enumeratee.mapInputM', requireFunction('Enumeratee.mapInputM', f)))

/**
 * Replaces each input by the elements of an enumerator, `Empty` and the `EOF` at the end too. (Play's goes on after the
 * `EOF`, and has to be followed by one that ends.)
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const framed = Enumeratee.mapInputFlatten(
 *   Input.match({
 *     el: (s: string) => Enumerator.of(s, ','),
 *     empty: () => Enumerator.empty,
 *     eof: () => Enumerator.of('.')
 *   })
 * )
 * const result = await Enumerator.of('a', 'b').through(framed).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', ',', 'b', ',', '.'] })
 */
export const mapInputFlatten = <A, B>(f: (input: Input<A>) => Enumerator<B>): Enumeratee<A, B> => {
  const name = 'Enumeratee.mapInputFlatten'
  requireFunction(name, f)
  return Enumeratee.of(new FlatMapInput((input) => sourceOf(name, f(input), answer)))
}

/**
 * Replaces each element by the elements of an enumerator, one enumerator after the other.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const twice = Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n))
 * const result = await Enumerator.of(1, 2).through(twice).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 1, 2, 2] })
 */
export const mapFlatten = <A, B>(f: (a: A) => Enumerator<B>): Enumeratee<A, B> => {
  const name = 'Enumeratee.mapFlatten'
  requireFunction(name, f)
  return Enumeratee.of(new FlatMap((a) => sourceOf(name, f(a), answer)))
}

/**
 * Replaces each element by several inputs, or none. `EOF` among them ends the input of what follows.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const twice = Enumeratee.mapConcatInput((n: number) => [Input.el(n), Input.empty, Input.el(n)])
 * const result = await Enumerator.of(1, 2).through(twice).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 1, 2, 2] })
 */
export const mapConcatInput = <A, B>(f: (a: A) => ReadonlyArray<Input<B>>): Enumeratee<A, B> => {
  const name = 'Enumeratee.mapConcatInput'
  requireFunction(name, f)
  const inputs = (a: A) => arrayOf(name, f(a)).map((input) => inputOf(name, input, "the array's element"))
  return Enumeratee.of(new FlatMap((a) => new Inputs(inputs(a))))
}

/**
 * What a function makes of the elements, where it makes something of them. Play's takes a partial function.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const roots = Enumeratee.collect((n: number) => (n < 0 ? O.none : O.some(Math.sqrt(n))))
 * const result = await Enumerator.of(4, -1, 9).through(roots).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3] })
 */
export const collect = <A, B>(f: (a: A) => Option<B>): Enumeratee<A, B> =>
  Enumeratee.of(new Collect('Enumeratee.collect', requireFunction('Enumeratee.collect', f)))

/**
 * Hands on the elements that do not satisfy a predicate.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2, 3).through(Enumeratee.filterNot((n) => n > 1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const filterNot = <A>(predicate: Predicate<A>): Enumeratee<A, A> =>
  filter(not(requireFunction('Enumeratee.filterNot', predicate)))

/**
 * Hands on the elements for which a task answers `true`; the source waits meanwhile.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const large = Enumeratee.filterM((n: number) => async () => n > 1)
 * const result = await Enumerator.of(1, 2, 3).through(large).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3] })
 */
export const filterM = <A>(predicate: (a: A) => Task<boolean>): Enumeratee<A, A> =>
  Enumeratee.of(new FilterM('Enumeratee.filterM', requireFunction('Enumeratee.filterM', predicate)))

/**
 * Each element with its number, from 0.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of('a', 'b').through(Enumeratee.zipWithIndex()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [['a', 0], ['b', 1]] })
 */
export const zipWithIndex = <A>(): Enumeratee<A, readonly [A, number]> => Enumeratee.of(new Numbered<A>())

/**
 * Leaves out elements that are equal to the one before.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as N from 'fp-ts/lib/number.js'
 *
 * const result = await Enumerator.of(1, 1, 2, 1).through(Enumeratee.dedupe(N.Eq)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2, 1] })
 */
export const dedupe = <A>(eq: Eq<A>): Enumeratee<A, A> =>
  Enumeratee.of(new Dedupe(requireMethod('Enumeratee.dedupe', eq, 'equals', 'an Eq')))

/**
 * One more element between every two.
 *
 * @category transforming
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of('a', 'b', 'c').through(Enumeratee.intersperse(',')).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', ',', 'b', ',', 'c'] })
 */
export const intersperse = <A>(e: A): Enumeratee<A, A> =>
  Enumeratee.of(new Statefully(true, (first: boolean, a: A) => [false, first ? [a] : [e, a]]))
