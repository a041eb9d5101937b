/** The fp-ts instances of `Enumerator`, and do notation. */
import type { Alt1 } from 'fp-ts/lib/Alt.js'
import type { Alternative1 } from 'fp-ts/lib/Alternative.js'
import type { Applicative1 } from 'fp-ts/lib/Applicative.js'
import { apS as apS_, type Apply1 } from 'fp-ts/lib/Apply.js'
import { bind as bind_, type Chain1 } from 'fp-ts/lib/Chain.js'
import type { Compactable1 } from 'fp-ts/lib/Compactable.js'
import type { Filterable1 } from 'fp-ts/lib/Filterable.js'
import type { FromIO1 } from 'fp-ts/lib/FromIO.js'
import type { FromTask1 } from 'fp-ts/lib/FromTask.js'
import { bindTo as bindTo_, type Functor1, let as let__ } from 'fp-ts/lib/Functor.js'
import type { Monad1 } from 'fp-ts/lib/Monad.js'
import type { Monoid } from 'fp-ts/lib/Monoid.js'
import type { Pointed1 } from 'fp-ts/lib/Pointed.js'
import type { Predicate } from 'fp-ts/lib/Predicate.js'
import type { Zero1 } from 'fp-ts/lib/Zero.js'
import type { Enumerator } from './model.js'
import { empty, of } from './sequence.js'
import { fromIO, fromTask } from './single.js'
import { alt, ap, compact, filterMap, partition, partitionMap, separate } from './pipeables.js'

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of the type in fp-ts' encoding of higher kinds.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/Enumerator'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/lib/HKT' {
  interface URItoKind<A> {
    readonly [URI]: Enumerator<A>
  }
}

/**
 * The monoid under `andThen`, with `empty`.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { concatAll } from 'fp-ts/lib/Monoid.js'
 *
 * const all = concatAll(Enumerator.getMonoid<number>())([Enumerator.of(1), Enumerator.of(2, 3)])
 * assert.deepStrictEqual(await all.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2, 3] })
 */
export const getMonoid = <E>(): Monoid<Enumerator<E>> => ({ concat: (x, y) => x.andThen(y), empty })

/**
 * The fp-ts instance of Functor.
 *
 * @category instances
 * @since 0.1.0
 */
export const Functor: Functor1<URI> = { URI, map: (fa, f) => fa.map(f) }

/**
 * The fp-ts instance of Pointed: one element.
 *
 * @category instances
 * @since 0.1.0
 */
export const Pointed: Pointed1<URI> = { URI, of: (a) => of(a) }

/**
 * The fp-ts instance of Apply.
 *
 * @category instances
 * @since 0.1.0
 */
export const Apply: Apply1<URI> = { ...Functor, ap: (fab, fa) => ap(fa)(fab) }

/**
 * The fp-ts instance of Applicative.
 *
 * @category instances
 * @since 0.1.0
 */
export const Applicative: Applicative1<URI> = { ...Apply, ...Pointed }

/**
 * The fp-ts instance of Chain.
 *
 * @category instances
 * @since 0.1.0
 */
export const Chain: Chain1<URI> = { ...Apply, chain: (fa, f) => fa.flatMap(f) }

/**
 * The fp-ts instance of Monad.
 *
 * @category instances
 * @since 0.1.0
 */
export const Monad: Monad1<URI> = { ...Applicative, ...Chain }

/**
 * The fp-ts instance of Alt: one enumerator, then the other, as it is for arrays.
 *
 * @category instances
 * @since 0.1.0
 */
export const Alt: Alt1<URI> = { ...Functor, alt: (fa, that) => alt(that)(fa) }

/**
 * The fp-ts instance of Zero: `empty`. With `Alt` it is what is called Plus elsewhere.
 *
 * @category instances
 * @since 0.1.0
 */
export const Zero: Zero1<URI> = { URI, zero: () => empty }

/**
 * The fp-ts instance of Alternative.
 *
 * @category instances
 * @since 0.1.0
 */
export const Alternative: Alternative1<URI> = { ...Applicative, ...Alt, ...Zero }

/**
 * The fp-ts instance of Compactable.
 *
 * @category instances
 * @since 0.1.0
 */
export const Compactable: Compactable1<URI> = { URI, compact, separate }

/**
 * The fp-ts instance of Filterable.
 *
 * @category instances
 * @since 0.1.0
 */
export const Filterable: Filterable1<URI> = {
  ...Functor,
  ...Compactable,
  filter: <A>(fa: Enumerator<A>, predicate: Predicate<A>) => fa.filter(predicate),
  filterMap: (fa, f) => filterMap(f)(fa),
  partition: <A>(fa: Enumerator<A>, predicate: Predicate<A>) => partition(predicate)(fa),
  partitionMap: (fa, f) => partitionMap(f)(fa)
}

/**
 * The fp-ts instance of FromIO.
 *
 * @category instances
 * @since 0.1.0
 */
export const FromIO: FromIO1<URI> = { URI, fromIO }

/**
 * The fp-ts instance of FromTask.
 *
 * @category instances
 * @since 0.1.0
 */
export const FromTask: FromTask1<URI> = { ...FromIO, fromTask }

// -------------------------------------------------------------------------------------
// do notation
// -------------------------------------------------------------------------------------

/**
 * Where do notation begins: one empty record.
 *
 * @category do notation
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const pairs = pipe(
 *   Enumerator.Do,
 *   Enumerator.bind('a', () => Enumerator.of(1, 2)),
 *   Enumerator.apS('b', Enumerator.of('x')),
 *   Enumerator.let('both', ({ a, b }) => `${a}${b}`),
 *   Enumerator.map(({ both }) => both)
 * )
 * assert.deepStrictEqual(await pairs.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['1x', '2x'] })
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no name yet, as in fp-ts
export const Do: Enumerator<{}> = of({})

/**
 * Gives the elements a name.
 *
 * @category do notation
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const named = pipe(Enumerator.of(1), Enumerator.bindTo('a'))
 * assert.deepStrictEqual(await named.run(Iteratee.getChunks())(), { _tag: 'Right', right: [{ a: 1 }] })
 */
export const bindTo = bindTo_(Functor)

/**
 * Goes on with an enumerator made of what has a name so far, and gives its elements a name; see `Do`.
 *
 * @category do notation
 * @since 0.1.0
 */
export const bind = bind_(Chain)

/**
 * Goes on with an enumerator, and gives its elements a name; see `Do`.
 *
 * @category do notation
 * @since 0.1.0
 */
export const apS = apS_(Apply)

/**
 * Gives a name to what a function makes of what has one so far; see `Do`. Exported as `let`.
 *
 * @category do notation
 * @since 0.1.0
 */
export const let_ = let__(Functor)
