/** The laws of `Contravariant`. */
import * as fc from 'fast-check'
import type { Contravariant, Contravariant1, Contravariant2 } from 'fp-ts/lib/Contravariant.js'
import type { HKT, Kind, Kind2, URIS, URIS2 } from 'fp-ts/HKT'
import { lawful, type Options } from '../checking.js'
import { equation, type Inputs, type Samples } from './samples.js'

/**
 * Checks the laws of a `Contravariant`: identity and composition.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 * import * as P from 'fp-ts/lib/Predicate.js'
 *
 * const values = fc.nat(9).map((k): P.Predicate<number> => (n) => n > k)
 * const equal = (p: P.Predicate<number>, q: P.Predicate<number>) => [0, 3, 6, 9].every((n) => p(n) === q(n))
 * await Laws.contravariant(P.Contravariant)({ values, inputs: fc.nat(9), equal })
 */
export function contravariant<F extends URIS2>(
  instance: Contravariant2<F>
): <E, A>(samples: Samples<Kind2<F, E, A>> & Inputs<A>, options?: Options) => Promise<void>
export function contravariant<F extends URIS>(
  instance: Contravariant1<F>
): <A>(samples: Samples<Kind<F, A>> & Inputs<A>, options?: Options) => Promise<void>
export function contravariant<F>({
  contramap
}: Contravariant<F>): <A>(samples: Samples<HKT<F, A>> & Inputs<A>, options?: Options) => Promise<void> {
  return <A>({ values, inputs, equal }: Samples<HKT<F, A>> & Inputs<A>, options?: Options) => {
    const functions = fc.func<[A], A>(inputs)
    const laws = [
      equation('contramap(identity) = identity', [values], (fa) =>
        equal(
          contramap(fa, (a: A) => a),
          fa
        )
      ),
      equation('contramap(f ∘ g) = contramap(g) ∘ contramap(f)', [values, functions, functions], (fa, f, g) =>
        equal(
          contramap(fa, (a: A) => f(g(a))),
          contramap(contramap(fa, f), g)
        )
      )
    ]
    return lawful('Contravariant', laws, options)
  }
}
