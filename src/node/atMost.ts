import { of } from '../enumerator/sequence.js'
import { requireFunction } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireCapacity, requireMs } from '../kernel/require.js'
import * as W from '../push/Writeable.js'
import { chunked } from './chunked.js'
import type { Handler, NodeRequest } from './Handler.js'

/**
 * How clients are sent away that are too many.
 *
 * @category model
 * @since 0.1.0
 */
export interface AtMostOptions {
  /** they are to come back after so many milliseconds at the earliest, and after twice as many at the latest; 5,000 by default */
  readonly retryMs?: number
  /** called for each client that is sent away */
  readonly onRefuse?: () => void
}

/**
 * A handler that answers at most so many requests at a time, and sends other clients away for a while; not all of them
 * for as long, so that they do not come back together.
 *
 * A browser's `EventSource` never comes back after a status such as 503. So a client that accepts event streams gets an
 * empty one, which tells it when to come back (`retry`), and which ends. Others get 503 and `Retry-After`.
 *
 * @category combinators
 * @since 0.1.0
 * @throws `RangeError` where `max` is not 1 or more, or `retryMs` no milliseconds; `TypeError` for an unknown option
 * @example
 * import { createServer } from 'node:http'
 * import { Enumerator, Writeable } from 'fp-ts-iteratee'
 * import { atMost, chunked } from 'fp-ts-iteratee/node'
 *
 * const ticks = Enumerator.tick(60_000).map((n) => `data: ${n}\n\n`)
 * const answer = atMost(1, chunked(ticks, Writeable.eventStream), { retryMs: 3000 })
 * const server = createServer((req, res) => void answer(req, res)())
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const headers = { accept: 'text/event-stream' }
 * const first = await fetch(`http://127.0.0.1:${port}`, { headers })
 * assert.strictEqual(first.status, 200)
 * const second = await fetch(`http://127.0.0.1:${port}`, { headers })
 * assert.match(await second.text(), /^retry: [345]\d{3}\n\n$/)
 * server.closeAllConnections()
 * server.close()
 */
export const atMost = (max: number, handler: Handler, options: AtMostOptions = {}): Handler => {
  requireOptions('atMost', options, ['retryMs', 'onRefuse'])
  requireCapacity('atMost: max', max)
  requireFunction('atMost', handler, 'handler')
  if (options.onRefuse !== undefined) requireFunction('atMost', options.onRefuse, 'onRefuse')
  const retryMs = requireMs('atMost: retryMs', options.retryMs ?? 5000)
  let open = 0
  return (req, res) => async () => {
    if (open >= max) {
      options.onRefuse?.()
      return sentAway(req, Math.round(retryMs * (1 + Math.random())))(req, res)()
    }
    open++
    try {
      return await handler(req, res)()
    } finally {
      open--
    }
  }
}

const sentAway = ({ headers }: NodeRequest, retryMs: number): Handler => {
  if (headers.accept?.includes('text/event-stream') === true) {
    return chunked(of(`retry: ${String(retryMs)}\n\n`), W.eventStream)
  }
  const seconds = String(Math.ceil(retryMs / 1000))
  return chunked(of(`too many streams are open; come back in ${seconds} seconds\n`), W.text, {
    status: 503,
    headers: { 'retry-after': seconds }
  })
}
