/** Real HTTP servers on the loopback, which tell how each of their answers ended. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, ListenOptions, Server as NetServer } from 'node:net'
import { Mailbox } from './mailbox'

export interface Served<A> {
  readonly port: number
  readonly server: Server
  /** how the answers ended, in the order in which they did */
  readonly ends: Mailbox<A>
  /** the responses, in the order in which they were asked for */
  readonly responses: Mailbox<ServerResponse>
}

type Answer<A> = (req: IncomingMessage, res: ServerResponse) => () => Promise<A>

const open: Server[] = []

/** Listens on a free port of 127.0.0.1, or where `where` says, and answers each request with `answer`. */
export const serve = async <A>(
  answer: Answer<A>,
  where: ListenOptions = { port: 0, host: '127.0.0.1' }
): Promise<Served<A>> => {
  const ends = new Mailbox<A>()
  const responses = new Mailbox<ServerResponse>()
  const server = createServer((req, res) => {
    responses.put(res)
    void answer(req, res)().then(ends.put)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(where, resolve))
  const address = server.address() as AddressInfo | string
  return { port: typeof address === 'string' ? 0 : address.port, server, ends, responses }
}

/** To be called after each test that serves. */
export const closeServers = async (): Promise<void> => {
  await Promise.all(
    open.splice(0).map((server) => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    })
  )
}

/** How many connections are open. */
export const connections = (server: NetServer): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => {
      if (error === null) resolve(count)
      else reject(error)
    })
  })
