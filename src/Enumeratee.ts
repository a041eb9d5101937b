/**
 * Adapters between enumerators and iteratees.
 *
 * - the type, `applyOn`, `transform`, `compose`: `enumeratee/model`
 * - change the elements: `enumeratee/transforming`
 * - hand on a part of them, or others before or after: `enumeratee/slicing`
 * - make one of several: `enumeratee/grouping`
 * - cut text into lines: `enumeratee/lines`
 * - let tasks run side by side: `enumeratee/concurrent`
 * - watch the clock: `enumeratee/time`
 * - act at the end, or on a failure: `enumeratee/effects`
 * - take what a codec takes: `enumeratee/decoding`
 * - two iteratees of the same input: `iteratee/zipping`
 * - fp-ts instances and pipeables: `enumeratee/instances`
 *
 * @module
 * @since 0.1.0
 */
export { Enumeratee } from './enumeratee/model.js'
export {
  collect,
  dedupe,
  filter,
  filterM,
  filterNot,
  intersperse,
  map,
  mapConcat,
  mapConcatInput,
  mapFlatten,
  mapInput,
  mapInputFlatten,
  mapInputM,
  mapM,
  passAlong,
  scanLeft,
  zipWithIndex
} from './enumeratee/transforming.js'
export { breakE, drop, dropWhile, heading, take, takeUntil, takeWhile, trailing } from './enumeratee/slicing.js'
export { grouped, groupedWithin } from './enumeratee/grouping.js'
export { lines, type LinesOptions } from './enumeratee/lines.js'
export { parMapM, parMapMUnordered } from './enumeratee/concurrent.js'
export { debounce, delay, keepAlive, type KeepAliveOptions, throttle, timeout } from './enumeratee/time.js'
export { attempt, flatten, onEOF, onIterateeDone, recover } from './enumeratee/effects.js'
export { decode, decodeEither, DecodeError, encode, type Mismatch } from './enumeratee/decoding.js'
export { zip, zipWith } from './iteratee/zipping.js'
export { Category, compose, Profunctor, promap, URI } from './enumeratee/instances.js'
