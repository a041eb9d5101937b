/** The fp-ts instances of `Enumeratee`, and what they need, data last. */
import type { Category2 } from 'fp-ts/lib/Category.js'
import type { Profunctor2 } from 'fp-ts/lib/Profunctor.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { Retract } from '../kernel/stage/retract.js'
import { Enumeratee } from './model.js'
import { passAlong } from './transforming.js'

/**
 * The method `compose`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const oddLengths = pipe(
 *   Enumeratee.map((s: string) => s.length),
 *   Enumeratee.compose(Enumeratee.filter((n: number) => n % 2 === 1))
 * )
 * const result = await Enumerator.of('a', 'bc').through(oddLengths).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const compose =
  <B, C>(bc: Enumeratee<B, C>) =>
  <A>(ab: Enumeratee<A, B>): Enumeratee<A, C> =>
    ab.compose(bc)

/**
 * Changes the elements before, and those that are handed on after. What the enumeratee leaves over is left over as it
 * was before the function; so nothing is lost.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const lengths = pipe(Enumeratee.take<number>(2), Enumeratee.promap((s: string) => s.length, String))
 * const result = await Enumerator.of('a', 'bc', 'd').through(lengths).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['1', '2'] })
 */
export const promap =
  <D, A, B, C>(f: (d: D) => A, g: (b: B) => C) =>
  (ab: Enumeratee<A, B>): Enumeratee<D, C> =>
    Enumeratee.of<D, A>(new Retract(f))
      .compose(ab)
      .compose(Enumeratee.of(FilterMap.map(g)))

/**
 * The name of the type in fp-ts' encoding of higher kinds.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/Enumeratee'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/lib/HKT' {
  interface URItoKind2<E, A> {
    readonly [URI]: Enumeratee<E, A>
  }
}

/**
 * The fp-ts instance of Category: `compose` with `passAlong`.
 *
 * @category instances
 * @since 0.1.0
 */
export const Category: Category2<URI> = { URI, compose: (bc, ab) => ab.compose(bc), id: () => passAlong() }

/**
 * The fp-ts instance of Profunctor.
 *
 * @category instances
 * @since 0.1.0
 */
export const Profunctor: Profunctor2<URI> = {
  URI,
  map: (ab, g) => ab.compose(Enumeratee.of(FilterMap.map(g))),
  promap: (ab, f, g) => promap(f, g)(ab)
}
