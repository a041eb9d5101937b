import { type OutgoingHttpHeaders, type ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http'
import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { empty } from '../enumerator/sequence.js'
import { sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { elsewhere } from '../push/hooks.js'
import { defaultHeaders, requireStatus, requireWriteable } from '../push/head.js'
import type { Writeable } from '../push/Writeable.js'
import { isHttp2 } from './connection.js'
import type { Handler, NodeResponse } from './Handler.js'
import { commonOf, responseOf, responseOptions, type ResponseOptions } from './response.js'
import type { Kind } from './writing.js'

/**
 * What is answered, beside the body.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChunkedOptions extends ResponseOptions, RunOptions {
  /** 200 by default */
  readonly status?: number
  /** set over the default ones */
  readonly headers?: Readonly<Record<string, string | number | ReadonlyArray<string>>>
}

/**
 * A request handler that answers with the elements of an enumerator as they come. Play's `Ok.chunked(e).as(HTML)`.
 *
 * The default headers keep caches, proxies and browsers from holding the stream back: the content type,
 * `Cache-Control: no-cache, no-transform`, `X-Accel-Buffering: no`, `X-Content-Type-Options: nosniff`. They leave before
 * the first element is there. A `HEAD` request gets them alone, and the enumerator is not run. A client of HTTP/1.0
 * gets no chunked coding: the connection is closed at the end. For the rest see {@link response}.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `status` cannot have a body, `TypeError` where an option is unknown or a header
 * cannot be sent
 * @example
 * import { createServer } from 'node:http'
 * import { Comet, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
 * import { chunked } from 'fp-ts-iteratee/node'
 *
 * const comet = Enumerator.of('kiki', 'foo', 'bar').through(Comet('console.log', { initialChunk: Html.empty }))
 * const answer = chunked(comet, Writeable.html)
 * const server = createServer((req, res) => void answer(req, res)())
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const got = await fetch(`http://127.0.0.1:${port}`)
 * assert.strictEqual(got.headers.get('content-type'), 'text/html; charset=utf-8')
 * assert.strictEqual((await got.text()).slice(0, 36), "<script>console.log('kiki');</script>".slice(0, 36))
 * server.closeAllConnections()
 * server.close()
 */
export const chunked = <A>(
  enumerator: Enumerator<A>,
  writeable: Writeable<A>,
  options: ChunkedOptions = {}
): Handler => {
  requireOptions('chunked', options, chunkedOptions, elsewhere)
  sourceOf('chunked', enumerator)
  requireWriteable('chunked', writeable)
  const status = requireStatus('chunked', options.status ?? 200)
  const { signal, onOpen } = options
  const headers: Headers = { ...defaultHeaders(writeable), ...requireHeaders(options.headers ?? {}) }
  const contentType = String(headers['content-type'])
  const kind: Kind<A> = {
    ...commonOf('chunked', options),
    writeable,
    begin: (res) => {
      setHead(res, status, headers)
      onOpen?.()
    },
    contentType: () => contentType
  }

  return (req, res) => (req.method === 'HEAD' ? empty : enumerator).run(responseOf(res, kind), { signal })
}

/** @internal their names */
export const chunkedOptions = ['status', 'headers', 'signal', ...responseOptions]

type Headers = Readonly<Record<string, string | number | ReadonlyArray<string>>>

/** Node's own checks, before there is a client who waits. Names in lower case, so that one replaces the default. */
const requireHeaders = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      validateHeaderName(name)
      for (const one of [value].flat()) validateHeaderValue(name, String(one))
      return [name.toLowerCase(), value]
    })
  )

const setHead = (res: NodeResponse, status: number, headers: Headers): void => {
  const out = res as ServerResponse
  if (out.headersSent) throw new Error('chunked: the headers have been sent already')
  // a framework may have set another status, with its words
  if (!isHttp2(res) && res.statusCode !== status) res.statusMessage = ''
  // all at once, Node keeps no table of them
  out.writeHead(status, headers as OutgoingHttpHeaders)
}
