/** The laws of `Alt`, of `Zero` with it, and of `Alternative`. */
import type { Alt, Alt1, Alt2 } from 'fp-ts/lib/Alt.js'
import type { Alternative, Alternative1, Alternative2 } from 'fp-ts/lib/Alternative.js'
import type { Zero, Zero1, Zero2 } from 'fp-ts/lib/Zero.js'
import type { URIS, URIS2 } from 'fp-ts/HKT'
import { type Law, lawful, type Options } from '../checking.js'
import { applicativeLaws } from './apply.js'
import { functorLaws } from './functor.js'
import { equation, type SamplesOf, type SamplesOf1, type SamplesOf2, toNumber } from './samples.js'

const altOnly = <F, A>({ alt, map }: Alt<F>, { values, equal }: SamplesOf<F, A>): ReadonlyArray<Law> => [
  equation('alt is associative', [values, values, values], (a, b, c) =>
    equal(
      alt(
        alt(a, () => b),
        () => c
      ),
      alt(a, () => alt(b, () => c))
    )
  ),
  equation('map distributes over alt', [values, values, toNumber], (a, b, f) =>
    equal(
      map(
        alt(a, () => b),
        f
      ),
      alt(map(a, f), () => map(b, f))
    )
  )
]

const zeroOnly = <F, A>(
  { alt, map, zero }: Alt<F> & Zero<F>,
  { values, equal }: SamplesOf<F, A>
): ReadonlyArray<Law> => [
  equation('alt(zero, fa) = fa', [values], (fa) =>
    equal(
      alt(zero<A>(), () => fa),
      fa
    )
  ),
  equation('alt(fa, zero) = fa', [values], (fa) =>
    equal(
      alt(fa, () => zero<A>()),
      fa
    )
  ),
  equation('map(zero, f) = zero', [toNumber], (f) => equal(map(zero<A>(), f), zero<number>()))
]

const altLaws = <F, A>(instance: Alt<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => [
  ...functorLaws(instance, samples),
  ...altOnly(instance, samples)
]

const zeroLaws = <F, A>(instance: Alt<F> & Zero<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => [
  ...altLaws(instance, samples),
  ...zeroOnly(instance, samples)
]

const alternativeLaws = <F, A>(instance: Alternative<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { alt, ap, map, zero } = instance
  const { values, equal } = samples
  return [
    ...applicativeLaws(instance, samples),
    ...altOnly(instance, samples),
    ...zeroOnly(instance, samples),
    equation('ap distributes over alt', [values, values, values], (fa, x, y) => {
      const f = map(x, (b) => (a: A) => [b, a] as const)
      const g = map(y, (b) => (a: A) => [b, a] as const)
      return equal(
        ap(
          alt(f, () => g),
          fa
        ),
        alt(ap(f, fa), () => ap(g, fa))
      )
    }),
    equation('ap(zero, fa) = zero', [values], (fa) => equal(ap(zero<(a: A) => number>(), fa), zero<number>()))
  ]
}

/**
 * Checks the laws of an `Alt`: those of `Functor`, associativity and distributivity.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.alt(O.Alt)({ values: options, equal: Laws.same })
 */
export function alt<F extends URIS2>(
  instance: Alt2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function alt<F extends URIS>(
  instance: Alt1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function alt<F>(instance: Alt<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Alt', altLaws(instance, samples), options)
}

/**
 * Checks the laws of a `Zero` that is an `Alt` too: those of `Alt`, that `zero` is neutral, and that `map` leaves it.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.zero({ ...O.Alt, ...O.Zero })({ values: options, equal: Laws.same })
 */
export function zero<F extends URIS2>(
  instance: Alt2<F> & Zero2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function zero<F extends URIS>(
  instance: Alt1<F> & Zero1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function zero<F>(instance: Alt<F> & Zero<F>): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Zero', zeroLaws(instance, samples), options)
}

/**
 * Checks the laws of an `Alternative`: those of `Applicative`, `Alt` and `Zero`, distributivity and annihilation.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.alternative(O.Alternative)({ values: options, equal: Laws.same })
 */
export function alternative<F extends URIS2>(
  instance: Alternative2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function alternative<F extends URIS>(
  instance: Alternative1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function alternative<F>(
  instance: Alternative<F>
): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Alternative', alternativeLaws(instance, samples), options)
}
