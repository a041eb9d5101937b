/** All clients, in a process of their own. Each has its messages in order: its n-th is the n-th that was published. */
import { answer, now } from '../http/asking.mjs'
import { Client } from '../http/client.mjs'
import { quantile } from '../statistics.mjs'

// as many connect at once as a server's queue of connections surely holds
const batch = 200

/** of each client, when its messages came */
const arrivals = []
let received = 0
let awaited = Infinity
let failure
let resolve
let reject

const onFailure = (error) => {
  failure ??= error
  reject(failure)
}

const waiting = (work) =>
  new Promise((...settle) => {
    ;[resolve, reject] = settle
    if (failure) reject(failure)
    else work()
  })

const look = (at) => received >= awaited && resolve(at)

const opened = (port) =>
  new Promise((onOpen) => {
    const own = []
    const onMessages = (count) => {
      const at = now()
      for (let i = 0; i < count; i++) own.push(at)
      received += count
      look(at)
    }
    new Client(arrivals.push(own), port, { keeps: false, onOpen, onMessages, onFailure })
  })

answer({
  open: (port, count) =>
    waiting(async () => {
      for (let first = 0; first < count; first += batch)
        await Promise.all(Array.from({ length: Math.min(batch, count - first) }, () => opened(port)))
      resolve()
    }),

  /** Answers when all together have received so many messages, with the time when they had. */
  receive: (messages) =>
    waiting(() => {
      awaited = messages
      look(now())
    }),

  /** How long the messages took that were published at these times, the first of them the `from`-th: in ms. */
  latencies: (from, sentAt) => {
    const all = arrivals.flatMap((own) => sentAt.map((at, n) => own[from + n] - at))
    const [least, median, p99] = [0, 0.5, 0.99].map((part) => quantile(all, part))
    return { least, median, p99 }
  },

  /** Each has received so many, no more. */
  check: (messages) => {
    const wrong = arrivals.findIndex(({ length }) => length !== messages)
    if (wrong !== -1) throw new Error(`client ${wrong} has ${arrivals[wrong].length} messages, not ${messages}`)
  }
})
