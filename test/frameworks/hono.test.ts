import { type HttpBindings, serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Server } from 'node:http'
import { type Answer, answersWithin, type Mount } from '../support/framework'

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
