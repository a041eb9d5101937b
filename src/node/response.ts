import type { ServerResponse } from 'node:http'
import { identity } from 'fp-ts/lib/function.js'
import { Iteratee } from '../iteratee/model.js'
import { requireMethod } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { elsewhere, requireHooks, type ResponseHooks } from '../push/hooks.js'
import type { NodeResponse } from './Handler.js'
import type { Dropped, Reason, ResponseEnd } from './ResponseEnd.js'
import { requireSlowClient, type SlowClient } from './SlowClient.js'
import { type Kind, Writing } from './writing.js'

/**
 * What becomes of slow clients, and hooks for metrics.
 *
 * @category model
 * @since 0.1.0
 */
export interface ResponseOptions extends ResponseHooks<Reason> {
  /** called when elements were taken that will not be written, before `onClose` where that is the reason */
  readonly onDrop?: (dropped: Dropped) => void
  /** the source waits for it, by default */
  readonly slowClient?: SlowClient
}

/**
 * An iteratee that writes what it takes to a Node response, and ends it at `EOF`.
 *
 * - Headers leave at once, before the first element is there.
 * - Elements that are ready in the same turn leave in one write.
 * - While the response is full the source waits, or what {@link SlowClient} says. A client that goes away ends the wait.
 * - A client that goes away is noticed at once, also while the source is idle, and if it had left before.
 * - Where the stream fails, or is aborted, the response is cut: the client sees that it is not whole.
 *
 * It stands for one response, which is a thing and no value: feeding it twice writes twice.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `TypeError` where an option is unknown or wrong; an `Error`, as the failure of the run, where the response has
 * been ended already
 * @example
 * import { createServer } from 'node:http'
 * import { Enumerator } from 'fp-ts-iteratee'
 * import { response } from 'fp-ts-iteratee/node'
 *
 * const server = createServer((_, res) => {
 *   res.setHeader('content-type', 'text/plain')
 *   void Enumerator.of('kiki', 'foo', 'bar').run(response(res))()
 * })
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const answer = await fetch(`http://127.0.0.1:${port}`)
 * assert.strictEqual(await answer.text(), 'kikifoobar')
 * server.closeAllConnections()
 * server.close()
 */
export const response = (
  res: NodeResponse,
  options: ResponseOptions = {}
): Iteratee<string | Uint8Array, ResponseEnd> => {
  requireOptions('response', options, responseOptions, elsewhere)
  requireMethod('response', res, 'writeHead', 'a response of Node')
  const { onOpen } = options
  return responseOf(res, {
    ...commonOf('response', options),
    writeable: { transform: identity },
    begin: () => onOpen?.(),
    contentType: (res) => String(res.getHeader('content-type') ?? '')
  })
}

/** @internal their names */
export const responseOptions = ['onOpen', 'onClose', 'onDrop', 'slowClient']

/** @internal what responses have from their options */
export const commonOf = (
  name: string,
  options: ResponseOptions
): Pick<Kind<never>, 'onClose' | 'onDrop' | 'patience'> => {
  requireHooks(name, options)
  const { onClose, onDrop, slowClient } = options
  return { onClose, onDrop, patience: requireSlowClient(`${name}: slowClient`, slowClient) }
}

/** @internal */
export const responseOf = <A>(res: NodeResponse, kind: Kind<A>): Iteratee<A, ResponseEnd> =>
  Iteratee.from(new Writing(res as ServerResponse, kind))
