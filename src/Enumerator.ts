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
 * - `of`, `empty`, `enumInput`, `eof`, `fromIterable`, `unfold`, `repeat`, `defer`, `interleave`: `enumerator/sequence`
 * - `unfoldM`, `generateM`, `fromAsyncIterable`, `tick`: `enumerator/waiting`
 * - `async` and its channel: `enumerator/async`
 *
 * @module
 * @since 0.1.0
 */
export { Enumerator, type RunOptions } from './enumerator/model.js'
export type { Interruption } from './kernel/run.js'
export { defer, empty, enumInput, eof, fromIterable, interleave, of, repeat, unfold } from './enumerator/sequence.js'
export { fromAsyncIterable, generateM, tick, unfoldM } from './enumerator/waiting.js'
export { async, type AsyncOptions, type Channel, type Policy, type Pushed } from './enumerator/async.js'
