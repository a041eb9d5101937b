/**
 * Node: responses of its HTTP servers as iteratees, and its streams and files as enumerators and iteratees.
 *
 * - to a client: `response`, `chunked`, `negotiated`; `atMost`, `gracefulShutdown`, `lastEventId`
 * - from a client: `requestBody`
 * - files: `fromFile`
 * - streams: `fromReadable`, `toReadable`, `toWritable`, `throughDuplex`, `outputStream`
 *
 * @module
 * @since 0.1.0
 */
export { atMost, type AtMostOptions } from './atMost.js'
export { chunked, type ChunkedOptions } from './chunked.js'
export { BodyAbortedError, BodyTooLargeError } from './bodyErrors.js'
export { type BodyOptions, requestBody } from './requestBody.js'
export { type FileOptions, fromFile } from './fromFile.js'
export { fromReadable } from './fromReadable.js'
export { toReadable, type ToReadableOptions } from './toReadable.js'
export { toWritable } from './toWritable.js'
export { throughDuplex } from './throughDuplex.js'
export { outputStream, type OutputStreamOptions, type Produce } from './outputStream.js'
export type { NodeServer } from './connections.js'
export type { Handler, NodeRequest, NodeResponse } from './Handler.js'
export { lastEventId } from './lastEventId.js'
export { negotiated, type NegotiatedOptions } from './negotiated.js'
export { response, type ResponseOptions } from './response.js'
export { gracefulShutdown, type Goodbye, type ShutdownOptions } from './gracefulShutdown.js'
export type { Closed, Disconnected, Dropped, Finished, Reason, ResponseEnd } from './ResponseEnd.js'
export type { SlowClient, SlowClientPolicy } from './SlowClient.js'
export type { ResponseHooks, Written } from '../push/hooks.js'
