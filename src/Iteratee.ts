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
 * - `done`, `cont`, `error`: `iteratee/constructors`
 * - `fold`, `foldM`, `foreach`, `getChunks`, `head`, `ignore`: `iteratee/folding`
 *
 * @module
 * @since 0.1.0
 */
export { Iteratee } from './iteratee/model.js'
export { cont, done, error } from './iteratee/constructors.js'
export { fold, foldM, foreach, getChunks, head, ignore } from './iteratee/folding.js'
