/** The laws of `Functor`. */
import type { Functor, Functor1, Functor2 } from 'fp-ts/lib/Functor.js'
import type { URIS, URIS2 } from 'fp-ts/HKT'
import { type Law, lawful, type Options } from '../checking.js'
import { equation, type SamplesOf, type SamplesOf1, type SamplesOf2, toNumber, toString } from './samples.js'

/** @internal */
export const functorLaws = <F, A>({ map }: Functor<F>, { values, equal }: SamplesOf<F, A>): ReadonlyArray<Law> => [
  equation('map(identity) = identity', [values], (fa) =>
    equal(
      map(fa, (a) => a),
      fa
    )
  ),
  equation('map(g ∘ f) = map(g) ∘ map(f)', [values, toNumber, toString], (fa, f, g) =>
    equal(
      map(fa, (a) => g(f(a))),
      map(map(fa, f), g)
    )
  )
]

/**
 * Checks the laws of a `Functor`: identity and composition.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import { Input } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * await Laws.functor(Input.Functor)({ values: Laws.inputs(fc.string()), equal: Laws.same })
 */
export function functor<F extends URIS2>(
  instance: Functor2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function functor<F extends URIS>(
  instance: Functor1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function functor<F>(instance: Functor<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Functor', functorLaws(instance, samples), options)
}
