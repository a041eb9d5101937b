// @ts-check
/** A live page with Fastify: `node examples/frameworks/fastify.mjs`, and open what it prints. */
import fastify from 'fastify'
import { announce, live, page, port } from './feed.mjs'

const app = fastify()

app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(page))

app.get('/live', async (request, reply) => {
  // hijacked: Fastify leaves the answer to us; the headers that its hooks have set would stay behind with it
  const headers = /** @type {Record<string, string>} */ (reply.getHeaders())
  const res = reply.hijack().raw.setHeaders(new Map(Object.entries(headers)))
  const ended = await live(request.raw, res)()
  if (ended._tag === 'Left') request.log.error(ended.left)
})

await app.listen({ port, host: '127.0.0.1' })
announce(app.server)
