/** What is measured of a contender, each time with a server and clients of its own, in processes of their own. */
import { start } from './asking.mjs'
import { baseline, contenders, own, ownHub } from './contenders.mjs'

const withPair = async (contender, work) => {
  const [server, clients] = [start('server.mjs', contender), start('clients.mjs')]
  try {
    return await work(server, clients)
  } finally {
    server.stop()
    clients.stop()
  }
}

const join = async (server, clients, port, count) => {
  await clients.ask('open', port, count)
  await server.ask('have', count)
}

const leave = async (server, clients) => {
  await clients.ask('leave')
  await server.ask('have', 0)
}

/** All messages from `from` to before `to` go to all clients: milliseconds. */
const deliver = async (server, clients, count, from, to, burst) => {
  const received = clients.ask('receive', count * to)
  const [startedAt, receivedAt] = await Promise.all([server.ask('deliver', from, to, burst), received])
  return receivedAt - startedAt
}

const delivering =
  (burst) =>
  (contender, { clients: count, messages }) =>
    withPair(contender, async (server, clients) => {
      await join(server, clients, await server.ask('listen'), count)
      // a fifth of it before, for the functions to be compiled
      const warm = Math.ceil(messages / 5)
      await deliver(server, clients, count, 0, warm, burst)
      const usage = async () => [await server.ask('cpu'), await clients.ask('cpu')]
      const before = await usage()
      const ms = await deliver(server, clients, count, warm, warm + messages, burst)
      const [ofServer, ofClients] = (await usage()).map((us, i) => us - before[i])
      await clients.ask('check', warm + messages)
      const delivered = count * messages
      return { speed: delivered / ms, cpu: ofServer / delivered, load: ofClients / 1000 / ms }
    })

const idle = (contender, { idle: count }) =>
  withPair(contender, async (server, clients) => {
    const port = await server.ask('listen')
    // what a server has but once is there before
    await join(server, clients, port, Math.ceil(count / 10))
    await leave(server, clients)
    const before = await server.ask('memory')
    await join(server, clients, port, count)
    const open = await server.ask('memory')
    await deliver(server, clients, count, 0, 1, 1)
    await clients.ask('check', 1)
    await leave(server, clients)
    const after = await server.ask('memory')
    const each = (part) => (open[part] - before[part]) / count
    return { rss: each('rss'), heap: each('heap'), memory: { before, open, after } }
  })

const everyone = Object.keys(contenders)

export const works = {
  burst: { measure: delivering(10), of: everyone },
  singly: { measure: delivering(1), of: everyone },
  // what is formatted how often makes no difference here
  idle: { measure: idle, of: [baseline, 'better-sse', own, ownHub] }
}
