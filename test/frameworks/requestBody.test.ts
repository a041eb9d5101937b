/** Bodies of requests behind real frameworks: what is wrong with one is theirs to answer. */
import { Enumeratee, type Enumerator, Iteratee } from 'fp-ts-iteratee'
import { BodyAbortedError, BodyTooLargeError, requestBody } from 'fp-ts-iteratee/node'
import express from 'express'
import fastify from 'fastify'
import * as E from 'fp-ts/lib/Either.js'
import Koa from 'koa'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseMessage } from '../support/httpMessage'
import { Mailbox } from '../support/mailbox'
import { closeClients, rawClient, type RawClient, request } from '../support/rawClient'

const maxBytes = 1_000_000

/** What is answered; a rejection is handed to the framework, as a handler's. */
type Use = (req: IncomingMessage) => Promise<string>

interface Application {
  readonly server: Server
  readonly close: () => Promise<unknown>
}

/** `POST /` answers with `use`; what comes of a failure in there is what the framework makes of it. */
type Mount = (use: Use) => Promise<Application>

const closing = (server: Server) => () => new Promise((resolve) => server.close(resolve))

const frameworks: Readonly<Record<string, Mount>> = {
  Express: async (use) => {
    const app = express()
    app.post('/', async (req, res) => void res.send(await use(req)))
    const server = app.listen(0, '127.0.0.1')
    return { server, close: closing(server) }
  },
  Fastify: async (use) => {
    const app = fastify()
    // it refuses types that it does not know, and reads those that it does
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _body, done) => done(null))
    app.post('/', (request) => use(request.raw))
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { server: app.server, close: () => app.close() }
  },
  Koa: async (use) => {
    const app = new Koa()
    app.silent = true
    app.use(async (ctx) => void (ctx.body = await use(ctx.req)))
    const server = app.listen(0, '127.0.0.1')
    return { server, close: closing(server) }
  }
}

const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  closeClients()
  await Promise.all(open.splice(0).map((close) => close()))
})

interface Mounted {
  readonly client: RawClient
  /** how the uses of the body have ended */
  readonly ends: Mailbox<E.Either<Error, string>>
}

type Run = (body: Enumerator<Uint8Array>) => Promise<E.Either<Error, unknown>>

const mounted = async (mount: Mount, run: Run): Promise<Mounted> => {
  const ends = new Mailbox<E.Either<Error, string>>()
  const { server, close } = await mount(async (req) => {
    const end = E.map(String)(await run(requestBody(req, { maxBytes })))
    ends.put(end)
    if (E.isLeft(end)) throw end.left
    return end.right
  })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  open.push(() => {
    server.closeAllConnections()
    return close()
  })
  return { client: await rawClient((server.address() as AddressInfo).port), ends }
}

const post = (...headers: string[]): string =>
  request('POST / HTTP/1.1', 'Host: a', 'Content-Type: application/x-any', ...headers)
const chunked = post('Transfer-Encoding: chunked')
const chunk = (content: string): string => `${content.length.toString(16)}\r\n${content}\r\n`
const lastChunk = '0\r\n\r\n'

/** The body has the length that the head says. */
const isWhole = (bytes: string): boolean => {
  if (!bytes.includes('\r\n\r\n')) return false
  const { headers, body } = parseMessage(bytes)
  return body.length === Number(headers['content-length'])
}

const answerOf = async (client: RawClient, sofar = ''): Promise<ReturnType<typeof parseMessage>> =>
  parseMessage((await client.until((bytes) => isWhole(bytes.slice(sofar.length)))).slice(sofar.length))

const size = Iteratee.fold(0, (n: number, bytes: Uint8Array) => n + bytes.length)
const sizeOf: Run = (body) => body.run(size)()

/** The connection is used for another request, whose body is read. */
const isUsable = async (client: RawClient): Promise<void> => {
  const sofar = client.received
  client.send(`${post('Content-Length: 4')}kiki`)
  expect((await answerOf(client, sofar)).status).toBe('HTTP/1.1 200 OK')
}

describe.each(Object.entries(frameworks))('behind %s', (_, mount) => {
  test('a body is read, however it is sent, one after the other on a connection', async () => {
    const { client } = await mounted(mount, sizeOf)
    client.send(`${post('Content-Length: 7')}kikifoo`)
    expect(await answerOf(client)).toMatchObject({ status: 'HTTP/1.1 200 OK', body: '7' })
    const sofar = client.received
    client.send(chunked)
    for (let i = 0; i < 10; i++) client.send(chunk('x'.repeat(maxBytes / 10)))
    client.send(lastChunk)
    expect(await answerOf(client, sofar)).toMatchObject({ status: 'HTTP/1.1 200 OK', body: String(maxBytes) })
  })

  test('one that is too large is answered with 413 by the framework, and the connection used again', async () => {
    const { client, ends } = await mounted(mount, sizeOf)
    client.send(chunked)
    for (let i = 0; i < 20; i++) client.send(chunk('x'.repeat(maxBytes / 10)))
    expect(E.swap(await ends.next())).toEqual(E.right(new BodyTooLargeError(maxBytes)))
    client.send(lastChunk)
    expect((await answerOf(client)).status).toBe('HTTP/1.1 413 Payload Too Large')
    await isUsable(client)
  })

  test('one that says that it is too large is refused before it is sent', async () => {
    const { client, ends } = await mounted(mount, sizeOf)
    client.send(post(`Content-Length: ${String(maxBytes + 1)}`))
    expect(E.swap(await ends.next())).toEqual(E.right(new BodyTooLargeError(maxBytes)))
    // the error page of Express waits for it
    client.send('x'.repeat(maxBytes + 1))
    expect((await answerOf(client)).status).toBe('HTTP/1.1 413 Payload Too Large')
    await isUsable(client)
  })

  test('a client that goes away in the midst of it is a failure, which tells how much has come', async () => {
    const read = new Mailbox<void>()
    const { client, ends } = await mounted(mount, (body) => body.map(() => read.put()).run(Iteratee.ignore())())
    client.send(`${chunked}${chunk('kiki')}`)
    await read.next()
    client.leave()
    expect(E.swap(await ends.next())).toEqual(E.right(new BodyAbortedError(4)))
  })

  describe('what is left unread is thrown away, and the connection used again', () => {
    const leave: Readonly<Record<string, Run>> = {
      'none of it read': async () => E.right('unread'),
      'some of it read': (body) => body.through(Enumeratee.take(1)).run(size)()
    }

    test.each(Object.entries(leave))('%s', async (_, run) => {
      let first = true
      const { client, ends } = await mounted(mount, (body) => {
        const use = first ? run : sizeOf
        first = false
        return use(body)
      })
      client.send(`${chunked}${chunk('kiki')}`)
      await ends.next()
      for (let i = 0; i < 50; i++) client.send(chunk('x'.repeat(64_000)))
      client.send(lastChunk)
      expect((await answerOf(client)).status).toBe('HTTP/1.1 200 OK')
      await isUsable(client)
    })

    test('but where the client asks for that, it is closed', async () => {
      const { client } = await mounted(mount, leave['some of it read']!)
      client.send(`${post('Transfer-Encoding: chunked', 'Connection: close')}${chunk('kiki')}`)
      expect((await answerOf(client)).headers['connection']).toBe('close')
      await client.ended
    })
  })
})
