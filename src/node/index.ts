/**
 * Responses of Node's HTTP servers as iteratees.
 *
 * @module
 * @since 0.1.0
 */
export { chunked, type ChunkedOptions } from './chunked.js'
export { type NodeResponse, response, type ResponseOptions } from './response.js'
export type { Disconnected, Finished, ResponseEnd } from './ResponseEnd.js'
export type { Closed, ResponseHooks, Written } from '../push/hooks.js'
