/**
 * What is measured, each time with a server and clients of its own for each contender, in processes of their own. Each
 * answers for each contender the figures of what was done with it.
 */
import { shuffled } from '../measure.mjs'
import { start } from './asking.mjs'
import { baseline, contenders, own, ownHub } from './contenders.mjs'

/** All are there at the same time. Those that are not asked do nothing. */
const withPairs = async (names, work) => {
  const pairs = names.map((contender) => ({
    contender,
    server: start('server.mjs', contender),
    clients: start('clients.mjs')
  }))
  try {
    return await work(pairs)
  } finally {
    for (const { server, clients } of pairs) {
      server.stop()
      clients.stop()
    }
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

/**
 * In slices, between which the contenders take turns: what else the machine does for a second then slows all of them down,
 * and no more than one slice.
 */
const slices = 10

const delivering =
  (burst) =>
  (names, { clients: count, messages }) =>
    withPairs(names, async (pairs) => {
      // a fifth of it before, for the functions to be compiled
      const warm = Math.ceil(messages / 5)
      for (const { server, clients } of pairs) {
        await join(server, clients, await server.ask('listen'), count)
        await deliver(server, clients, count, 0, warm, burst)
      }
      const figures = Object.fromEntries(names.map((contender) => [contender, []]))
      const endOf = (slice) => warm + Math.round((messages * slice) / slices)
      for (let slice = 0; slice < slices; slice++) {
        for (const { contender, server, clients } of shuffled(pairs)) {
          const usage = async () => [await server.ask('cpu'), await clients.ask('cpu')]
          const before = await usage()
          const ms = await deliver(server, clients, count, endOf(slice), endOf(slice + 1), burst)
          const [ofServer, ofClients] = (await usage()).map((us, i) => us - before[i])
          const delivered = count * (endOf(slice + 1) - endOf(slice))
          figures[contender].push({ speed: delivered / ms, cpu: ofServer / delivered, load: ofClients / 1000 / ms })
        }
      }
      for (const { clients } of pairs) await clients.ask('check', warm + messages)
      return figures
    })

const idleOf = (contender, { idle: count }) =>
  withPairs([contender], async ([{ server, clients }]) => {
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

/** One after the other, as memory is what they would take from each other. */
const idle = async (names, settings) => {
  const figures = {}
  for (const contender of shuffled(names)) figures[contender] = [await idleOf(contender, settings)]
  return figures
}

const everyone = Object.keys(contenders)

export const works = {
  burst: { measure: delivering(10), of: everyone },
  singly: { measure: delivering(1), of: everyone },
  // what is formatted how often makes no difference here
  idle: { measure: idle, of: [baseline, 'better-sse', own, ownHub] }
}
