/**
 * Adapters between enumerators and iteratees.
 *
 * - the type, `applyOn`, `transform`, `compose`: `enumeratee/model`
 * - `passAlong`, `map`, `mapM`, `mapConcat`, `filter`, `scanLeft`: `enumeratee/transforming`
 * - `take`, `takeWhile`, `drop`: `enumeratee/slicing`
 *
 * @module
 * @since 0.1.0
 */
export { Enumeratee } from './enumeratee/model.js'
export { filter, map, mapConcat, mapM, passAlong, scanLeft } from './enumeratee/transforming.js'
export { drop, take, takeWhile } from './enumeratee/slicing.js'
