/** The server of one contender, in a process of its own: `/stream` is its stream, all else an empty page. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Enumerator } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import { answer } from '../http/asking.mjs'
import { contenders } from './contenders.mjs'
import { messages } from './message.mjs'

const never = Enumerator.async(() => () => {})

answer({
  listen: async (name, count) => {
    const { encode, writeable } = contenders[name]
    // it stays open, as a stream does that is pushed to
    const stream = chunked(Enumerator.fromIterable(messages(count)).through(encode).andThen(never), writeable)
    const server = createServer((req, res) => {
      if (req.url === '/stream') return void stream(req, res)()
      res.setHeader('content-type', 'text/html; charset=utf-8')
      res.end('<!doctype html><title>a</title><body>')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return server.address().port
  }
})
