import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Enumerator } from '../../enumerator/model.js'

/**
 * What an event is known by, in its topic. It is the hub's affair what it looks like; those of later events are other
 * ones, and none contains a line break or a NUL.
 *
 * @category model
 * @since 0.1.0
 */
export type EventId = string

/**
 * What subscribers of a hub are handed.
 *
 * @category model
 * @since 0.1.0
 */
export type Envelope<A> = Event<A> | Gap

/**
 * An event.
 *
 * @category model
 * @since 0.1.0
 */
export interface Event<out A> {
  readonly _tag: 'Event'
  readonly id: EventId
  readonly data: A
}

/**
 * Events are missing here: they are not retained any more, or the subscriber was too slow for its buffer. Whoever keeps
 * a state by the events has to read it anew.
 *
 * @category model
 * @since 0.1.0
 */
export interface Gap {
  readonly _tag: 'Gap'
  /** the last event before the gap; where it is unknown to the hub, what the subscriber has named */
  readonly after: EventId
  /** the last event that is missing: all that follows it comes, and who subscribes after it has no gap */
  readonly resumesAt: EventId
}

/**
 * What becomes of events that a subscriber does not take as fast as they come: `fail`: its run fails, after what is
 * buffered; `dropOldest`, `dropNewest`: it loses events, and is handed a {@link Gap} where they were. No policy lets one
 * subscriber hold up another, or a publisher.
 *
 * @category model
 * @since 0.1.0
 */
export type HubPolicy = 'fail' | 'dropOldest' | 'dropNewest'

/**
 * How much a subscriber may be behind.
 *
 * @category model
 * @since 0.1.0
 */
export interface BufferOptions {
  /** how many events that were published since it has subscribed may be waiting for it; 1,024 by default */
  readonly buffer?: number
  /** `fail` by default */
  readonly policy?: HubPolicy
}

/**
 * Where a subscriber begins.
 *
 * @category model
 * @since 0.1.0
 */
export interface SubscribeOptions extends BufferOptions {
  /** the last event that it has seen: what followed comes first. Without it: what is published from now on */
  readonly after?: EventId | undefined
}

/**
 * Events from many publishers to many subscribers.
 *
 * Laws:
 * 1. all subscribers have the events of a topic in the same order; those of one publisher in the order in which it
 *    published them;
 * 2. a subscriber has each event once, and without a hole: where events are missing, a {@link Gap} stands in their place;
 * 3. whoever subscribes after an event has exactly what followed it, whether that is retained or still to come;
 * 4. a slow subscriber changes nothing for others.
 *
 * @category model
 * @since 0.1.0
 */
export interface Topic<A> {
  /** Answers the event's id when it is stored. */
  readonly publish: (a: A) => TaskEither<Error, EventId>
  /** Each run of it is a subscription, from the time when it is run until it ends. It ends when the hub is closed. */
  readonly subscribe: (options?: SubscribeOptions) => Enumerator<Envelope<A>>
  /** the id of the newest event, or one that stands before the first: whoever subscribes after it misses nothing */
  readonly tail: TaskEither<Error, EventId>
}

/**
 * A topic by itself, and any number of others by name.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Hub, Iteratee } from 'fp-ts-iteratee'
 *
 * const hub = Hub.inMemory<string>()
 * const lobby = hub.topic('lobby')
 * const said = lobby.subscribe().run(Iteratee.getChunks())()
 * await hub.publish('not in the lobby')()
 * await lobby.publish('kiki')()
 * await hub.close()
 * const heard = await said
 * assert.deepStrictEqual(heard._tag === 'Right' && heard.right.map((e) => e._tag === 'Event' && e.data), ['kiki'])
 */
export interface Hub<A> extends Topic<A> {
  /** Another topic of the same hub, with events, ids and subscribers of its own; the same name is the same topic. */
  readonly topic: (name: string) => Topic<A>
  /** Subscriptions end after what has been published, and nothing can be published any more. */
  readonly close: TaskEither<Error, void>
}

/**
 * Something was published, or asked for, after the hub was closed.
 *
 * @category model
 * @since 0.1.0
 */
export class HubClosedError extends Error {
  override readonly name = 'HubClosedError'

  constructor() {
    super('the hub is closed')
  }
}

/**
 * A subscriber had more events waiting than its buffer holds: see {@link BufferOptions}.
 *
 * @category model
 * @since 0.1.0
 */
export class SlowSubscriberError extends Error {
  override readonly name = 'SlowSubscriberError'
  /** how many events may wait */
  readonly buffer: number

  constructor(buffer: number) {
    super(
      `a subscriber had ${String(buffer)} events waiting, and one more was published; ` +
        "raise 'buffer', or choose another 'policy'"
    )
    this.buffer = buffer
  }
}
