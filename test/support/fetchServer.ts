/** Fetch handlers behind Node's own HTTP server. */
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { serve, type Served } from './server'

/** Serves what `handle` answers; a client that leaves cancels the body. */
export const serveFetch = (handle: (request: Request) => Response): Promise<Served<unknown>> =>
  serve((req, res) => async () => {
    const { status, headers, body } = handle(new Request(`http://localhost${req.url ?? '/'}`, { method: req.method! }))
    res.writeHead(status, Object.fromEntries(headers))
    res.flushHeaders()
    if (body === null) return void res.end()
    const readable = Readable.fromWeb(body as NodeStream)
    // the client sees that it is not whole
    readable.on('error', () => res.destroy())
    res.on('close', () => readable.destroy())
    readable.pipe(res)
    return new Promise((resolve) => res.on('close', resolve))
  })
