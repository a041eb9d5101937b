/** The fp-ts instances of `Iteratee`, and do notation. */
import type { Applicative2 } from 'fp-ts/lib/Applicative.js'
import { type Apply2, apS as apS_ } from 'fp-ts/lib/Apply.js'
import { bind as bind_, type Chain2 } from 'fp-ts/lib/Chain.js'
import type { FromIO2 } from 'fp-ts/lib/FromIO.js'
import type { FromTask2 } from 'fp-ts/lib/FromTask.js'
import { bindTo as bindTo_, type Functor2, let as let__ } from 'fp-ts/lib/Functor.js'
import type { Monad2 } from 'fp-ts/lib/Monad.js'
import type { Pointed2 } from 'fp-ts/lib/Pointed.js'
import type { Profunctor2 } from 'fp-ts/lib/Profunctor.js'
import { done } from './constructors.js'
import type { Iteratee } from './model.js'
import { ap, fromIO, fromTask, promap } from './pipeables.js'

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of the type in fp-ts' encoding of higher kinds.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/Iteratee'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/lib/HKT' {
  interface URItoKind2<E, A> {
    readonly [URI]: Iteratee<E, A>
  }
}

/**
 * The fp-ts instance of Functor.
 *
 * @category instances
 * @since 0.1.0
 */
export const Functor: Functor2<URI> = { URI, map: (fa, f) => fa.map(f) }

/**
 * The fp-ts instance of Pointed.
 *
 * @category instances
 * @since 0.1.0
 */
export const Pointed: Pointed2<URI> = { URI, of: (a) => done(a) }

/**
 * The fp-ts instance of Apply: one iteratee after the other.
 *
 * @category instances
 * @since 0.1.0
 */
export const Apply: Apply2<URI> = { ...Functor, ap: (fab, fa) => ap(fa)(fab) }

/**
 * The fp-ts instance of Applicative.
 *
 * @category instances
 * @since 0.1.0
 */
export const Applicative: Applicative2<URI> = { ...Apply, ...Pointed }

/**
 * The fp-ts instance of Chain.
 *
 * @category instances
 * @since 0.1.0
 */
export const Chain: Chain2<URI> = { ...Apply, chain: (fa, f) => fa.flatMap(f) }

/**
 * The fp-ts instance of Monad. Its laws hold whatever is left over.
 *
 * @category instances
 * @since 0.1.0
 */
export const Monad: Monad2<URI> = { ...Applicative, ...Chain }

/**
 * The fp-ts instance of FromIO.
 *
 * @category instances
 * @since 0.1.0
 */
export const FromIO: FromIO2<URI> = { URI, fromIO }

/**
 * The fp-ts instance of FromTask.
 *
 * @category instances
 * @since 0.1.0
 */
export const FromTask: FromTask2<URI> = { ...FromIO, fromTask }

/**
 * The fp-ts instance of Profunctor. Its laws hold for what is left over too, as far as that has been fed.
 *
 * @category instances
 * @since 0.1.0
 */
export const Profunctor: Profunctor2<URI> = { ...Functor, promap: (fa, f, g) => promap(f, g)(fa) }

// -------------------------------------------------------------------------------------
// do notation
// -------------------------------------------------------------------------------------

/**
 * Where do notation begins: takes nothing, and results in an empty record.
 *
 * @category do notation
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const record = pipe(
 *   Iteratee.Do,
 *   Iteratee.bind('header', () => Iteratee.takeUpTo<string>(1)),
 *   Iteratee.apS('lines', Iteratee.getChunks<string>()),
 *   Iteratee.let('count', ({ lines }) => lines.length)
 * )
 * assert.deepStrictEqual(await Enumerator.of('h', 'a', 'b').run(record)(), {
 *   _tag: 'Right',
 *   right: { header: ['h'], lines: ['a', 'b'], count: 2 }
 * })
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no name yet, as in fp-ts
export const Do: Iteratee<unknown, {}> = done({})

/**
 * Gives the result of an iteratee a name.
 *
 * @category do notation
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const all = pipe(Iteratee.getChunks<number>(), Iteratee.bindTo('all'))
 * assert.deepStrictEqual(await Enumerator.of(1).run(all)(), { _tag: 'Right', right: { all: [1] } })
 */
export const bindTo = bindTo_(Functor)

/**
 * Goes on with an iteratee made of what has a name so far, and gives its result a name; see `Do`.
 *
 * @category do notation
 * @since 0.1.0
 */
export const bind = bind_(Chain)

/**
 * Goes on with an iteratee, and gives its result a name; see `Do`.
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
