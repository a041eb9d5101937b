/** The laws of `Apply` and `Applicative`. */
import * as fc from 'fast-check'
import type { Applicative, Applicative1, Applicative2 } from 'fp-ts/lib/Applicative.js'
import type { Apply, Apply1, Apply2 } from 'fp-ts/lib/Apply.js'
import type { HKT, URIS, URIS2 } from 'fp-ts/HKT'
import { type Law, lawful, type Options } from '../checking.js'
import { functorLaws } from './functor.js'
import { equation, type SamplesOf, type SamplesOf1, type SamplesOf2, toNumber } from './samples.js'

/** Effects of their own, so that their order is seen. */
const functionsIn = <F, A>(
  { map }: Apply<F>,
  { values }: SamplesOf<F, A>
): fc.Arbitrary<HKT<F, (b: unknown) => readonly [A, unknown]>> =>
  values.map((fa) => map(fa, (a) => (b: unknown) => [a, b] as const))

/** @internal */
export const applyLaws = <F, A>(instance: Apply<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { ap, map } = instance
  const { values, equal } = samples
  const functions = functionsIn(instance, samples)
  return [
    ...functorLaws(instance, samples),
    equation('ap(ap(map(g, compose), f), fa) = ap(g, ap(f, fa))', [functions, functions, values], (g, f, fa) =>
      equal(
        ap(
          ap(
            map(g, (bc) => (ab: (a: A) => unknown) => (a: A) => bc(ab(a))),
            f
          ),
          fa
        ),
        ap(g, ap(f, fa))
      )
    )
  ]
}

/** @internal */
export const applicativeLaws = <F, A>(instance: Applicative<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { ap, map, of } = instance
  const { values, equal } = samples
  return [
    ...applyLaws(instance, samples),
    equation('ap(of(identity), fa) = fa', [values], (fa) =>
      equal(
        ap(
          of((a: A) => a),
          fa
        ),
        fa
      )
    ),
    equation('ap(of(f), of(a)) = of(f(a))', [toNumber, fc.nat()], (f, a) => equal(ap(of(f), of(a)), of(f(a)))),
    equation('ap(f, of(a)) = ap(of((g) => g(a)), f)', [functionsIn(instance, samples), fc.nat()], (f, a) =>
      equal(
        ap(f, of(a)),
        ap(
          of((g: (b: unknown) => unknown) => g(a)),
          f
        )
      )
    ),
    equation('map(fa, f) = ap(of(f), fa)', [values, toNumber], (fa, f) => equal(map(fa, f), ap(of(f), fa)))
  ]
}

/**
 * Checks the laws of an `Apply`: those of `Functor`, and composition.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.apply(O.Apply)({ values: options, equal: Laws.same })
 */
export function apply<F extends URIS2>(
  instance: Apply2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function apply<F extends URIS>(
  instance: Apply1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function apply<F>(instance: Apply<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Apply', applyLaws(instance, samples), options)
}

/**
 * Checks the laws of an `Applicative`: those of `Apply`, identity, homomorphism, interchange, and that `map` agrees.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.applicative(O.Applicative)({ values: options, equal: Laws.same })
 */
export function applicative<F extends URIS2>(
  instance: Applicative2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function applicative<F extends URIS>(
  instance: Applicative1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function applicative<F>(
  instance: Applicative<F>
): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Applicative', applicativeLaws(instance, samples), options)
}
