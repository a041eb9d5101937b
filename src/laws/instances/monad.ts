/** The laws of `Chain` and `Monad`. */
import * as fc from 'fast-check'
import type { Chain, Chain1, Chain2 } from 'fp-ts/lib/Chain.js'
import type { Monad, Monad1, Monad2 } from 'fp-ts/lib/Monad.js'
import type { HKT, URIS, URIS2 } from 'fp-ts/HKT'
import { type Law, lawful, type Options } from '../checking.js'
import { applicativeLaws, applyLaws } from './apply.js'
import { equation, type SamplesOf, type SamplesOf1, type SamplesOf2, toNumber } from './samples.js'

/** Which effects follow depends on the argument, and the argument is part of the result. */
const arrows = <F, A>(
  { map }: Chain<F>,
  { values }: SamplesOf<F, A>
): fc.Arbitrary<(a: unknown) => HKT<F, readonly [unknown, A]>> =>
  fc.tuple(fc.array(values, { minLength: 1, maxLength: 3 }), toNumber).map(
    ([several, choose]) =>
      (a) =>
        map(several[choose(a) % several.length] as HKT<F, A>, (b) => [a, b] as const)
  )

const associativity = <F, A>(instance: Chain<F>, samples: SamplesOf<F, A>): Law => {
  const { chain } = instance
  const given = arrows(instance, samples)
  return equation(
    'chain(chain(fa, f), g) = chain(fa, (a) => chain(f(a), g))',
    [samples.values, given, given],
    (fa, f, g) =>
      samples.equal(
        chain(chain(fa, f), g),
        chain(fa, (a) => chain(f(a), g))
      )
  )
}

const chainLaws = <F, A>(instance: Chain<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => [
  ...applyLaws(instance, samples),
  associativity(instance, samples)
]

const monadLaws = <F, A>(instance: Monad<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { ap, chain, map, of } = instance
  const { values, equal } = samples
  return [
    ...applicativeLaws(instance, samples),
    associativity(instance, samples),
    equation('chain(of(a), f) = f(a)', [fc.nat(), arrows(instance, samples)], (a, f) => equal(chain(of(a), f), f(a))),
    equation('chain(fa, of) = fa', [values], (fa) =>
      equal(
        chain(fa, (a) => of(a)),
        fa
      )
    ),
    equation('map(fa, f) = chain(fa, (a) => of(f(a)))', [values, toNumber], (fa, f) =>
      equal(
        map(fa, f),
        chain(fa, (a) => of(f(a)))
      )
    ),
    equation('ap(f, fa) = chain(f, (g) => map(fa, g))', [values, values], (fa, fb) => {
      const functions = map(fb, (b) => (a: A) => [b, a] as const)
      return equal(
        ap(functions, fa),
        chain(functions, (g) => map(fa, g))
      )
    })
  ]
}

/**
 * Checks the laws of a `Chain`: those of `Apply`, and associativity.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.chain(O.Chain)({ values: options, equal: Laws.same })
 */
export function chain<F extends URIS2>(
  instance: Chain2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function chain<F extends URIS>(
  instance: Chain1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function chain<F>(instance: Chain<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Chain', chainLaws(instance, samples), options)
}

/**
 * Checks the laws of a `Monad`: those of `Applicative` and `Chain`, both identities, and that `map` and `ap` agree with
 * `chain`. One whose `ap` runs both at the same time is lawful where that cannot be seen.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as T from 'fp-ts/lib/Task.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const tasks = fc.nat().map((n) => T.of(n))
 * const equal = async <A>(x: T.Task<A>, y: T.Task<A>) => Laws.same(await x(), await y())
 * await Laws.monad(T.Monad)({ values: tasks, equal })
 */
export function monad<F extends URIS2>(
  instance: Monad2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function monad<F extends URIS>(
  instance: Monad1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function monad<F>(instance: Monad<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Monad', monadLaws(instance, samples), options)
}
