/** Clients that send a body piece by piece, to a server of each kind. */
import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as requestSecure } from 'node:https'
import { connect } from 'node:http2'
import type { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

export interface Upload {
  /** what is sent is written here */
  readonly body: Writable
  /** status and body of the answer; fails where there is none */
  readonly answer: Promise<readonly [status: number, body: string]>
  /** goes away without a word */
  leave(): void
}

export interface Uploader {
  /** one after the other, on one connection */
  send(headers?: Readonly<Record<string, string | number>>): Upload
  /** how many connections it has made */
  readonly connections: number
  close(): void
}

const where = { host: '127.0.0.1', rejectUnauthorized: false, method: 'POST' } as const

const http1 = (port: number, secure: boolean): Uploader => {
  const agent = new (secure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<unknown>()
  return {
    send: (headers = {}) => {
      const body = (secure ? requestSecure : request)({ ...where, port, agent, headers })
      body.on('socket', (socket) => sockets.add(socket))
      const answer = new Promise<readonly [number, string]>((resolve, reject) => {
        body.once('response', (message) => {
          text(message).then((text) => resolve([message.statusCode ?? 0, text]), reject)
        })
        body.on('error', reject)
      })
      answer.catch(() => undefined)
      body.flushHeaders()
      return { body, answer, leave: () => void body.destroy() }
    },
    get connections() {
      return sockets.size
    },
    close: () => agent.destroy()
  }
}

const http2 = (port: number, scheme: string): Uploader => {
  const session = connect(`${scheme}://127.0.0.1:${String(port)}`, { rejectUnauthorized: false })
  session.on('error', () => undefined)
  return {
    send: (headers = {}) => {
      const body = session.request({ ...headers, ':method': 'POST', ':path': '/' }, { endStream: false })
      const answer = new Promise<readonly [number, string]>((resolve, reject) => {
        body.once('response', (head) => {
          text(body).then((text) => resolve([head[':status'] ?? 0, text]), reject)
        })
        body.on('error', reject)
      })
      answer.catch(() => undefined)
      return { body, answer, leave: () => void body.destroy() }
    },
    connections: 1,
    close: () => session.destroy()
  }
}

/** By the name of the kind of server. */
export const uploaders: Readonly<Record<string, (port: number) => Uploader>> = {
  http: (port) => http1(port, false),
  https: (port) => http1(port, true),
  h2c: (port) => http2(port, 'http'),
  h2: (port) => http2(port, 'https'),
  'http/1.1 on a server of h2': (port) => http1(port, true)
}
