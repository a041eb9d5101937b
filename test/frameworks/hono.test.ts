import { type HttpBindings, serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { Writeable } from 'fp-ts-iteratee'
import { toResponse } from 'fp-ts-iteratee/web'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answersWithin, type Mount } from '../support/framework'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient } from '../support/rawClient'
import { told } from '../support/told'

type Env = { Bindings: HttpBindings }

/** Hono keeps headers to itself until it answers; who answers in its place takes them over. */
const answered = (answer: Answer) => async (c: Context<Env>) => {
  c.env.outgoing.setHeaders(c.res.headers)
  if (c.req.method === 'POST') await c.req.text()
  await answer(c.env.incoming, c.env.outgoing)()
  return RESPONSE_ALREADY_SENT
}

const mount: Mount = async (answer, complain) => {
  const app = new Hono<Env>()
  app.use(cors())
  app.use(async (c, next) => {
    c.header('X-Before', 'framework')
    c.header('Cache-Control', 'public')
    c.header('Set-Cookie', 'a=1', { append: true })
    c.header('Set-Cookie', 'b=2', { append: true })
    await next()
  })
  app.get('/', answered(answer))
  app.post('/', answered(answer))
  app.get('/plain', (c) => c.text('plain'))
  app.onError((error, c) => {
    complain(error)
    return c.text('error', 500)
  })
  // with its own Response in place of the global one, Hono takes RESPONSE_ALREADY_SENT for one to be sent, as soon as a
  // middleware has touched the headers, or for HEAD
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false }) as Server
  return { server, close: () => new Promise((resolve) => server.close(resolve)) }
}

describe("the Node response, from Hono's context", () => {
  answersWithin(mount)
})

describe('a Fetch response, as handlers of Hono answer', () => {
  const opened: Server[] = []

  afterEach(async () => {
    closeClients()
    for (const server of opened.splice(0)) {
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    }
  })

  const listening = async () => {
    const source = told<string>()
    const app = new Hono()
    app.use(cors())
    app.get('/', () => toResponse(source.enumerator, Writeable.text))
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    opened.push(server)
    if (!server.listening) await once(server, 'listening')
    const client = await rawClient((server.address() as AddressInfo).port)
    client.send(get)
    return { source, client, channel: await source.channels.next() }
  }

  test('is live: each message before the next is there; its end is the end', async () => {
    const { client, channel } = await listening()
    for (const message of ['kiki', 'foo', 'bar']) {
      channel.push(message)
      await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body.endsWith(message))
    }
    channel.end()
    const message = parseMessage(await client.until(isWhole))
    expect(message.body).toBe('kikifoobar')
    expect(message.headers).toMatchObject({ 'x-accel-buffering': 'no', 'access-control-allow-origin': '*' })
  })

  test('a client that leaves stops the source, though that is idle', async () => {
    const { source, client, channel } = await listening()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    client.leave()
    await source.releases.next()
    expect([source.opened, source.released]).toEqual([1, 1])
    expect(channel.push('foo')).toBe('closed')
  })

  test('a source that fails leaves the response cut', async () => {
    const { source, client, channel } = await listening()
    channel.push('kiki')
    await client.until((bytes) => bytes.includes('kiki'))
    const said = jest.spyOn(console, 'error').mockImplementation(() => {})
    channel.endWith(new Error('the source'))
    await client.ended
    said.mockRestore()
    expect(isWhole(client.received)).toBe(false)
    expect(source.released).toBe(1)
  })
})
