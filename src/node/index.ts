/**
 * Responses of Node's HTTP servers as iteratees.
 *
 * @module
 * @since 0.1.0
 */
export { chunked, type ChunkedOptions } from './chunked.js'
export { type NodeResponse, response, type ResponseOptions } from './response.js'
export type { Closed, Disconnected, Finished, ResponseEnd, Written } from './ResponseEnd.js'
