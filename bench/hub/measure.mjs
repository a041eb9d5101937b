/** What is measured of a hub, each time in new processes: those of the hub, and one of all clients. */
import { Redis } from 'ioredis'
import { start } from '../http/asking.mjs'

/** One is published each so many milliseconds where it is measured how long they take. */
export const everyMs = 50

const join = async (servers, clients, count) => {
  const share = Math.ceil(count / servers.length)
  // what is missed is what is published before the last of them knows where it begins
  const ports = await Promise.all(servers.map((server) => server.ask('listen')))
  for (const [i, port] of ports.entries()) await clients.ask('open', port, Math.min(share, count - i * share))
}

/** How many each process has. */
const connections = async (redis, processes) => {
  const commands = new Redis(redis.path)
  const lines = (await commands.client('LIST')).trim().split('\n')
  commands.disconnect()
  return (lines.length - 1) / processes
}

/** With processes of their own, on a Redis that has nothing. */
export const measure = async ({ kind, processes }, redis, { clients: count, paced, flood }) => {
  const servers = Array.from({ length: processes }, () => start('../hub/server.mjs', kind, redis?.path ?? ''))
  const clients = start('../hub/clients.mjs')
  let sent = 0
  /** Publishes so many by the first process, until all have them: what that answers, and when they had. */
  const deliver = async (question, messages, ...details) => {
    sent += messages
    return Promise.all([servers[0].ask(question, messages, ...details), clients.ask('receive', sent * count)])
  }
  try {
    await join(servers, clients, count)
    // for the subscriptions to be there, and the functions to be compiled
    await deliver('flood', Math.ceil(flood / 5))
    const from = sent
    const [sentAt] = await deliver('paced', paced, everyMs)
    const latency = await clients.ask('latencies', from, sentAt)
    const [began, receivedAt] = await deliver('flood', flood)
    await clients.ask('check', sent)
    const seconds = (receivedAt - began) / 1000
    return {
      ...latency,
      published: flood / seconds,
      delivered: (flood * count) / seconds,
      connections: kind === 'redis' ? await connections(redis, processes) : 0
    }
  } finally {
    for (const one of [...servers, clients]) one.stop()
  }
}
