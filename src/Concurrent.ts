/**
 * Several consumers of one producer, producers that are pushed to or change while they are run, and buffers between the
 * two. Play's `Concurrent`.
 *
 * ```text
 *   a . b . c . . d |          pushed, or a source
 *   a . b . c . . d |          who is attached from the beginning
 *       . b . c . . d |        who attaches later
 *   a . b X                    who has enough leaves at once
 * ```
 *
 * - one to many: `concurrent/broadcast`
 * - pushed to: `concurrent/unicast`
 * - switched while it is run: `concurrent/patchPanel`
 * - between a fast source and a slow consumer: `concurrent/buffer`, `concurrent/dropInputIfNotReady`,
 *   `concurrent/lazyAndErrIfNotReady`
 * - two runs as one stream: `concurrent/joined`, `concurrent/runPartial`
 *
 * @module
 * @since 0.1.0
 */
export type { Channel } from './enumerator/channel.js'
export { broadcast, type Broadcaster, type BroadcastOptions } from './concurrent/broadcast.js'
export { unicast, type UnicastOptions } from './concurrent/unicast.js'
export { patchPanel, type PatchPanel } from './concurrent/patchPanel.js'
export { buffer } from './concurrent/buffer.js'
export { dropInputIfNotReady } from './concurrent/dropInputIfNotReady.js'
export { lazyAndErrIfNotReady } from './concurrent/lazyAndErrIfNotReady.js'
export { joined } from './concurrent/joined.js'
export { runPartial } from './concurrent/runPartial.js'
export type { BufferOptions } from './concurrent/options.js'
