import type { Redis, RedisOptions } from 'ioredis'
import { HubClosedError } from '../concurrent/hub/model.js'
import { toError } from '../Errors.js'
import { scripts, type Scripted } from './scripts.js'
import { Queue, type Waiter } from './Waiter.js'

/** How a connection reports, and how long it waits. */
export interface ConnectionOptions {
  /** how long Redis may take to answer before the connection is taken for dead, in ms */
  readonly timeoutMs: number
  readonly onError: (error: Error) => void
}

/**
 * A connection of our own to Redis, that comes back whenever it is lost.
 *
 * Nothing is sent twice, and nothing later than it was meant to be: what is under way when it is lost fails, and whoever
 * has something to send waits until it is ready.
 */
export class Connection {
  readonly redis: Scripted
  private readonly heartbeat: NodeJS.Timeout
  private readonly waiting = new Queue<undefined>()
  private readonly pausing = new Queue<object>()
  isClosed = false
  private failure: Error | undefined

  constructor(
    client: Redis,
    private readonly options: ConnectionOptions
  ) {
    const { timeoutMs } = options
    const redis = client.duplicate({ ...ours, connectTimeout: timeoutMs, socketTimeout: timeoutMs })
    redis.on('error', (error: Error) => {
      this.failure = error
      options.onError(error)
    })
    redis.on('ready', () => {
      this.failure = undefined
      this.waiting.tell(() => true)
    })
    // one that was lost without a word is found out by asking
    this.heartbeat = setInterval(() => {
      if (this.isReady) redis.ping().catch(() => {})
    }, timeoutMs)
    this.redis = redis as Scripted
  }

  /** False also while those who have waited for it have not been told: they come first. It is told late that it is lost. */
  get isReady(): boolean {
    return this.redis.status === 'ready' && this.redis.stream.writable && this.waiting.isEmpty
  }

  /** Why it is not ready, as far as that is known. */
  get why(): string {
    return this.failure === undefined ? '' : ` (${this.failure.message})`
  }

  /** Resolves when it is ready, in the order of the calls, or closed. */
  ready(waiter?: Waiter): Promise<void> {
    return this.isReady || this.isClosed ? Promise.resolve() : this.waiting.wait(undefined, waiter)
  }

  /** Sends what may be sent again, until Redis has answered it. Rejects when the connection is closed. */
  async persist<A>(command: (redis: Scripted) => Promise<A>, waiter?: Waiter): Promise<A> {
    for (;;) {
      if (!this.isReady) await this.ready(waiter)
      if (this.isClosed) throw new HubClosedError()
      if (waiter?.hasLeft === true) return new Promise<never>(() => {})
      try {
        return await command(this.redis)
      } catch (error) {
        const why = toError(error)
        if (!this.isReady && !isRefusal(why)) continue
        this.options.onError(why)
        await this.pause(waiter)
      }
    }
  }

  close(): void {
    this.isClosed = true
    clearInterval(this.heartbeat)
    this.redis.disconnect()
    this.waiting.tell(() => true)
    this.pausing.tell(() => true)
  }

  /** For a while, unless it is closed meanwhile. */
  private pause(waiter: Waiter | undefined): Promise<void> {
    const pause = {}
    setTimeout(
      () => {
        this.pausing.tell((one) => one === pause)
      },
      Math.min(longestPauseMs, this.options.timeoutMs)
    ).unref()
    return this.pausing.wait(pause, waiter)
  }
}

/** What Redis refuses is tried again after that: it may be asked for each topic. */
const longestPauseMs = 1000

/** Redis has answered, that it does not do it. */
export const isRefusal = ({ name }: Error): boolean => name === 'ReplyError'

/** In ms: soon at first, then every two seconds, and not all processes at the same time. */
const backoff = (attempt: number): number => Math.min(2000, 25 * 2 ** Math.min(attempt, 7)) * (0.5 + Math.random() / 2)

const ours: Partial<RedisOptions> = {
  lazyConnect: false,
  // names of channels are not prefixed, so keys must not be either
  keyPrefix: '',
  scripts,
  enableOfflineQueue: false,
  autoResubscribe: false,
  // what is under way fails at once when the connection is lost
  maxRetriesPerRequest: 0,
  retryStrategy: backoff,
  // a server that has become a replica takes no events
  reconnectOnError: ({ message }) => message.includes('READONLY')
}
