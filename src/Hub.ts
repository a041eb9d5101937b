/**
 * Hubs: events from many publishers to many subscribers, each of which may go on where it stopped.
 *
 * ```text
 *   publish             a . b . . . c . d
 *   subscribe()         ...... from here c . d
 *   subscribe({ after: the id of a })    b c . d
 * ```
 *
 * - the types and their laws: `concurrent/hub/model`
 * - within one process: `concurrent/hub/inMemory`
 *
 * @module
 * @since 0.1.0
 */
export {
  type BufferOptions,
  type Envelope,
  type Event,
  type EventId,
  type Gap,
  type Hub,
  HubClosedError,
  type HubPolicy,
  SlowSubscriberError,
  type SubscribeOptions,
  type Topic
} from './concurrent/hub/model.js'
export { inMemory, type InMemoryOptions } from './concurrent/hub/inMemory.js'
