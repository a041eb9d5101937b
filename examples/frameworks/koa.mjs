// @ts-check
/** A live page with Koa: `node examples/frameworks/koa.mjs`, and open what it prints. */
import Koa from 'koa'
import { announce, live, page, port } from './feed.mjs'

const app = new Koa()

app.use(async (ctx) => {
  switch (ctx.path) {
    case '/':
      ctx.type = 'html'
      ctx.body = page
      break
    case '/live': {
      // Koa leaves the answer to us
      ctx.respond = false
      const ended = await live(ctx.req, ctx.res)()
      if (ended._tag === 'Left') ctx.app.emit('error', ended.left, ctx)
    }
  }
})

announce(app.listen(port, '127.0.0.1'))
