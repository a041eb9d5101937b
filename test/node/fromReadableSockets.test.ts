/** What is read from the network: responses, and sockets. */
import { Iteratee } from 'fp-ts-iteratee'
import { fromReadable } from 'fp-ts-iteratee/node'
import * as E from 'fp-ts/lib/Either.js'
import { once } from 'node:events'
import { Agent, createServer as createHttpServer, get, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { type Exit, exits, leftOf } from '../support/exits'
import { unhandledRejections } from '../support/leaks'
import { Mailbox } from '../support/mailbox'
import { listeners } from '../support/nodeStreams'
import { connected } from '../support/rawClient'
import { connections } from '../support/server'
import { comesAbout, turns } from '../support/turns'

/** A connection whose other end sends when it is told to. */
interface Network {
  /** opens a stream, which has the first bytes, `kiki` */
  open(): Promise<{ readonly stream: Readable; readonly peer: Socket; readonly end: () => void }>
  readonly server: Server
  close(): Promise<unknown>
}

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const closed = (server: Server) => new Promise((resolve) => server.close(resolve))

const sockets = async (): Promise<Network> => {
  const accepted = new Mailbox<Socket>()
  const server = createServer((peer) => accepted.put(peer.on('error', () => undefined)))
  const port = await listening(server)
  const opened: Socket[] = []
  return {
    server,
    open: async () => {
      const stream = await connected({ port, host: '127.0.0.1' })
      const peer = await accepted.next()
      opened.push(stream, peer)
      peer.write('kiki')
      return { stream, peer, end: () => peer.end() }
    },
    close: () => {
      for (const socket of opened) socket.destroy()
      return closed(server)
    }
  }
}

const agent = new Agent({ keepAlive: true })

const responses = async (): Promise<Network> => {
  const ends = new Mailbox<{ readonly peer: Socket; readonly end: () => void }>()
  const server = createHttpServer((req, res) => {
    res.write('kiki')
    ends.put({ peer: req.socket, end: () => res.end() })
  })
  const port = await listening(server)
  return {
    server,
    open: async () => {
      const asked = get({ port, host: '127.0.0.1', agent })
      const [stream] = (await once(asked, 'response')) as [IncomingMessage]
      // Node tells the request of what its response is destroyed with
      asked.on('error', () => undefined)
      return { stream, ...(await ends.next()) }
    },
    close: () => {
      agent.destroy()
      server.closeAllConnections()
      return closed(server)
    }
  }
}

const text = Iteratee.getChunks<Uint8Array>().map((all) => Buffer.concat(all).toString())

describe.each([
  ['a socket', sockets],
  ['the response of an HTTP client', responses]
])('%s', (what, make) => {
  let network: Network
  beforeEach(async () => (network = await make()))
  afterEach(() => network.close())

  test('is read to its end, and no listener of ours is left', async () => {
    const { stream, peer, end } = await network.open()
    const before = listeners(stream)
    const read = new Mailbox<void>()
    const run = fromReadable(() => stream)
      .map((bytes) => (read.put(), bytes))
      .run(text)()
    await read.next()
    await turns(5)
    end()
    expect(await run).toEqual(E.right('kiki'))
    await turns(2)
    expect(listeners(stream)).toBeLessThanOrEqual(before)
    // a response gives its connection back, to be used again
    if (what !== 'a socket') expect([peer.destroyed, await connections(network.server)]).toEqual([false, 1])
    else await comesAbout(() => stream.destroyed && peer.destroyed)
  })

  test('that is reset is a failure, after what has come; nothing of it is left', async () => {
    const { stream, peer } = await network.open()
    const before = listeners(stream)
    const read = new Mailbox<string>()
    const run = fromReadable(() => stream)
      .map((bytes) => read.put(Buffer.from(bytes).toString()))
      .run(Iteratee.ignore())()
    expect(await read.next()).toBe('kiki')
    peer.resetAndDestroy()
    expect(leftOf(await run)).toMatchObject({ code: 'ECONNRESET' })
    await turns(2)
    expect([stream.destroyed, listeners(stream) <= before]).toEqual([true, true])
    await comesAbout(() => peer.destroyed)
    expect(await connections(network.server)).toBe(0)
  })

  const left: ReadonlyArray<readonly [string, Exit]> = Object.entries(exits)

  test.each(left)('left by %s is closed, at both ends', async (_, { run, error }) => {
    const unhandled = await unhandledRejections(async () => {
      const { stream, peer } = await network.open()
      const before = listeners(stream)
      expect(leftOf(await run(fromReadable(() => stream)))).toEqual(error)
      expect([stream.destroyed, stream.closed, listeners(stream) <= before]).toEqual([true, true, true])
      await comesAbout(() => peer.destroyed)
      expect(await connections(network.server)).toBe(0)
    })
    expect(unhandled).toEqual([])
  })
})
