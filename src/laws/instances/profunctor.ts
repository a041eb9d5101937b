/** The laws of `Profunctor`. */
import * as fc from 'fast-check'
import type { URIS2 } from 'fp-ts/HKT'
import type { Profunctor2 } from 'fp-ts/lib/Profunctor.js'
import { lawful, type Options } from '../checking.js'
import { equation, type Inputs, type SamplesOf2, toNumber, toString } from './samples.js'

/**
 * Checks the laws of a `Profunctor`: identity, composition on both sides, and that `map` agrees.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 * import * as R from 'fp-ts/lib/Reader.js'
 *
 * const values = fc.nat(9).map((k): R.Reader<number, number> => (n) => n + k)
 * const equal = <A>(f: R.Reader<number, A>, g: R.Reader<number, A>) => [0, 9].every((n) => Laws.same(f(n), g(n)))
 * await Laws.profunctor(R.Profunctor)({ values, inputs: fc.nat(9), equal })
 */
export const profunctor =
  <F extends URIS2>({ map, promap }: Profunctor2<F>) =>
  <E, A>({ values, inputs, equal }: SamplesOf2<F, E, A> & Inputs<E>, options?: Options): Promise<void> => {
    const before = fc.func<[E], E>(inputs)
    const laws = [
      equation('promap(identity, identity) = identity', [values], (fa) =>
        equal(
          promap(
            fa,
            (e: E) => e,
            (a) => a
          ),
          fa
        )
      ),
      equation(
        'promap(f ∘ g, i ∘ h) = promap(g, i) ∘ promap(f, h)',
        [values, before, before, toNumber, toString],
        (fa, f, g, h, i) =>
          equal(
            promap(
              fa,
              (e: E) => f(g(e)),
              (a) => i(h(a))
            ),
            promap(promap(fa, f, h), g, i)
          )
      ),
      equation('map(f) = promap(identity, f)', [values, toNumber], (fa, f) =>
        equal(
          map(fa, f),
          promap(fa, (e: E) => e, f)
        )
      )
    ]
    return lawful('Profunctor', laws, options)
  }
