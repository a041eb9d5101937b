/** What the laws of an instance are checked with. */
import * as fc from 'fast-check'
import type { HKT, Kind, Kind2, URIS, URIS2 } from 'fp-ts/HKT'
import { law, type Law } from '../checking.js'

/**
 * Values, and when two are equal: an observation, that may take time.
 *
 * @category instances
 * @since 0.1.0
 */
export interface Samples<A> {
  readonly values: fc.Arbitrary<A>
  /** an observation: it may run both, and take time */
  readonly equal: (x: A, y: A) => boolean | Promise<boolean>
}

/**
 * The same of a type constructor, whatever its last parameter.
 *
 * @category instances
 * @since 0.1.0
 */
export interface SamplesOf<F, A> {
  readonly values: fc.Arbitrary<HKT<F, A>>
  /** an observation: it may run both, and take time */
  readonly equal: <B>(x: HKT<F, B>, y: HKT<F, B>) => boolean | Promise<boolean>
}

/**
 * {@link SamplesOf}, for a type constructor of one parameter.
 *
 * @category instances
 * @since 0.1.0
 */
export interface SamplesOf1<F extends URIS, A> {
  readonly values: fc.Arbitrary<Kind<F, A>>
  /** an observation: it may run both, and take time */
  readonly equal: <B>(x: Kind<F, B>, y: Kind<F, B>) => boolean | Promise<boolean>
}

/**
 * {@link SamplesOf}, for a type constructor of two parameters.
 *
 * @category instances
 * @since 0.1.0
 */
export interface SamplesOf2<F extends URIS2, E, A> {
  readonly values: fc.Arbitrary<Kind2<F, E, A>>
  /** an observation: it may run both, and take time */
  readonly equal: <B>(x: Kind2<F, E, B>, y: Kind2<F, E, B>) => boolean | Promise<boolean>
}

/**
 * What values are given, where they take something.
 *
 * @category instances
 * @since 0.1.0
 */
export interface Inputs<E> {
  readonly inputs: fc.Arbitrary<E>
}

/** @internal a law that says that two sides are equal, whatever is given */
export const equation = <T extends [unknown, ...unknown[]]>(
  name: string,
  given: { readonly [I in keyof T]: fc.Arbitrary<T[I]> },
  holds: (...values: T) => boolean | Promise<boolean>
): Law =>
  law(
    name,
    fc.asyncProperty(fc.tuple<T>(...given), async (values) => {
      if (!(await holds(...values))) throw new Error('the two sides are not equal')
    })
  )

/** @internal any functions proper, to what can be told apart */
export const toNumber: fc.Arbitrary<(a: unknown) => number> = fc.func<[unknown], number>(fc.nat(9))

/** @internal */
export const toString: fc.Arbitrary<(a: unknown) => string> = fc.func<[unknown], string>(fc.string({ maxLength: 3 }))

/** @internal */
export const predicate: fc.Arbitrary<(a: unknown) => boolean> = fc.func<[unknown], boolean>(fc.boolean())
