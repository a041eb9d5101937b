/** One process of a hub, that answers each client with a subscription, as server-sent events. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { Envelope, Hub, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { redisHub } from 'fp-ts-iteratee/redis'
import { Redis } from 'ioredis'
import * as t from 'io-ts'
import { answer, now } from '../http/asking.mjs'
import { marker } from '../http/message.mjs'

const [kind, path] = process.argv.slice(2)
const buffer = 100_000

const hub =
  kind === 'memory'
    ? Hub.inMemory({ buffer })
    : redisHub({ client: new Redis(path, { lazyConnect: true }), key: 'bench', codec: t.string, buffer })

const right = (result) => {
  if (result._tag === 'Left') throw result.left
  return result.right
}

const publish = async (n) => {
  const sentAt = now()
  right(await hub.publish(`message ${n}, the same to all of the clients${marker}`)())
  return sentAt
}

answer({
  /** From now on nothing is missed: clients subscribe after what is the newest event now. */
  listen: async () => {
    const after = right(await hub.tail())
    const events = hub.subscribe({ after }).through(Envelope.eventSource())
    const eventStream = chunked(events, Writeable.eventStream)
    const server = createServer((req, res) => void eventStream(req, res)())
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })
    await once(server, 'listening')
    return server.address().port
  },

  /** So many messages, one each few milliseconds: when each was published. */
  paced: async (count, everyMs) => {
    const sent = []
    const began = now()
    for (let n = 0; n < count; n++) {
      sent.push(publish(n))
      const waitMs = began + (n + 1) * everyMs - now()
      if (waitMs > 0) await pause(waitMs)
    }
    return Promise.all(sent)
  },

  /** So many messages, ten of them at a time, the next when they are stored: when that began. */
  flood: async (count) => {
    const began = now()
    for (let n = 0; n < count; n += 10) {
      await Promise.all(Array.from({ length: Math.min(10, count - n) }, (_, i) => publish(n + i)))
      await turn()
    }
    return began
  }
})
