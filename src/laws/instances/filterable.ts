/** The laws of `Compactable` and `Filterable`. */
import * as fc from 'fast-check'
import type { Compactable, Compactable1, Compactable2 } from 'fp-ts/lib/Compactable.js'
import * as E from 'fp-ts/lib/Either.js'
import type { Filterable, Filterable1, Filterable2 } from 'fp-ts/lib/Filterable.js'
import type { Functor, Functor1, Functor2 } from 'fp-ts/lib/Functor.js'
import * as O from 'fp-ts/lib/Option.js'
import type { URIS, URIS2 } from 'fp-ts/HKT'
import { type Law, lawful, type Options } from '../checking.js'
import { functorLaws } from './functor.js'
import { equation, type SamplesOf, type SamplesOf1, type SamplesOf2, predicate, toNumber } from './samples.js'

/** Functions to an option: some answer none. */
const partial = fc.tuple(toNumber, predicate).map(
  ([f, p]) =>
    (a: unknown): O.Option<number> =>
      p(a) ? O.some(f(a)) : O.none
)

const branching = fc.tuple(toNumber, predicate).map(
  ([f, p]) =>
    (a: unknown): E.Either<string, number> =>
      p(a) ? E.right(f(a)) : E.left('left')
)

const compactableLaws = <F, A>(instance: Compactable<F> & Functor<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { compact, map, separate } = instance
  const { values, equal } = samples
  return [
    ...functorLaws(instance, samples),
    equation('compact(map(fa, some)) = fa', [values], (fa) => equal(compact(map(fa, O.some)), fa)),
    equation(
      'compact(map(map(fa, f), map(g))) = map(compact(map(fa, f)), g)',
      [values, partial, toNumber],
      (fa, f, g) => equal(compact(map(map(fa, f), O.map(g))), map(compact(map(fa, f)), g))
    ),
    equation('separate(fe).right = compact(map(fe, getRight))', [values, branching], (fa, f) =>
      equal(separate(map(fa, f)).right, compact(map(map(fa, f), O.getRight)))
    ),
    equation('separate(fe).left = compact(map(fe, getLeft))', [values, branching], (fa, f) =>
      equal(separate(map(fa, f)).left, compact(map(map(fa, f), O.getLeft)))
    )
  ]
}

const filterableLaws = <F, A>(instance: Filterable<F>, samples: SamplesOf<F, A>): ReadonlyArray<Law> => {
  const { compact, filter, filterMap, map, partition, partitionMap, separate } = instance
  const { values, equal } = samples
  return [
    ...compactableLaws(instance, samples),
    equation('filterMap(fa, f) = compact(map(fa, f))', [values, partial], (fa, f) =>
      equal(filterMap(fa, f), compact(map(fa, f)))
    ),
    equation('filter(fa, () => true) = fa', [values], (fa) =>
      equal(
        filter(fa, () => true),
        fa
      )
    ),
    equation('filter(filter(fa, p), q) = filter(fa, p and q)', [values, predicate, predicate], (fa, p, q) =>
      equal(
        filter(filter(fa, p), q),
        filter(fa, (a) => p(a) && q(a))
      )
    ),
    equation('partition(fa, p).right = filter(fa, p)', [values, predicate], (fa, p) =>
      equal(partition(fa, p).right, filter(fa, p))
    ),
    equation('partition(fa, p).left = filter(fa, not p)', [values, predicate], (fa, p) =>
      equal(
        partition(fa, p).left,
        filter(fa, (a) => !p(a))
      )
    ),
    equation('partitionMap(fa, f).right = separate(map(fa, f)).right', [values, branching], (fa, f) =>
      equal(partitionMap(fa, f).right, separate(map(fa, f)).right)
    ),
    equation('partitionMap(fa, f).left = separate(map(fa, f)).left', [values, branching], (fa, f) =>
      equal(partitionMap(fa, f).left, separate(map(fa, f)).left)
    )
  ]
}

/**
 * Checks the laws of a `Compactable` that is a `Functor` too: `some` is undone, naturality, and that `separate` agrees.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.compactable({ ...O.Compactable, ...O.Functor })({ values: options, equal: Laws.same })
 */
export function compactable<F extends URIS2>(
  instance: Compactable2<F> & Functor2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function compactable<F extends URIS>(
  instance: Compactable1<F> & Functor1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function compactable<F>(
  instance: Compactable<F> & Functor<F>
): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Compactable', compactableLaws(instance, samples), options)
}

/**
 * Checks the laws of a `Filterable`: those of `Compactable`, identity, distributivity, and that all of its operations
 * agree.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const options = fc.option(fc.nat()).map((n) => O.fromNullable(n))
 * await Laws.filterable(O.Filterable)({ values: options, equal: Laws.same })
 */
export function filterable<F extends URIS2>(
  instance: Filterable2<F>
): <E, A>(samples: SamplesOf2<F, E, A>, options?: Options) => Promise<void>
export function filterable<F extends URIS>(
  instance: Filterable1<F>
): <A>(samples: SamplesOf1<F, A>, options?: Options) => Promise<void>
export function filterable<F>(
  instance: Filterable<F>
): <A>(samples: SamplesOf<F, A>, options?: Options) => Promise<void> {
  return (samples, options) => lawful('Filterable', filterableLaws(instance, samples), options)
}
