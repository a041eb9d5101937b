// @ts-check
/** A live page with Express: `node examples/frameworks/express.mjs`, and open what it prints. */
import express from 'express'
import { announce, live, page, port } from './feed.mjs'

const app = express()

app.get('/', (_, res) => void res.type('html').send(page))

app.get('/live', async (req, res) => {
  const ended = await live(req, res)()
  if (ended._tag === 'Left') console.error(ended.left)
})

announce(app.listen(port, '127.0.0.1'))
