import type { Redis } from 'ioredis'
import { HubClosedError } from '../concurrent/hub/model.js'
import { Connection, type ConnectionOptions } from './Connection.js'
import { Feed } from './Feed.js'
import type { Stream } from './Stream.js'

/** The one connection on which Redis tells of events, however many topics and subscribers there are. */
export class Listener<A> {
  private readonly connection: Connection
  /** how often the connection has been made */
  private times = 0
  private readonly followed = new Map<string, { readonly feed: Feed<A>; users: number }>()

  constructor(client: Redis, options: ConnectionOptions) {
    this.connection = new Connection(client, options)
    const { redis } = this.connection
    redis.on('message', (channel: string, message: string) => {
      this.followed.get(channel)?.feed.heard(message)
    })
    redis.on('ready', () => {
      this.times++
      this.listen([...this.followed.keys()])
    })
  }

  /** The feed of a stream, until each of its users has left it. */
  follow(stream: Stream<A>): Feed<A> {
    const { key } = stream
    const followed = this.followed.get(key) ?? { feed: new Feed(stream), users: 0 }
    followed.users++
    if (followed.users === 1) {
      this.followed.set(key, followed)
      if (this.connection.isReady) this.listen([key])
    }
    return followed.feed
  }

  unfollow({ key }: Stream<A>): void {
    const followed = this.followed.get(key)
    if (followed === undefined) return
    followed.users--
    if (followed.users > 0) return
    this.followed.delete(key)
    followed.feed.leave()
    if (this.connection.isReady) this.connection.redis.unsubscribe(key).catch(() => {})
  }

  /** Reads all that is published, to the end. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.followed.values()].map(({ feed }) => feed.catchUp()))
  }

  close(): void {
    for (const { feed } of this.followed.values()) feed.finish()
    this.connection.close()
  }

  private listen(channels: ReadonlyArray<string>): void {
    for (let i = 0; i < channels.length; i += atOnce) {
      this.listenTo(channels.slice(i, i + atOnce)).catch(unlessClosed)
    }
  }

  /** What was published before Redis listens for us is in the stream. */
  private async listenTo(channels: ReadonlyArray<string>): Promise<void> {
    const { times } = this
    await this.connection.persist((redis) => {
      // on another connection than the first, all are listened to anyway
      const wanted = channels.filter((channel) => times === this.times && this.followed.has(channel))
      return wanted.length === 0 ? Promise.resolve() : redis.subscribe(...wanted)
    })
    for (const channel of channels) void this.followed.get(channel)?.feed.catchUp()
  }
}

const atOnce = 1000

const unlessClosed = (error: unknown): void => {
  if (!(error instanceof HubClosedError)) throw error
}
