/** All clients, in a process of their own. Each has its messages in order: its n-th is the n-th that was published. */
import { arriving, inBatches } from '../http/arriving.mjs'
import { answer, now } from '../http/asking.mjs'
import { Client } from '../http/client.mjs'
import { quantile } from '../statistics.mjs'

/** of each client, when its messages came */
const arrivals = []
let received = 0
let awaited = Infinity

const { waiting, done, onFailure } = arriving()

const look = (at) => received >= awaited && done(at)

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
      await inBatches(count, () => opened(port))
      done()
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
