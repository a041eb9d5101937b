/**
 * Producers: an `Enumerator<E>` feeds elements of type `E` to an iteratee.
 *
 * An enumerator is an immutable description: nothing happens before it is run, and each run starts anew. It never
 * sends `EOF` by itself; `run` does, at the end.
 *
 * ```text
 *   of(a, b).andThen(of(c))        a b c
 *   eof.andThen(of(c))             |            nothing follows EOF
 *   tick(10)                       ----0----1----2--
 * ```
 *
 * Laws (equality is that of results, observed by running):
 * 1. a monoid under `andThen`, with `empty`;
 * 2. a monad with `of` and `flatMap`;
 * 3. the next element is asked for only when the iteratee has taken the last one;
 * 4. what an enumerator has acquired is released exactly once: at its end, when the iteratee needs no more, when
 *    either fails, and when the run is interrupted, also while it is idle.
 *
 * - the type and its methods: `enumerator/model`
 * - elements that are there: `enumerator/sequence`
 * - elements that have to be waited for: `enumerator/waiting`
 * - the one element of an `IO`, a `Task`, an `Option` …: `enumerator/single`
 * - pushed to by what calls back: `enumerator/async`
 * - events: `enumerator/fromEvent`
 * - with something to release: `enumerator/resources`
 * - written by hand as a step: `enumerator/continuing`
 * - read by `for await`: `enumerator/toAsyncIterable`
 * - the methods, data last: `enumerator/pipeables`
 * - fp-ts instances and do notation: `enumerator/instances`
 *
 * @module
 * @since 0.1.0
 */
export { Enumerator, type RunOptions } from './enumerator/model.js'
export type { Interruption } from './kernel/Interruption.js'
export {
  defer,
  empty,
  enumInput,
  eof,
  fail,
  fromIterable,
  interleave,
  of,
  range,
  repeat,
  unfold
} from './enumerator/sequence.js'
export { flatten, fromAsyncIterable, generateM, never, repeatM, tick, timer, unfoldM } from './enumerator/waiting.js'
export { fromEither, fromIO, fromOption, fromTask, fromTaskEither } from './enumerator/single.js'
export { bracket, fromCallback1 } from './enumerator/resources.js'
export { toAsyncIterable } from './enumerator/toAsyncIterable.js'
export { checkContinue0, checkContinue1, type TreatCont0, type TreatCont1 } from './enumerator/continuing.js'
export { async, type AsyncOptions, type Policy } from './enumerator/async.js'
export {
  fromEvent,
  type Emitter,
  type EventOf,
  type FromEventOptions,
  type Listenable
} from './enumerator/fromEvent.js'
export type { Channel, Pushed } from './enumerator/channel.js'
export {
  alt,
  ap,
  compact,
  filter,
  filterMap,
  flatMap,
  map,
  partition,
  partitionMap,
  separate
} from './enumerator/pipeables.js'
export {
  Alt,
  Alternative,
  apS,
  Applicative,
  Apply,
  bind,
  bindTo,
  Chain,
  Compactable,
  Do,
  Filterable,
  FromIO,
  FromTask,
  Functor,
  getMonoid,
  let_ as let,
  Monad,
  Pointed,
  URI,
  Zero
} from './enumerator/instances.js'
