/**
 * The laws, to check on one's own iteratees, enumerators, enumeratees and instances, with fast-check.
 *
 * ```ts
 * import { Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * test('lawful', () => Laws.iteratee(Iteratee.head<number>(), fc.integer()))
 * ```
 *
 * What is named in the singular checks one thing, and rejects where it violates a law; what is named in the plural is an
 * arbitrary. All waiting is on the microtask queue, by promises: no timer is set, so all of it runs under fake timers too.
 *
 * - checks: `iteratee`, `enumeratee`, `enumerator`
 * - checks of fp-ts instances: `functor`, `apply`, `applicative`, `chain`, `monad`, `alt`, `zero`, `alternative`,
 *   `compactable`, `filterable`, `contravariant`, `profunctor`, `category`, `monoid`
 * - equality by running: `same`, `equalEnumerators`, `equalIteratees`, `equalEnumeratees`
 * - arbitraries with models: `inputs`, `cuttings`, `enumerators`, `enumeratees`, `iteratees`
 * - interleavings: `scheduled`
 * - observing, for laws of one's own: `running`, `withRest`, `delivered`
 *
 * Needs the peer dependency `fast-check`.
 *
 * @module
 * @since 0.1.0
 */
export type { Options } from './checking.js'
export { iteratee, type IterateeOptions } from './iteratee.js'
export { enumeratee, type EnumerateeOptions } from './enumeratee.js'
export { enumerator, type EnumeratorOptions } from './enumerator.js'

export { functor } from './instances/functor.js'
export { applicative, apply } from './instances/apply.js'
export { chain, monad } from './instances/monad.js'
export { alt, alternative, zero } from './instances/alternative.js'
export { compactable, filterable } from './instances/filterable.js'
export { contravariant } from './instances/contravariant.js'
export { profunctor } from './instances/profunctor.js'
export { category } from './instances/category.js'
export { monoid } from './instances/monoid.js'
export type { Inputs, Samples, SamplesOf, SamplesOf1, SamplesOf2 } from './instances/samples.js'

export { equalEnumeratees, equalEnumerators, equalIteratees } from './equality.js'
export { delivered, type Delivered, type Observed, running, same, seen, withRest } from './observing.js'

export { inputs } from './arbitraries/inputs.js'
export { type Cutting, cuttings, makers, synchronousCuttings } from './arbitraries/cuttings.js'
export { scheduled } from './arbitraries/scheduled.js'
export { enumerators, type Produced } from './arbitraries/enumerators.js'
export { enumeratees, type ModelledEnumeratee } from './arbitraries/enumeratees.js'
export { type Machine, throughMachine } from './arbitraries/machine.js'
export { iteratees } from './arbitraries/iteratees.js'
export type { ModelledIteratee } from './arbitraries/leaves.js'
export { type Ending, restIn, resultIn } from './arbitraries/ending.js'
export { arithmetic, type Functions, functionsOf } from './arbitraries/functions.js'
export { late, pause } from './waiting.js'
