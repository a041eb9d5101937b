/**
 * What a page needs to listen to a Comet stream. For browsers; of no other module of the library, and no dependency.
 *
 * ```text
 *   server   Comet('frameElement.cometMessage', { id, removeScripts: true, batch: true })
 *   page     cometFrame('/comet', { heartbeatMs: 30_000, onMessage: (message, id) => … })
 * ```
 *
 * @module
 * @since 0.1.0
 */
export { cometFrame } from './cometFrame.js'
export type { CometFrameOptions } from './options.js'
