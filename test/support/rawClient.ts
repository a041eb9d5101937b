/** A client that speaks bytes, and sees every byte that it is sent. */
import { connect as connectTo, type NetConnectOpts, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** `end`: the server closed in good order; `reset`: it did not. */
export type Ended = 'end' | 'reset'

export interface RawClient {
  send(text: string): void
  /** what has come so far, a character a byte */
  readonly received: string
  /** resolves with what has come as soon as that satisfies `enough`; fails if the connection ends before */
  until(enough: (received: string) => boolean): Promise<string>
  readonly ended: Promise<Ended>
  /** goes away without a word */
  leave(): void
}

const open: Duplex[] = []

/** Over a connection that is there already. */
export const overConnection = (connection: Duplex): RawClient => {
  open.push(connection)
  let received = ''
  let over = false
  let waiting: (() => void)[] = []
  const tell = (): void => {
    const told = waiting
    waiting = []
    for (const resolve of told) resolve()
  }
  connection.setEncoding('latin1')
  connection.on('data', (text: string) => {
    received += text
    tell()
  })
  const ended = new Promise<Ended>((resolve) => {
    connection.once('end', () => resolve('end'))
    connection.once('error', () => resolve('reset'))
    connection.once('close', () => {
      resolve('reset')
      over = true
      tell()
    })
  })
  return {
    send: (text) => void connection.write(text),
    get received() {
      return received
    },
    until: async (enough) => {
      while (!enough(received)) {
        if (over) throw new Error(`the connection ended after ${JSON.stringify(received)}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
      return received
    },
    ended,
    leave: () => void connection.destroy()
  }
}

export const connected = (to: NetConnectOpts): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connectTo(to, () => {
      resolve(socket)
    })
    socket.once('error', reject)
  })

export const rawClient = async (port: number): Promise<RawClient> =>
  overConnection(await connected({ port, host: '127.0.0.1' }))

/** To be called after each test that has clients. */
export const closeClients = (): void => {
  for (const connection of open.splice(0)) connection.destroy()
}

/** The text of a request. */
export const request = (line: string, ...headers: string[]): string => [line, ...headers, '', ''].join('\r\n')

export const get = request('GET / HTTP/1.1', 'Host: a')
