/** The server of one contender, in a process of its own. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { answer, cpu, now } from './asking.mjs'
import { contenders } from './contenders.mjs'

const contender = contenders[process.argv[2]]()
const server = createServer(contender.answer)
const connections = promisify(server.getConnections.bind(server))

answer({
  listen: async () => {
    server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })
    await once(server, 'listening')
    return server.address().port
  },

  /** Messages `from` to before `to`, so many of them in each turn of the event loop. Answers when it began. */
  deliver: async (from, to, burst) => {
    const startedAt = now()
    for (let n = from; n < to;) {
      const end = Math.min(n + burst, to)
      while (n < end) contender.broadcast(n++)
      await turn()
    }
    return startedAt
  },

  /** Answers when so many clients are there. */
  have: async (clients) => {
    while (contender.count() !== clients || (await connections()) !== clients) await pause(10)
  },

  cpu,

  /** Bytes in use, once what is not has been collected. */
  memory: async () => {
    for (let i = 0; i < 4; i++) {
      globalThis.gc()
      await pause(50)
    }
    const { rss, heapUsed, external } = process.memoryUsage()
    return { rss, heap: heapUsed + external }
  }
})
