/**
 * What an iteratee is fed: an element, nothing yet, or the end.
 *
 * ```text
 *   a . b |        a, b: elements    . : Empty    | : EOF
 * ```
 *
 * `Empty` is neutral: an iteratee that is fed any number of them, anywhere, answers the same.
 * `EOF` says that nothing follows; it is an input like the others, so an iteratee may leave it unconsumed.
 *
 * @module
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { Functor1 } from 'fp-ts/lib/Functor.js'
import type { Show } from 'fp-ts/lib/Show.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * One element.
 *
 * @category model
 * @since 0.1.0
 */
export interface El<out E> {
  readonly _tag: 'El'
  readonly value: E
}

/**
 * No element, and not the end either: there may be more.
 *
 * @category model
 * @since 0.1.0
 */
export interface Empty {
  readonly _tag: 'Empty'
}

/**
 * The end of the input.
 *
 * @category model
 * @since 0.1.0
 */
export interface EOF {
  readonly _tag: 'EOF'
}

/**
 * What an iteratee is fed. Play's `Input`.
 *
 * @category model
 * @since 0.1.0
 */
export type Input<E> = El<E> | Empty | EOF

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * An input of one element.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(Input.el('a'), { _tag: 'El', value: 'a' })
 */
export const el = <E>(value: E): Input<E> => ({ _tag: 'El', value })

/**
 * The neutral input.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(Input.empty, { _tag: 'Empty' })
 */
export const empty: Empty = { _tag: 'Empty' }

/**
 * The end of the input.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(Input.eof, { _tag: 'EOF' })
 */
export const eof: EOF = { _tag: 'EOF' }

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/**
 * One function for each kind of input.
 *
 * @category destructors
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * const show = Input.match({ el: (n: number) => `el ${n}`, empty: () => 'empty', eof: () => 'eof' })
 * assert.strictEqual(show(Input.el(1)), 'el 1')
 * assert.strictEqual(show(Input.eof), 'eof')
 */
export const match =
  <E, B>(cases: { readonly el: (value: E) => B; readonly empty: () => B; readonly eof: () => B }) =>
  (input: Input<E>): B => {
    switch (input._tag) {
      case 'El':
        return cases.el(input.value)
      case 'Empty':
        return cases.empty()
      case 'EOF':
        return cases.eof()
    }
  }

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Changes the element, where there is one.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(Input.map((n: number) => n + 1)(Input.el(1)), Input.el(2))
 * assert.deepStrictEqual(Input.map((n: number) => n + 1)(Input.eof), Input.eof)
 */
export const map =
  <A, B>(f: (a: A) => B) =>
  (input: Input<A>): Input<B> =>
    input._tag === 'El' ? el(f(input.value)) : input

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of `Input` among fp-ts's higher kinded types.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/Input'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/HKT' {
  interface URItoKind<A> {
    readonly [URI]: Input<A>
  }
}

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(Input.Functor.map(Input.el('ab'), (s) => s.length), Input.el(2))
 */
export const Functor: Functor1<URI> = { URI, map: (fa, f) => map(f)(fa) }

/**
 * Equal kinds with equal elements.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 * import * as N from 'fp-ts/lib/number.js'
 *
 * assert.strictEqual(Input.getEq(N.Eq).equals(Input.el(1), Input.el(1)), true)
 * assert.strictEqual(Input.getEq(N.Eq).equals(Input.el(1), Input.eof), false)
 */
export const getEq = <E>(E: Eq<E>): Eq<Input<E>> => ({
  equals: (x, y) => (x._tag === 'El' && y._tag === 'El' ? E.equals(x.value, y.value) : x._tag === y._tag)
})

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 * import * as N from 'fp-ts/lib/number.js'
 *
 * assert.strictEqual(Input.getShow(N.Show).show(Input.el(1)), 'El(1)')
 */
export const getShow = <E>(S: Show<E>): Show<Input<E>> => ({
  show: (input) => (input._tag === 'El' ? `El(${S.show(input.value)})` : input._tag)
})
