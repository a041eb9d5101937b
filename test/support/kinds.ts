/** Real servers of each kind, on the loopback, and clients that read when they are told to. */
import type { NodeRequest, NodeResponse, NodeServer } from 'fp-ts-iteratee/node'
import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import { connect, createSecureServer, createServer as createHttp2Server } from 'node:http2'
import { Agent as SecureAgent, createServer as createHttpsServer, get as getSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate } from './certificate'
import { Mailbox } from './mailbox'
import { Reader } from './reader'

/** A connection, on which responses are asked for one after the other, or beside each other where that goes. */
export interface Connection {
  /** resolves with the head; the client takes nothing more before it is told to */
  ask(): Promise<Reader>
  /** goes away without a word */
  leave(): void
}

type Listener = (req: NodeRequest, res: NodeResponse) => void

export interface Kind {
  readonly name: string
  readonly server: (listener: Listener) => NodeServer
  readonly connect: (port: number) => Connection
}

/** Ends what a test has opened, newest first. */
const open: (() => unknown)[] = []

const where = { host: '127.0.0.1', rejectUnauthorized: false } as const

const connectHttp1 = (secure: boolean) => (port: number) => {
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 1 })
  open.push(() => {
    agent.destroy()
  })
  return {
    ask: async () => {
      const asked = (secure ? getSecure : get)({ ...where, port, agent })
      const [message] = (await once(asked, 'response')) as [IncomingMessage]
      asked.on('error', () => undefined)
      return new Reader(message, () => message.complete)
    },
    leave: () => {
      agent.destroy()
    }
  }
}

const connectHttp2 = (scheme: string) => (port: number) => {
  const session = connect(`${scheme}://127.0.0.1:${String(port)}`, { rejectUnauthorized: false })
  session.on('error', () => undefined)
  const leave = (): void => {
    session.destroy()
  }
  open.push(leave)
  return {
    ask: async () => {
      const stream = session.request({ ':path': '/' })
      let ended = false
      stream.once('end', () => (ended = true))
      await once(stream, 'response')
      return new Reader(stream, () => ended && stream.rstCode === 0)
    },
    leave
  }
}

const identity = certificate()

export const kinds: ReadonlyArray<Kind> = [
  { name: 'http', server: createServer, connect: connectHttp1(false) },
  { name: 'https', server: (listener) => createHttpsServer(identity, listener), connect: connectHttp1(true) },
  { name: 'h2c', server: (listener) => createHttp2Server(listener), connect: connectHttp2('http') },
  { name: 'h2', server: (listener) => createSecureServer(identity, listener), connect: connectHttp2('https') },
  {
    name: 'http/1.1 on a server of h2',
    server: (listener) => createSecureServer({ ...identity, allowHTTP1: true }, listener),
    connect: connectHttp1(true)
  }
]

export interface Serving<A> {
  readonly server: NodeServer
  readonly port: number
  /** how the answers ended, in the order in which they did */
  readonly ends: Mailbox<A>
  readonly responses: Mailbox<NodeResponse>
  readonly connect: () => Connection
}

type Answer<A> = (req: NodeRequest, res: NodeResponse) => () => Promise<A>

/** Listens, and answers each request with `answer`. */
export const serveKind = async <A>(kind: Kind, answer: Answer<A>): Promise<Serving<A>> => {
  const ends = new Mailbox<A>()
  const responses = new Mailbox<NodeResponse>()
  const server = kind.server((req, res) => {
    responses.put(res)
    void answer(req, res)().then(ends.put)
  })
  const sockets = new Set<{ destroy(): unknown }>()
  server.on('connection', (socket: { destroy(): unknown }) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, where.host, resolve))
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { server, port, ends, responses, connect: () => kind.connect(port) }
}

/** To be called after each test that serves. */
export const closeKinds = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close()
}
