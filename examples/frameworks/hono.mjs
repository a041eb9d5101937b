// @ts-check
/** A live page with Hono on Node: `node examples/frameworks/hono.mjs`, and open what it prints. */
import { serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { announce, live, page, port } from './feed.mjs'

/** @type {Hono<{ Bindings: import('@hono/node-server').HttpBindings }>} */
const app = new Hono()

app.get('/', (c) => c.html(page))

app.get('/live', async (c) => {
  // the headers that middleware has set would stay behind with Hono
  c.env.outgoing.setHeaders(c.res.headers)
  const ended = await live(c.env.incoming, c.env.outgoing)()
  if (ended._tag === 'Left') console.error(ended.left)
  return RESPONSE_ALREADY_SENT
})

// with a Response of its own in place of the global one, Hono would send that last one after HEAD, or where middleware
// has touched the headers
announce(
  /** @type {import('node:http').Server} */ (
    serve({ fetch: app.fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false })
  )
)
