import Koa from 'koa'
import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, response } from 'fp-ts-iteratee/node'
import { answersWithin, type Mount, mounted } from '../support/framework'
import { isWhole, parseMessage } from '../support/httpMessage'
import { get, rawClient } from '../support/rawClient'

const mount: Mount = async (answer, complain) => {
  const app = new Koa()
  // it tells of connections that were reset, whoever wrote the response: of its own streams as well
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') complain(error)
  })
  app.use(async (ctx, next) => {
    ctx.set({ 'X-Before': 'framework', 'Cache-Control': 'public' })
    ctx.cookies.set('a', '1').set('b', '2')
    await next()
  })
  app.use(async (ctx) => {
    if (ctx.path === '/plain') ctx.body = 'plain'
    else {
      if (ctx.method === 'POST') for await (const _ of ctx.req);
      ctx.respond = false
      await answer(ctx.req, ctx.res)()
    }
  })
  const server = app.listen(0, '127.0.0.1')
  return { server, close: () => new Promise((resolve) => server.close(resolve)) }
}

answersWithin(mount)

describe('the status', () => {
  const statusOf = async (use: Koa.Middleware): Promise<{ readonly sent: string; readonly seen: number }> => {
    const seen: number[] = []
    const app: Mount = async () => {
      const koa = new Koa()
      koa.use(async (ctx, next) => {
        await next()
        seen.push(ctx.status)
      })
      koa.use(use)
      const server = koa.listen(0, '127.0.0.1')
      return { server, close: () => new Promise((resolve) => server.close(resolve)) }
    }
    const { port, complaints } = await mounted(app, chunked(Enumerator.empty, Writeable.text))
    const client = await rawClient(port)
    client.send(get)
    const { status } = parseMessage(await client.until(isWhole))
    expect(complaints).toEqual([])
    return { sent: status, seen: seen[0]! }
  }

  test('`chunked` sets it, whatever was set before, and a middleware sees it afterwards', async () => {
    const answer = chunked(Enumerator.of('a'), Writeable.text, { status: 201 })
    const told = await statusOf(async (ctx) => {
      ctx.status = 202
      ctx.respond = false
      await answer(ctx.req, ctx.res)()
    })
    expect(told).toEqual({ sent: 'HTTP/1.1 201 Created', seen: 201 })
  })

  test.each([
    [undefined, { sent: 'HTTP/1.1 404 Not Found', seen: 404 }],
    [200, { sent: 'HTTP/1.1 200 OK', seen: 200 }]
  ])('`response` leaves it as it is, and it is 404 until it is set: %p', async (status, expected) => {
    const told = await statusOf(async (ctx) => {
      if (status !== undefined) ctx.status = status
      ctx.respond = false
      await Enumerator.of('a').run(response(ctx.res))()
    })
    expect(told).toEqual(expected)
  })

  test('what a middleware sets when the stream is over does no harm', async () => {
    const answer = chunked(Enumerator.of('a'), Writeable.text)
    const told = await statusOf(async (ctx) => {
      ctx.respond = false
      await answer(ctx.req, ctx.res)()
      ctx.set('x-late', 'a')
      ctx.status = 500
    })
    expect(told).toEqual({ sent: 'HTTP/1.1 200 OK', seen: 200 })
  })
})
