/** The connections that a hub makes for itself, for tests that hold one of them up. */
import type { Redis } from 'ioredis'
import type { RedisHubs } from './redisHubs'

export interface RedisConnections {
  /** for a hub, which is to be made at once */
  readonly client: Redis
  /** those that the hub has made: for commands, and for what it is told */
  readonly made: ReadonlyArray<Redis>
}

export const redisConnections = ({ server }: RedisHubs): RedisConnections => {
  const client = server.client()
  const made: Redis[] = []
  const duplicate = client.duplicate.bind(client)
  client.duplicate = (override) => {
    const one = duplicate(override)
    made.push(one)
    return one
  }
  return { client, made }
}
