/** A thousand clients for each way in which one goes away; nothing of them is left, and nobody else suffers. */
import type { ResponseOptions } from 'fp-ts-iteratee/node'
import { gracefulShutdown } from 'fp-ts-iteratee/node'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { asked, crowd, growth, type Stream, times } from '../support/crowd'
import { parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { closeServers } from '../support/server'
import { comesAbout, turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const clients = 1000
const atATime = 100
const within = 180_000

/** A client that has the head. */
const begunAt = async (port: number): Promise<Socket> => {
  const socket = await asked(port)
  socket.resume()
  await once(socket, 'data')
  return socket.pause()
}

interface Fault {
  readonly options?: ResponseOptions
  /** the handler waits for it before it answers */
  readonly before?: () => Promise<void>
  /** until the client has gone */
  readonly client: (port: number, begun: () => Promise<Stream>) => Promise<void>
  /** how their responses came to their end */
  readonly reason: string
}

const piece = 'x'.repeat(64 * 1024)

const faults: Readonly<Record<string, Fault>> = {
  'killed without goodbye': {
    client: async (port) => {
      ;(await begunAt(port)).resetAndDestroy()
    },
    reason: 'disconnected'
  },
  'leaving between headers and body': {
    client: async (port) => {
      ;(await begunAt(port)).destroy()
    },
    reason: 'disconnected'
  },
  'leaving before the first byte': {
    client: async (port) => {
      const socket = await asked(port)
      await turns(Math.floor(Math.random() * 4))
      socket.destroy()
    },
    reason: 'disconnected'
  },
  'leaving while the handler does something else first': {
    before: () => turns(10),
    client: async (port) => {
      const socket = await asked(port)
      await turns(3)
      socket.destroy()
    },
    reason: 'disconnected'
  },
  'half-closed: Node ends the connection, the client sees that the response is not whole': {
    client: async (port) => {
      const socket = await asked(port)
      let received = ''
      socket.setEncoding('latin1').on('data', (text: string) => (received += text))
      await once(socket.resume(), 'data')
      socket.end()
      await once(socket, 'end')
      expect(parseMessage(received)).toMatchObject({ body: '', terminated: false })
    },
    reason: 'disconnected'
  },
  'leaving while what was written is on its way': {
    options: { slowClient: { maxBufferedBytes: 1000 } },
    client: async (port, begun) => {
      const socket = await asked(port)
      const { channel } = await begun()
      for (let i = 0; i < 20; i++) channel?.push(piece)
      socket.resume()
      await once(socket, 'data')
      socket.destroy()
    },
    reason: 'disconnected'
  },
  stalled: {
    options: { slowClient: { stallTimeoutMs: 50 } },
    client: async (port, begun) => {
      const socket = await asked(port)
      const { channel, closed } = await begun()
      for (let i = 0; i < 100; i++) channel?.push(piece)
      await comesAbout(() => closed.length > 0)
      socket.destroy()
    },
    reason: 'stalled'
  }
}

describe.each(Object.entries(faults))('%s', (_, { options, before, client, reason }) => {
  test(
    'each source is released once, each onClose told once, and nothing is left',
    async () => {
      const { port, begun, tell, allHaveLeft, nobodyElseHasSuffered } = await crowd(options, before)
      const some = async (n: number) => {
        await times(n, atATime, async () => {
          await client(port, begun.next)
          tell()
        })
        const streams = await allHaveLeft()
        const reasons = streams.flatMap(({ closed }) => closed.map((told) => told.reason))
        expect(new Set(reasons)).toEqual(new Set(reasons.length > 0 ? [reason] : []))
        return streams.length
      }
      let asked = 0
      const more = await growth(async () => {
        asked += await some(clients / 2)
      })
      // who leaves at once may do so before it has asked
      expect(asked).toBeGreaterThan(reason === 'stalled' ? clients - 1 : 0)
      expect(more).toBeLessThan(2 * 2 ** 20)
      await nobodyElseHasSuffered()
    },
    within
  )
})

test('half-closed, where the server allows that: the response goes on, and the connection ends with it', async () => {
  const { server, port, begun, allHaveLeft } = await crowd()
  Object.assign(server, { httpAllowHalfOpen: true })
  await times(clients, atATime, async () => {
    const socket = await asked(port)
    let received = ''
    socket.setEncoding('latin1').on('data', (text: string) => (received += text))
    await once(socket.resume(), 'data')
    socket.end()
    const { channel } = await begun.next()
    await turns(2)
    channel?.push('kiki')
    await turns(2)
    channel?.push('foo')
    channel?.end()
    await once(socket, 'end')
    expect(parseMessage(received)).toMatchObject({ body: 'kikifoo', terminated: true })
  })
  const streams = await allHaveLeft()
  expect(new Set(streams.flatMap(({ closed }) => closed.map(({ reason }) => reason)))).toEqual(new Set(['finished']))
})

test('the server is shut down under load: clients that read get the goodbye, others are cut, nothing is left', async () => {
  const goodbye = 'see you'
  for (let round = 0; round < 5; round++) {
    const slowClient = { policy: 'dropOldest', maxBufferedBytes: 100_000 } as const
    const { server, port, begun, allHaveLeft } = await crowd({ slowClient }, undefined, 0)
    const shutDown = gracefulShutdown(server, { goodbye, graceMs: 200 })
    const resting = await Promise.all(Array.from({ length: 5 }, () => asked(port)))
    for (const _ of resting) (await begun.next()).channel?.push('x'.repeat(8_000_000))
    const reading = await Promise.all(Array.from({ length: clients / 5 }, () => rawClient(port)))
    for (const client of reading) client.send(get)
    const streams: Stream[] = []
    for (const _ of reading) streams.push(await begun.next())
    const load = { on: true }
    const pushed = (async () => {
      while (load.on) {
        for (const { channel } of streams) channel?.push('x'.repeat(100))
        await turns(1)
      }
    })()
    await turns(50)
    // some leave at the same time
    const leaving = reading.splice(0, 20)
    const over = shutDown()
    for (const client of leaving) client.leave()
    expect(await over).toEqual({ _tag: 'Right', right: undefined })
    load.on = false
    await pushed
    for (const client of reading) {
      await client.ended
      const { body, terminated, rest } = parseMessage(client.received)
      expect([terminated, rest, body.slice(-goodbye.length)]).toEqual([true, '', goodbye])
      expect(body.slice(0, -goodbye.length).replaceAll('x', '')).toBe('')
    }
    const reasons = (await allHaveLeft()).flatMap(({ closed }) => closed.map(({ reason }) => reason))
    expect(reasons.filter((reason) => reason === 'shutdown').length).toBeGreaterThanOrEqual(reading.length)
    expect(reasons.filter((reason) => reason === 'stalled')).toHaveLength(resting.length)
    expect(reasons).toHaveLength(resting.length + streams.length)
    for (const socket of resting) socket.destroy()
    closeClients()
  }
})
