/**
 * Who broadcasts. Each is made anew for its server: `answer` takes a client in, `broadcast` sends message number `n` to
 * all of them, `count` is how many are there.
 */
import { createChannel, createSession } from 'better-sse'
import { Enumerator, Hub, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { data, format } from './message.mjs'

const head = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' }

const bare = (broadcastTo) => () => {
  const clients = new Set()
  return {
    count: () => clients.size,
    answer: (_, res) => {
      res.writeHead(200, head).flushHeaders()
      clients.add(res)
      res.on('close', () => clients.delete(res))
    },
    broadcast: (n) => broadcastTo(clients, n)
  }
}

const bareLoop = bare((clients, n) => {
  for (const res of clients) res.write(format(n))
})

const encodedOnce = bare((clients, n) => {
  const bytes = Buffer.from(format(n))
  for (const res of clients) res.write(bytes)
})

const betterSse = () => {
  const channel = createChannel()
  // nothing but the messages is to be on the wire, and those as they are
  const options = { retry: null, keepAlive: null, serializer: String }
  return {
    count: () => channel.sessionCount,
    answer: async (req, res) => {
      channel.register(await createSession(req, res, options))
    },
    broadcast: (n) => channel.broadcast(data(n), 'message', { eventId: `${n}` })
  }
}

/** `transform` is applied for each client, `prepare` once for all. */
const ours = (prepare, transform) => () => {
  const clients = new Set()
  const messages = Enumerator.async((channel) => {
    clients.add(channel)
    return () => clients.delete(channel)
  })
  const answer = chunked(messages, { ...Writeable.eventStream, transform })
  return {
    count: () => clients.size,
    answer: (req, res) => answer(req, res)(),
    broadcast: (n) => {
      const message = prepare(n)
      for (const channel of clients) channel.push(message)
    }
  }
}

/** One hub, and a subscription for each client: `prepare` once for all, `transform` for each. */
const ourHub = (prepare, transform) => () => {
  // the others let a client be as far behind as it will
  const hub = Hub.inMemory({ retain: 0, buffer: 1_000_000 })
  const answer = chunked(hub.subscribe(), { ...Writeable.eventStream, transform: ({ data }) => transform(data) })
  let clients = 0
  return {
    count: () => clients,
    answer: async (req, res) => {
      clients++
      await answer(req, res)()
      clients--
    },
    broadcast: (n) => hub.publish(prepare(n))()
  }
}

const same = (x) => x

export const baseline = 'bare loop'
export const own = 'fp-ts-iteratee'
export const ownHub = 'fp-ts-iteratee, hub'

export const contenders = {
  [baseline]: bareLoop,
  'bare loop, encoded once': encodedOnce,
  'better-sse': betterSse,
  [own]: ours(same, format),
  'fp-ts-iteratee, formatted once': ours(format, same),
  [ownHub]: ourHub(same, format),
  'fp-ts-iteratee, hub, formatted once': ourHub(format, same)
}
