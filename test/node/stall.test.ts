import { Enumerator } from 'fp-ts-iteratee'
import { type NodeResponse, response } from 'fp-ts-iteratee/node'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Socket } from 'node:net'
import { isWhole, parseMessage } from '../support/httpMessage'
import { closeKinds, kinds, serveKind } from '../support/kinds'
import { closeClients, get, rawClient } from '../support/rawClient'
import { connections } from '../support/server'
import { type End, http, isFull, slow, stuffed, stuffing } from '../support/slow'
import { told } from '../support/told'
import { comesAbout, turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeKinds()
})

const stallTimeoutMs = 100
const slowClient = { stallTimeoutMs, maxBufferedBytes: 1000 }

/** Resolves when another client has been cut that took nothing for so long. */
const stallElsewhere = async (ms = stallTimeoutMs): Promise<void> => {
  const { ends } = await stuffed({ slowClient: { stallTimeoutMs: ms } })
  expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
}

/** Resolves when the response has left the server, with its connection where that is its own. */
const gone = async (res: NodeResponse, server: Server): Promise<void> => {
  if ('stream' in res) expect(res.stream.destroyed).toBe(true)
  else while ((await connections(server)) > 0) await turns(1)
}

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('a client that takes nothing is cut, not sooner, and its source released', async () => {
    const { channel, client, ends, log, res, server, source } = await slow({ slowClient }, kind)
    const begun = performance.now()
    channel.push(stuffing)
    await comesAbout(() => isFull(res))
    channel.push('kiki')
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 1 } })
    expect(performance.now() - begun).toBeGreaterThan(stallTimeoutMs * 0.9)
    expect(log).toMatchObject([
      { reason: 'stalled', count: 1 },
      { reason: 'stalled', elements: 1 }
    ])
    expect([source.released, channel.push('foo')]).toEqual([1, 'closed'])
    expect(await client.read().ended).toBe('cut')
    await gone(res, server as Server)
  })

  test('also during the last write', async () => {
    const { client, ends, log, res, server, channel } = await slow({ slowClient }, kind)
    channel.push(stuffing)
    channel.end()
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(log).toMatchObject([{ reason: 'stalled' }])
    expect(await client.read().ended).toBe('cut')
    await gone(res, server as Server)
  })

  test('one that has nothing to take is not', async () => {
    const { channel, client, log } = await slow({ slowClient }, kind)
    await stallElsewhere()
    channel.push('kiki')
    await stallElsewhere()
    expect(log).toEqual([])
    channel.push('foo')
    channel.end()
    expect(await client.read().ended).toBe('whole')
    expect(client.received).toBe('kikifoo')
  })

  test('one that takes it before is not, and may rest and take it again', async () => {
    const { channel, client, ends, log, res } = await stuffed({ slowClient: { stallTimeoutMs: 1000 } }, kind)
    client.read()
    await client.until(({ bytes }) => bytes === stuffing.length)
    await comesAbout(() => !isFull(res))
    client.rest()
    channel.push(stuffing)
    await turns(20)
    expect(isFull(res)).toBe(true)
    client.read()
    await client.until(({ bytes }) => bytes === 2 * stuffing.length)
    await stallElsewhere(1100)
    channel.end()
    expect(await client.ended).toBe('whole')
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
    expect(log).toMatchObject([{ reason: 'finished', elements: 2 }])
  })
})

/** Takes some, and rests, again and again, for so long; the event loop goes round meanwhile. */
const drip = async (client: Awaited<ReturnType<typeof slow>>['client'], some: number, every: number, ms: number) => {
  for (const begun = performance.now(); performance.now() - begun < ms;) {
    const { bytes } = client
    const at = performance.now()
    client.read()
    await client.until((reader) => reader.bytes >= bytes + some)
    client.rest()
    while (performance.now() - at < every) await turns(1)
  }
}

test.each(kinds.slice(0, 4).map((kind) => [kind.name, kind] as const))(
  '%s: one that takes a little at a time is not, however large the write',
  async (_, kind) => {
    const { channel, client, log } = await slow({ slowClient: { stallTimeoutMs: 1000 } }, kind)
    channel.push('x'.repeat(40_000_000))
    await drip(client, 1_000_000, 80, 2500)
    expect(log).toEqual([])
    expect(client.bytes).toBeLessThan(40_000_000)
    channel.end()
    expect(await client.read().ended).toBe('whole')
  },
  20_000
)

describe('on a connection of HTTP/1', () => {
  const timeouts = { timeout: 50_000, keepAliveTimeout: 30_000 }

  /** `server.timeout` and `keepAliveTimeout`, as they are on a connection. */
  const set = (server: unknown, keepAliveTimeout = timeouts.keepAliveTimeout): Socket[] => {
    Object.assign(server as Server, timeouts, { keepAliveTimeout })
    const sockets: Socket[] = []
    ;(server as Server).on('connection', (socket) => sockets.push(socket))
    return sockets
  }

  test.each([30_000, 0])('its timeouts are what they were, with a keepAliveTimeout of %d', async (keepAliveTimeout) => {
    const sources = [told<string>(), told<string>()] as const
    const left = [...sources]
    const served = await serveKind<End>(http, (_, res) =>
      (left.shift() ?? told<string>()).enumerator.run(response(res, { slowClient }))
    )
    const sockets = set(served.server, keepAliveTimeout)
    const connection = served.connect()
    for (const source of sources) {
      const client = await connection.ask()
      const res = await served.responses.next()
      const [socket] = sockets as [Socket]
      expect(socket.timeout).toBe(timeouts.timeout)
      const channel = await source.channels.next()
      channel.push(stuffing)
      await comesAbout(() => isFull(res))
      expect(socket.timeout).toBe(stallTimeoutMs)
      client.read()
      await client.until(({ bytes }) => bytes === stuffing.length)
      await comesAbout(() => !isFull(res))
      expect(socket.timeout).toBe(timeouts.timeout)
      channel.push(stuffing)
      channel.end()
      expect(await client.ended).toBe('whole')
      expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
      // Node adds a second to what it has told the client
      expect([keepAliveTimeout, keepAliveTimeout + 1000, timeouts.timeout]).toContain(socket.timeout)
      expect(socket.listenerCount('timeout')).toBe(1)
    }
    await stallElsewhere()
    expect(sockets).toHaveLength(1)
    expect(sockets[0]?.destroyed).toBe(false)
  })

  test('one that waits behind another is not cut, and takes its time when its turn has come', async () => {
    const sources = [told<string>(), told<string>(), told<string>()] as const
    const left = [...sources]
    const served = await serveKind<End>(http, (_, res) =>
      (left.shift() ?? told<string>()).enumerator.run(response(res, left.length === 0 ? {} : { slowClient }))
    )
    const sockets = set(served.server)
    const client = await rawClient(served.port)
    client.send(get + get + get)
    const [first, second, third] = [
      await sources[0].channels.next(),
      await sources[1].channels.next(),
      await sources[2].channels.next()
    ]
    second.push('x'.repeat(100_000))
    await turns(5)
    await stallElsewhere()
    await stallElsewhere()
    first.push('kiki')
    first.end()
    const [socket] = sockets as [Socket]
    await client.until((bytes) => isWhole(bytes) && parseMessage(bytes).rest.includes('x'.repeat(10_000)))
    await turns(20)
    expect(socket.timeout).toBe(timeouts.timeout)
    second.push('foo')
    second.end()
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 1 } })
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 2 } })
    await turns(5)
    expect(socket.timeout).toBe(timeouts.timeout)
    // the third one has no deadline of its own, and inherits none
    await stallElsewhere()
    third.push('bar')
    third.end()
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 1 } })
  })

  test('a response that is cut has no listeners left, nor its socket', async () => {
    const { ends, res } = await stuffed({ slowClient })
    const socket = res.socket as Socket
    const closed = once(socket, 'close')
    await ends.next()
    await closed
    for (const event of ['timeout', 'finish', 'drain', 'error', 'socket'] as const)
      expect([event, (res as NodeJS.EventEmitter).listenerCount(event)]).toEqual([event, event === 'finish' ? 1 : 0])
  })
})

describe('on a connection of HTTP/2 that it shares', () => {
  const [, , h2c] = kinds as [unknown, unknown, (typeof kinds)[number]]

  /** The first is a stream of 1 KiB elements for who rests, the others have what `busy` says. */
  const sharing = async (busy: Enumerator<string>, deadline: number) => {
    const source = told<string>()
    let asked = 0
    const served = await serveKind<End>(h2c, (_, res) =>
      (asked++ === 0 ? source.enumerator : busy).run(
        response(res, { slowClient: { policy: 'dropOldest', maxBufferedBytes: 1000, stallTimeoutMs: deadline } })
      )
    )
    const connection = served.connect()
    const first = await connection.ask()
    return { ...served, connection, first, channel: await source.channels.next() }
  }

  test('one that takes nothing is cut, though another takes much', async () => {
    const endless = Enumerator.unfoldM(0, (n: number) => async () => {
      await turns(1)
      return { _tag: 'Some', value: [n + 1, 'x'.repeat(1000)] }
    })
    const { connection, ends, first, channel } = await sharing(endless, stallTimeoutMs)
    const other = (await connection.ask()).read()
    for (let i = 0; i < 200; i++) {
      channel.push('x'.repeat(1024))
      await turns(1)
    }
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    expect(await first.read().ended).toBe('cut')
    const { bytes } = other
    await other.until((reader) => reader.bytes > bytes + 10_000)
  })

  test('of several that each take a little at a time none is cut', async () => {
    const large = Enumerator.of('x'.repeat(3_000_000))
    const { connection, ends, responses } = await sharing(large, 1000)
    const clients = [await connection.ask(), await connection.ask(), await connection.ask()]
    await Promise.all(clients.map((client, i) => drip(client, 20_000, 80 + 10 * i, 2500)))
    expect(ends.size).toBe(0)
    await responses.next()
    for (const _ of clients) expect(((await responses.next()) as Http2ServerResponse).stream.destroyed).toBe(false)
  })
})
