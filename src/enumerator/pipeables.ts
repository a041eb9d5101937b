/** What the methods do, data last, for `pipe`; and what fp-ts instances need besides. */
import type { Either } from 'fp-ts/lib/Either.js'
import { identity, type Lazy } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { not, type Predicate } from 'fp-ts/lib/Predicate.js'
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import { separated, type Separated } from 'fp-ts/lib/Separated.js'
import { requireFunction, sourceOf } from '../kernel/given.js'
import { through } from '../kernel/source/through.js'
import { Collect } from '../kernel/stage/collect.js'
import { Enumerator } from './model.js'
import { defer } from './sequence.js'

/**
 * The method `map`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const doubled = pipe(Enumerator.of(1, 2), Enumerator.map((n) => n * 2))
 * assert.deepStrictEqual(await doubled.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 4] })
 */
export const map =
  <A, B>(f: (a: A) => B) =>
  (fa: Enumerator<A>): Enumerator<B> =>
    fa.map(f)

/**
 * The method `flatMap`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const twice = pipe(Enumerator.of(1, 2), Enumerator.flatMap((n) => Enumerator.of(n, n)))
 * assert.deepStrictEqual(await twice.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 1, 2, 2] })
 */
export const flatMap =
  <A, B>(f: (a: A) => Enumerator<B>) =>
  (fa: Enumerator<A>): Enumerator<B> =>
    fa.flatMap(f)

/**
 * Each function with each argument; the arguments are enumerated anew for each function.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const functions = Enumerator.of((n: number) => n + 1, (n: number) => n * 10)
 * const result = await pipe(functions, Enumerator.ap(Enumerator.of(1, 2))).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3, 10, 20] })
 */
export const ap =
  <A>(fa: Enumerator<A>) =>
  <B>(fab: Enumerator<(a: A) => B>): Enumerator<B> =>
    fab.flatMap((f) => fa.map(f))

/**
 * The method `andThen`, data last; the second is made when its turn comes.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const both = pipe(Enumerator.of(1), Enumerator.alt(() => Enumerator.of(2)))
 * assert.deepStrictEqual(await both.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
 */
export const alt =
  <B>(that: Lazy<Enumerator<B>>) =>
  <A>(fa: Enumerator<A>): Enumerator<A | B> =>
    fa.andThen(defer(that))

/**
 * The method `filter`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const large = pipe(Enumerator.of(1, 2, 3), Enumerator.filter((n) => n > 1))
 * assert.deepStrictEqual(await large.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 3] })
 */
export function filter<A, B extends A>(refinement: Refinement<A, B>): (fa: Enumerator<A>) => Enumerator<B>
export function filter<A>(predicate: Predicate<A>): (fa: Enumerator<A>) => Enumerator<A>
export function filter<A>(predicate: Predicate<A>): (fa: Enumerator<A>) => Enumerator<A> {
  return (fa) => fa.filter(predicate)
}

/**
 * What a function makes of the elements, where it makes something of them.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const roots = pipe(Enumerator.of(4, -1, 9), Enumerator.filterMap((n) => (n < 0 ? O.none : O.some(Math.sqrt(n)))))
 * assert.deepStrictEqual(await roots.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 3] })
 */
export const filterMap =
  <A, B>(f: (a: A) => O.Option<B>) =>
  (fa: Enumerator<A>): Enumerator<B> =>
    Enumerator.from(
      through<A, B>(sourceOf('Enumerator.filterMap', fa), [
        new Collect('Enumerator.filterMap', requireFunction('Enumerator.filterMap', f))
      ])
    )

/**
 * The elements that do not satisfy a predicate, on the left, and those that do, on the right: two enumerators, each of
 * which enumerates all anew.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const { left, right } = pipe(Enumerator.of(1, 2, 3), Enumerator.partition((n) => n > 1))
 * assert.deepStrictEqual(await left.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1] })
 * assert.deepStrictEqual(await right.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 3] })
 */
export function partition<A, B extends A>(
  refinement: Refinement<A, B>
): (fa: Enumerator<A>) => Separated<Enumerator<A>, Enumerator<B>>
export function partition<A>(predicate: Predicate<A>): (fa: Enumerator<A>) => Separated<Enumerator<A>, Enumerator<A>>
export function partition<A>(predicate: Predicate<A>): (fa: Enumerator<A>) => Separated<Enumerator<A>, Enumerator<A>> {
  return (fa) => separated(fa.filter(not(predicate)), fa.filter(predicate))
}

/**
 * What a function makes of the elements, left and right: two enumerators, each of which enumerates all anew.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const parse = (s: string) => (isNaN(Number(s)) ? E.left(s) : E.right(Number(s)))
 * const { left, right } = pipe(Enumerator.of('1', 'x', '2'), Enumerator.partitionMap(parse))
 * assert.deepStrictEqual(await left.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['x'] })
 * assert.deepStrictEqual(await right.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
 */
export const partitionMap =
  <A, B, C>(f: (a: A) => Either<B, C>) =>
  (fa: Enumerator<A>): Separated<Enumerator<B>, Enumerator<C>> =>
    separated(filterMap((a: A) => O.getLeft(f(a)))(fa), filterMap((a: A) => O.getRight(f(a)))(fa))

/**
 * What the options hold that hold something.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const numbers = Enumerator.compact(Enumerator.of(O.some(1), O.none, O.some(2)))
 * assert.deepStrictEqual(await numbers.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
 */
export const compact = <A>(fa: Enumerator<O.Option<A>>): Enumerator<A> => filterMap<O.Option<A>, A>(identity)(fa)

/**
 * What is left, and what is right: two enumerators, each of which enumerates all anew.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const { left, right } = Enumerator.separate(Enumerator.of(E.right(1), E.left('x')))
 * assert.deepStrictEqual(await left.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['x'] })
 * assert.deepStrictEqual(await right.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1] })
 */
export const separate = <A, B>(fa: Enumerator<Either<A, B>>): Separated<Enumerator<A>, Enumerator<B>> =>
  partitionMap<Either<A, B>, A, B>(identity)(fa)
