import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { defaultHeaders, requireStatus, requireWriteable } from '../push/head.js'
import { elsewhere, requireHooks, type ResponseHooks } from '../push/hooks.js'
import type { Writeable } from '../push/Writeable.js'
import { Bytes } from './Bytes.js'
import { pulled } from './Outlet.js'

/**
 * What is answered beside the body (`status`, `statusText`, `headers`), hooks, and how the enumerator is run.
 *
 * @category model
 * @since 0.1.0
 */
export interface ToResponseOptions extends ResponseInit, ResponseHooks, RunOptions {}

/**
 * A Fetch response whose body is the elements of an enumerator as they come. Play's `Ok.chunked(e).as(HTML)`, for
 * whatever answers a `Request` with a `Response`.
 *
 * The default headers keep caches, proxies and browsers from holding the stream back: the content type,
 * `Cache-Control: no-cache, no-transform`, `X-Accel-Buffering: no`, `X-Content-Type-Options: nosniff`; those of `headers`
 * take their place.
 *
 * - Strings leave as UTF-8. Elements that are ready together, or with a settled promise or two between, leave in one
 *   chunk, up to 16 KiB.
 * - Nothing is run before the body is read, and while nobody reads the source waits: what is ahead of the reader is one
 *   element at most. So to answer `HEAD`, `new Response(null, toResponse(...))` has the head, and costs nothing.
 * - A server cancels the body when the client has gone. That stops the source at once, also while it is idle, and runs its
 *   finalisers. For a server that does not, `request.signal` as the `signal` does the same.
 * - Where the enumerator fails, or `signal` aborts, or a hook throws, the body fails: the client sees that it is not whole.
 *
 * A response is opened (`onOpen`) at the first read of its body. `onClose` is called when the finalisers have run;
 * `finished` means that all was handed to who reads the body, which is not yet the client.
 *
 * @category destructors
 * @since 0.1.0
 * @throws `RangeError` where `status` cannot have a body, `TypeError` where an option is unknown or a header cannot be
 * sent
 * @example
 * import { Comet, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
 * import { toResponse } from 'fp-ts-iteratee/web'
 *
 * const comet = Enumerator.of('kiki', 'foo').through(Comet('console.log', { initialChunk: Html.empty }))
 * const handler = (_: Request) => toResponse(comet, Writeable.html)
 *
 * const response = handler(new Request('http://localhost/comet'))
 * assert.strictEqual(response.headers.get('content-type'), 'text/html; charset=utf-8')
 * assert.strictEqual(await response.text(), "<script>console.log('kiki');</script><script>console.log('foo');</script>")
 */
export const toResponse = <A>(
  enumerator: Enumerator<A>,
  writeable: Writeable<A>,
  options: ToResponseOptions = {}
): Response => {
  requireOptions('toResponse', options, known, elsewhere)
  sourceOf('toResponse', enumerator)
  requireWriteable('toResponse', writeable)
  requireHooks('toResponse', options)
  const { statusText = '' } = options
  const status = requireStatus('toResponse', options.status ?? 200)
  const headers = new Headers(options.headers)
  for (const [name, value] of Object.entries(defaultHeaders(writeable))) {
    if (!headers.has(name)) headers.set(name, value)
  }
  const open = (controller: ReadableStreamDefaultController<Uint8Array>): Bytes<A> =>
    new Bytes(controller, writeable, options)
  const body = pulled(enumerator, open, 0, options.signal)
  return new Response(body, { status, statusText, headers })
}

const known = ['status', 'statusText', 'headers', 'onOpen', 'onClose', 'signal']
