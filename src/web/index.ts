/**
 * Web streams and Fetch responses, for what speaks Fetch: Deno, Bun, workers, Hono, Next, service workers, Node.
 *
 * @module
 * @since 0.1.0
 */
export { toReadableStream, type ToReadableStreamOptions } from './toReadableStream.js'
export { fromReadableStream } from './fromReadableStream.js'
export { toResponse, type ToResponseOptions } from './toResponse.js'
export type { Closed, Reason, ResponseHooks, Written } from '../push/hooks.js'
