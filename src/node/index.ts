/**
 * Responses of Node's HTTP servers as iteratees.
 *
 * @module
 * @since 0.1.0
 */
export { atMost, type AtMostOptions } from './atMost.js'
export { chunked, type ChunkedOptions } from './chunked.js'
export type { NodeServer } from './connections.js'
export type { Handler, NodeRequest, NodeResponse } from './Handler.js'
export { lastEventId } from './lastEventId.js'
export { negotiated, type NegotiatedOptions } from './negotiated.js'
export { response, type ResponseOptions } from './response.js'
export { gracefulShutdown, type Goodbye, type ShutdownOptions } from './gracefulShutdown.js'
export type { Closed, Disconnected, Dropped, Finished, Reason, ResponseEnd } from './ResponseEnd.js'
export type { SlowClient, SlowClientPolicy } from './SlowClient.js'
export type { ResponseHooks, Written } from '../push/hooks.js'
