/**
 * Responses of Node's HTTP servers as iteratees.
 *
 * @module
 * @since 0.1.0
 */
export { chunked, type ChunkedOptions } from './chunked.js'
export { type NodeResponse, response, type ResponseOptions } from './response.js'
export { gracefulShutdown, type Goodbye, type NodeServer, type ShutdownOptions } from './gracefulShutdown.js'
export type { Closed, Disconnected, Dropped, Finished, Reason, ResponseEnd, Written } from './ResponseEnd.js'
export type { SlowClient, SlowClientPolicy } from './SlowClient.js'
