import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Enumerator } from '../../enumerator/model.js'
import { requireOptions } from '../../kernel/options.js'
import { requireCapacity, requireCount } from '../../kernel/require.js'
import { More } from '../../kernel/Signal.js'
import { type Following, Reading } from '../../kernel/source/following.js'
import { Log } from '../../kernel/source/log.js'
import {
  type BufferOptions,
  type Envelope,
  type EventId,
  type Hub,
  HubClosedError,
  SlowSubscriberError,
  type SubscribeOptions,
  type Topic
} from './model.js'
import { requireBuffer } from './options.js'

/**
 * What a hub keeps.
 *
 * @category model
 * @since 0.1.0
 */
export interface InMemoryOptions extends BufferOptions {
  /** how many events of each topic are kept for those who come, or come back, later; 1,024 by default */
  readonly retain?: number
  /**
   * how many topics are kept; 10,000 by default. Beyond that those are forgotten that nobody subscribes to, and that were
   * used the longest time ago; who comes back to one is told of a gap
   */
  readonly topics?: number
}

/**
 * A hub within this process.
 *
 * An event is held once, however many subscribers there are; it is kept while it is among the newest `retain`, or within
 * the buffer of a subscriber that is behind.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `retain` is no whole number, or `buffer` or `topics` not 1 or more; `TypeError` for a policy or
 * an option that there is not
 * @example
 * import { Hub, Iteratee } from 'fp-ts-iteratee'
 *
 * const hub = Hub.inMemory<string>()
 * const before = await hub.tail()
 * await hub.publish('kiki')()
 * await hub.publish('foo')()
 * if (before._tag === 'Right') {
 *   const events = hub.subscribe({ after: before.right })
 *   const result = await events.map((e) => (e._tag === 'Event' ? e.data : 'gap')).run(Iteratee.takeUpTo(2))()
 *   assert.deepStrictEqual(result, { _tag: 'Right', right: ['kiki', 'foo'] })
 * }
 */
export const inMemory = <A>(options: InMemoryOptions = {}): Hub<A> => {
  requireOptions('Hub.inMemory', options, ['retain', 'topics', 'buffer', 'policy'])
  const retain = requireCount('Hub.inMemory: retain', options.retain ?? 1024)
  const most = requireCapacity('Hub.inMemory: topics', options.topics ?? 10_000)
  const byDefault = requireBuffer('Hub.inMemory', options)
  const epoch = Date.now().toString(36) + Math.random().toString(36).slice(2, 8)
  const topics = new Map<string, InMemoryTopic<A>>()
  let made = 0
  let closed = false

  /** The topic; it is then the last to be forgotten. */
  const used = (name: string): InMemoryTopic<A> => {
    const topic = topics.get(name) ?? new InMemoryTopic<A>(`${epoch}${(made++).toString(36)}`, retain)
    if (closed) topic.close()
    topics.delete(name)
    topics.set(name, topic)
    if (topics.size > most) forgetOneBut(name)
    return topic
  }

  const forgetOneBut = (needed: string): void => {
    for (const [name, { inUse }] of topics) {
      if (inUse || name === needed || name === itself) continue
      topics.delete(name)
      return
    }
  }

  const topic = (name: string): Topic<A> => ({
    publish: (a) => () => Promise.resolve(closed ? closedAlready() : E.right(used(name).publish(a))),
    subscribe: (options = {}) => {
      requireOptions('Hub.subscribe', options, ['after', 'buffer', 'policy'])
      const buffer = requireBuffer('Hub.subscribe', { ...byDefault, ...options })
      return Enumerator.from(new Reading(() => used(name).follow(options.after, buffer)))
    },
    tail: () => Promise.resolve(closed ? closedAlready() : E.right(used(name).tail))
  })

  return {
    ...topic(itself),
    topic,
    close: TE.fromIO(() => {
      closed = true
      for (const one of topics.values()) one.close()
    })
  }
}

const itself = ''

const closedAlready = () => E.left(new HubClosedError())

class InMemoryTopic<A> {
  private readonly log: Log<Envelope<A>>

  constructor(
    private readonly epoch: string,
    retain: number
  ) {
    this.log = new Log(retain)
  }

  get inUse(): boolean {
    return this.log.count > 0
  }

  get tail(): EventId {
    return this.idAt(this.log.end)
  }

  publish(data: A): EventId {
    const id = this.idAt(this.log.end + 1)
    this.log.push({ _tag: 'Event', id, data })
    return id
  }

  close(): void {
    this.log.finish(() => More)
  }

  follow(
    after: SubscribeOptions['after'],
    { buffer, policy }: Required<BufferOptions>
  ): { readonly log: Log<Envelope<A>>; readonly following: Following<Envelope<A>> } {
    const { log } = this
    const gap = (after: EventId, next: number): Envelope<A> => ({ _tag: 'Gap', after, resumesAt: this.idAt(next) })
    const at = after === undefined ? log.end : this.positionOf(after)
    const found = at !== undefined && at >= log.start
    return {
      log,
      following: {
        from: found ? at : log.start,
        opening: found ? [] : [gap(after as EventId, log.start)],
        capacity: buffer,
        policy,
        overflow: () => new SlowSubscriberError(buffer),
        missing: (from) => (to) => gap(this.idAt(from), to)
      }
    }
  }

  /** The id of the event before the position: events are counted from 1. */
  private idAt(position: number): EventId {
    return `${this.epoch}-${String(position)}`
  }

  private positionOf(id: EventId): number | undefined {
    const [, epoch, count] = /^([0-9a-z]+)-(0|[1-9]\d{0,15})$/.exec(id) ?? []
    return epoch === this.epoch && Number(count) <= this.log.end ? Number(count) : undefined
  }
}
