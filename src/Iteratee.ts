/**
 * Consumers: an `Iteratee<E, A>` takes elements of type `E` and comes to a result of type `A`.
 *
 * An iteratee is an immutable value. Feeding it answers another iteratee; the one that was fed stays what it was, and
 * may be fed again, with other input, to another end.
 *
 * ```text
 *   head()     a . b |     takes a, answers some(a); b is not taken
 *   fold       a . b |     takes all, answers at |
 * ```
 *
 * Laws (equality is that of results, observed by running):
 * 1. feeding the same iteratee twice gives independent results;
 * 2. `Empty` is neutral, and how the input is cut into chunks changes no result;
 * 3. after `EOF` an iteratee is done or has failed; one that is not makes `run` fail;
 * 4. what is consumed and what is left over make up what was fed: `remaining` is handed to whatever runs next in
 *    `flatMap`.
 *
 * - the type and its methods: `iteratee/model`
 * - in a known state, written by hand, not known yet: `iteratee/constructors`
 * - those that take all there is: `iteratee/folding`
 * - those that take the first of it, or look at it: `iteratee/reading`
 * - two of the same input: `iteratee/zipping`
 * - the methods, data last: `iteratee/pipeables`
 * - fp-ts instances and do notation: `iteratee/instances`
 *
 * @module
 * @since 0.1.0
 */
export { Iteratee } from './iteratee/model.js'
export { cont, done, error, flatten } from './iteratee/constructors.js'
export {
  consume,
  fold,
  fold1,
  fold2,
  foldM,
  foreach,
  foreachM,
  getChunks,
  ignore,
  skipToEof
} from './iteratee/folding.js'
export { eofOrElse, head, isEmpty, repeat, takeUpTo } from './iteratee/reading.js'
export { zip, zipWith } from './iteratee/zipping.js'
export { ap, contramap, flatMap, fromIO, fromTask, map, promap } from './iteratee/pipeables.js'
export {
  apS,
  Applicative,
  Apply,
  bind,
  bindTo,
  Chain,
  Do,
  FromIO,
  FromTask,
  Functor,
  let_ as let,
  Monad,
  Pointed,
  Profunctor,
  URI
} from './iteratee/instances.js'
