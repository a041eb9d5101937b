/** A Redis for each test, and hubs on it, each with connections of its own, as another process has it. */
import type { Hub } from 'fp-ts-iteratee'
import { redisHub, type RedisHubOptions } from 'fp-ts-iteratee/redis'
import * as t from 'io-ts'
import { type Redis, redis } from './redis'

export interface RedisHubs {
  readonly server: Redis
  readonly hub: (options?: Partial<RedisHubOptions<number>>) => Hub<number>
  readonly end: () => Promise<void>
}

export const redisHubs = async (...directives: ReadonlyArray<string>): Promise<RedisHubs> => {
  const server = await redis(...directives)
  const open: Hub<number>[] = []
  return {
    server,
    hub: (options = {}) => {
      const hub = redisHub({
        client: server.client(),
        key: 'hub',
        codec: t.number,
        // how fast a busy machine is, is not asked
        timeoutMs: 30_000,
        onError: () => {},
        ...options
      })
      open.push(hub)
      return hub
    },
    end: async () => {
      await Promise.all(open.map((hub) => hub.close()))
      await server.stop()
    }
  }
}
