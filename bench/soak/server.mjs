/** A server with a hub, and a look at what it holds. Its argument is a leak to plant. */
import { getEventListeners, once } from 'node:events'
import { createServer } from 'node:http'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Enumeratee, Enumerator, Hub } from 'fp-ts-iteratee'
import { atMost, gracefulShutdown, lastEventId, negotiated } from 'fp-ts-iteratee/node'
import { toUndefined } from 'fp-ts/lib/Option.js'
import { answer } from '../http/asking.mjs'
import { forms, goodbyeTo } from './forms.mjs'
import { plants } from './plants.mjs'

const plant = plants[process.argv[2]] ?? {}

const formats = Object.values(forms).map(({ format }) => format)
const leaving = new AbortController()
/** what is acquired for each subscription: each has a timer of its own */
const subscriptions = new Set()
/** responses and requests of clients that stay */
const staying = new Set()
const counts = { opened: 0, refused: 0, dropped: 0 }
const closed = {}
let published = 0

const subscribed = (events) =>
  Enumerator.bracket(
    async () => {
      const timer = setInterval(() => {}, 60_000)
      subscriptions.add(timer)
      return timer
    },
    () => events,
    (timer) => async () => {
      if (plant.keepsSource) return
      clearInterval(timer)
      subscriptions.delete(timer)
    }
  )

const options = {
  signal: leaving.signal,
  keepAliveMs: 40,
  onOpen: () => counts.opened++,
  onClose: ({ reason }) => (closed[reason] = (closed[reason] ?? 0) + 1),
  onDrop: ({ count }) => (counts.dropped += count)
}

const pad = 'x'.repeat(64 * 1024)
const padded = (envelope) => (envelope._tag === 'Event' ? { ...envelope, data: { ...envelope.data, pad } } : envelope)

/** What clients of `/slow/POLICY` get: much, and little patience. */
const slow = (policy, after) =>
  negotiated(subscribed(hub.subscribe({ after, buffer: 32, policy: 'dropOldest' })).map(padded), formats, {
    ...options,
    slowClient: { policy, ...(policy === 'block' ? { stallTimeoutMs: 100 } : { maxBufferedBytes: 300_000 }) }
  })

const usual = (path, after) => {
  const all = subscribed(hub.subscribe({ after, buffer: 100_000 }))
  const events = path === 'some' ? all.through(Enumeratee.take(10)) : all
  return negotiated(plant.loses ? events.filter((envelope) => envelope.data?.n % 97 !== 0) : events, formats, options)
}

const handler = (max) =>
  atMost(
    max,
    (req, res) => {
      const after = toUndefined(lastEventId(req))
      const [, path, policy] = req.url.split(/[/?]/)
      plant.onRequest?.(req, res, leaving.signal)
      if (path === 'stay') {
        staying.add(res)
        res.on('close', () => staying.delete(res))
      }
      return path === 'slow' ? slow(policy, after)(req, res) : usual(path, after)(req, res)
    },
    { retryMs: 1000, onRefuse: () => counts.refused++ }
  )

const resources = () => {
  const of = {}
  for (const kind of process.getActiveResourcesInfo()) of[kind] = (of[kind] ?? 0) + 1
  return of
}

const listenersOn = (emitter) => emitter.eventNames().reduce((total, event) => total + emitter.listenerCount(event), 0)

let hub
let server
let shutDown
let before
let patience = 3000

const connections = () => promisify(server.getConnections.bind(server))()

/** Until nobody is there but those who stay; once that has not come about it is not waited for so long again. */
const settled = async (count) => {
  const until = performance.now() + patience
  while (subscriptions.size !== count || (await connections()) !== count) {
    if (performance.now() > until) {
      patience = 100
      return
    }
    await pause(5)
  }
}

const collected = async () => {
  for (let i = 0; i < 2; i++) {
    globalThis.gc()
    await pause(30)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const listeners = () =>
  [process, server, ...staying, ...[...staying].flatMap(({ req, socket }) => [req, socket])]
    .map(listenersOn)
    .reduce((total, count) => total + count, getEventListeners(leaving.signal, 'abort').length)

answer({
  /** At most so many clients at a time, and so many events for those who come back. */
  listen: async (max, retain) => {
    hub = Hub.inMemory({ retain })
    // Node opens this one when it first closes a socket
    void process.stderr
    before = resources()
    const answerIt = handler(max)
    server = createServer((req, res) => void answerIt(req, res)())
    shutDown = gracefulShutdown(server, { goodbye: goodbyeTo, graceMs: 5000 })
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })
    await once(server, 'listening')
    return server.address().port
  },

  /** So many events, one each turn; answers the id of the one before them. */
  publish: async (count) => {
    for (let i = 0; i < count; i++) {
      await hub.publish({ n: ++published })()
      await turn()
    }
    return published
  },

  /** Waits a while until so many clients in all were cut off as they took nothing. */
  stalled: async (count) => {
    const until = performance.now() + 3000
    while ((closed.stalled ?? 0) < count && performance.now() < until) await pause(5)
  },

  tail: async () => (await hub.tail()).right,

  /** What is held when nobody is there but those who stay. */
  sample: async (count) => {
    await settled(count)
    plant.onSample?.(server.address().port)
    const heap = await collected()
    return {
      heap,
      sockets: await connections(),
      subscriptions: subscriptions.size,
      responses: counts.opened - Object.values(closed).reduce((total, count) => total + count, 0),
      listeners: listeners(),
      timers: resources().Timeout ?? 0
    }
  },

  told: () => ({ ...counts, closed, published }),

  /** What is there after the end that was not before the beginning. */
  end: async () => {
    const result = await shutDown()
    if (result._tag === 'Left') throw result.left
    await hub.close()
    if (plant.onEnd) plant.onEnd()
    // what has just been closed is reported for a turn or two
    for (let i = 0; i < 10; i++) await turn()
    const left = { subscriptions: subscriptions.size, connections: await connections() }
    for (const [kind, count] of Object.entries(resources())) left[kind] = count - (before[kind] ?? 0)
    return Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0))
  }
})
