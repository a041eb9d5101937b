import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Json } from 'fp-ts/lib/Json.js'
import type { Type } from 'io-ts'
import type { Redis } from 'ioredis'
import { type BufferOptions, type Hub, HubClosedError, type Topic } from '../concurrent/hub/model.js'
import { requireBuffer } from '../concurrent/hub/options.js'
import { defer, empty } from '../enumerator/sequence.js'
import { toError } from '../Errors.js'
import { shown } from '../kernel/shown.js'
import { requireFunction, requireMethod } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireCount, requireMs } from '../kernel/require.js'
import { jsonText } from '../push/jsonText.js'
import { Connection } from './Connection.js'
import { Listener } from './Listener.js'
import { orAfter } from './orAfter.js'
import { Publisher } from './Publisher.js'
import { Stream } from './Stream.js'
import { subscription } from './subscription.js'
import { Waiter } from './Waiter.js'

/**
 * How a hub uses Redis.
 *
 * @category model
 * @since 0.1.0
 */
export interface RedisHubOptions<A> extends BufferOptions {
  /**
   * how Redis is reached. It is not used itself: the hub opens two connections with the same options. One that is there
   * for nothing else is best made with `lazyConnect: true`
   */
  readonly client: Redis
  /** the key of the hub's stream; those of topics begin with it and a colon. Hubs with the same key are one hub */
  readonly key: string
  /** what events are, and how they become JSON */
  readonly codec: Type<A, unknown>
  /** how many events of each topic may be asked for again; 10,000 by default. Redis keeps at least 1,000 of them */
  readonly retain?: number
  /** after how long a topic is forgotten that was neither published nor subscribed to, in ms; seven days by default */
  readonly forgetMs?: number
  /** how long Redis may take to answer, in ms; 5,000 by default. After that publishing fails, and the connection is made anew */
  readonly timeoutMs?: number
  /**
   * is told of what goes wrong with a connection, and of events that the codec does not take ({@link UndecodableEventError});
   * by default that is a warning of the process
   */
  readonly onError?: (error: Error) => void
}

/**
 * A hub of all processes that use the same key of the same Redis: each topic is a stream there.
 *
 * Beyond the laws of every hub:
 *
 * - an event that was acknowledged is handed to every subscriber once and in order, as long as Redis itself does not lose
 *   it; if that happens, a gap is told. `publish` acknowledges what Redis has stored; it fails with a {@link PublishError}
 *   that tells whether the event may be stored nevertheless, and never publishes twice;
 * - those that are published without waiting for each other's answers keep their order, unless somebody has Redis forget
 *   its scripts meanwhile (`SCRIPT FLUSH`): then some may change places;
 * - while Redis cannot be reached, subscriptions wait, and go on where they were;
 * - a process has two connections, whatever the number of topics and subscribers.
 *
 * Redis has to be of version 7 or later, no cluster, and its `maxmemory-policy` has to be `noeviction`: with
 * others topics are forgotten, which is told as a gap. What it may lose when it is killed is a question of its `appendfsync`.
 *
 * Closing ends the subscriptions of this process, and its two connections.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` for a number that is none of these, `TypeError` for a policy or an option that there is not, and for
 * an empty key
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import { redisHub } from 'fp-ts-iteratee/redis'
 * import { Redis } from 'ioredis'
 * import * as t from 'io-ts'
 *
 * const client = new Redis(process.env['REDIS_URL'] ?? 'redis://localhost', { lazyConnect: true })
 * const hub = redisHub({ client, key: 'example', codec: t.type({ name: t.string }) })
 * const before = await hub.tail()
 * await hub.publish({ name: 'kiki' })()
 * if (before._tag === 'Right') {
 *   const events = hub.subscribe({ after: before.right })
 *   const names = events.map((e) => (e._tag === 'Event' ? e.data.name : 'gap'))
 *   assert.deepStrictEqual(await names.run(Iteratee.takeUpTo(1))(), { _tag: 'Right', right: ['kiki'] })
 * }
 * await hub.close()
 */
export const redisHub = <A>(options: RedisHubOptions<A>): Hub<A> => {
  requireOptions('redisHub', options, known)
  const { client, key, codec, timeoutMs = 5000, onError = warn } = options
  requireMethod('redisHub', client, 'duplicate', 'a client of ioredis', 'client')
  requireMethod('redisHub', codec, 'decode', 'a codec', 'codec')
  requireFunction('redisHub', onError, 'onError')
  if (typeof key !== 'string' || key === '') throw new TypeError(`redisHub: key: expected a key, got ${shown(key)}`)
  const settings = {
    codec,
    retain: Math.min(requireCount('redisHub: retain', options.retain ?? 10_000), Number.MAX_SAFE_INTEGER),
    forgetMs: Math.ceil(requireMs('redisHub: forgetMs', options.forgetMs ?? week)),
    timeoutMs: requireMs('redisHub: timeoutMs', timeoutMs),
    onError
  }
  const byDefault = requireBuffer('redisHub', options)
  // ours has no prefix, as channels have none
  const root = `${client.options.keyPrefix ?? ''}${key}`
  const commands = new Connection(client, settings)
  const listener = new Listener<A>(client, settings)
  const publisher = new Publisher(commands, settings)
  let closing: Promise<void> | undefined

  const topic = (name: string): Topic<A> => {
    // as Redis answers it: what is no Unicode is replaced
    const key = Buffer.from(name).toString()
    const stream = new Stream(key, commands, settings)
    return {
      publish: (a) => async () => {
        if (closing !== undefined) return closedAlready()
        const json = E.tryCatch(() => jsonText('publish', codec.encode(a) as Json), toError)
        return json._tag === 'Left' ? json : publisher.publish(key, json.right)
      },
      subscribe: (options = {}) => {
        requireOptions('Hub.subscribe', options, ['after', 'buffer', 'policy'])
        const buffer = requireBuffer('Hub.subscribe', { ...byDefault, ...options })
        return defer(() => (closing === undefined ? subscription(listener, stream, options.after, buffer) : empty))
      },
      tail: () => {
        if (closing !== undefined) return Promise.resolve(closedAlready())
        const waiter = new Waiter()
        const tail = stream.begin(undefined, waiter).then(({ place }) => E.right(place.id), E.left<Error>)
        return orAfter(timeoutMs, tail, () => {
          waiter.leave()
          return E.left(new Error(`tail: Redis has not answered within ${String(timeoutMs)} ms${commands.why}`))
        })
      }
    }
  }

  const end = async (): Promise<void> => {
    if (commands.isReady) {
      // answered after all that is under way
      const caughtUp = Promise.all([commands.persist((redis) => redis.ping()), listener.catchUp()])
      await orAfter<unknown>(timeoutMs, caughtUp, () => undefined)
    }
    listener.close()
    commands.close()
  }

  return {
    ...topic(root),
    topic: (name) => topic(`${root}:${name}`),
    close: TE.fromTask(() => (closing ??= end()))
  }
}

const known = ['client', 'key', 'codec', 'retain', 'forgetMs', 'timeoutMs', 'onError', 'buffer', 'policy']

const week = 7 * 24 * 3600 * 1000

const warn = (error: Error): void => {
  process.emitWarning(error)
}

const closedAlready = () => E.left(new HubClosedError())
