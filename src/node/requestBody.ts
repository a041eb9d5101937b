import type { Readable } from 'node:stream'
import { Enumerator } from '../enumerator/model.js'
import { requireMethod } from '../kernel/given.js'
import type { Fiber } from '../kernel/Fiber.js'
import { requireOptions } from '../kernel/options.js'
import { requireCount } from '../kernel/require.js'
import { after, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { Source } from '../kernel/Source.js'
import { BodyAbortedError, BodyTooLargeError } from './bodyErrors.js'
import type { NodeRequest } from './Handler.js'
import { Reading } from './reading.js'

/**
 * How {@link requestBody} reads.
 *
 * @category model
 * @since 0.1.0
 */
export interface BodyOptions {
  /** how many bytes are taken, at most; `Infinity` for no limit */
  readonly maxBytes: number
}

/**
 * The body of a request, as it comes. For requests of Node's `http`, `https` and `http2`, and so for what Express hands
 * out, for Koa's `ctx.req` and Fastify's `request.raw`.
 *
 * It can be run once: a body comes once. One that somebody else has read, as a body parser does, is refused; Fastify reads
 * none where `addContentTypeParser('*', (request, body, done) => done(null))` is its only parser.
 *
 * - The client is slowed down to what the consumer takes.
 * - A body of more than `maxBytes` fails the run with a {@link BodyTooLargeError}: at once, where `Content-Length` says so,
 *   else when `maxBytes` have been handed on. So memory is bounded, whoever sends.
 * - A client that goes away fails the run with a {@link BodyAbortedError}, also while the consumer waits.
 * - When the consumer needs no more, or the run fails or is interrupted, the request is not destroyed, so that it can be
 *   answered. What still comes of it is thrown away, as Node does with a body that nobody reads: the connection can then be
 *   used again, and a client that reads only when it has sent all gets its answer. The server's `requestTimeout` bounds how
 *   long that takes; to end it sooner answer with `Connection: close`, as befits a 413. The error page that Express makes by
 *   itself waits for the rest; an error handler of your own need not.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `maxBytes` is not a whole number, 0 or more; `TypeError` where an option is unknown
 * @example
 * import { createServer } from 'node:http'
 * import { CharEncoding, Iteratee } from 'fp-ts-iteratee'
 * import { requestBody } from 'fp-ts-iteratee/node'
 *
 * const count = Iteratee.fold(0, (n: number, _: string) => n + 1)
 * const server = createServer((req, res) => {
 *   const lines = requestBody(req, { maxBytes: 1_000_000 }).through(CharEncoding.lines())
 *   void lines.run(count)().then((counted) => res.end(JSON.stringify(counted)))
 * })
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'kiki\nfoo\nbar\n' })
 * assert.strictEqual(await answer.text(), '{"_tag":"Right","right":3}')
 * server.closeAllConnections()
 * server.close()
 */
export const requestBody = (req: NodeRequest, options: BodyOptions): Enumerator<Uint8Array> => {
  requireOptions('requestBody', options, ['maxBytes'])
  const maxBytes = requireCount('requestBody: maxBytes', options.maxBytes)
  requireMethod('requestBody', req, 'read', 'a request of Node')
  return Enumerator.from(new Body(req, maxBytes))
}

class Body extends Source<Uint8Array> {
  constructor(
    private readonly req: NodeRequest,
    private readonly maxBytes: number
  ) {
    super()
  }

  drive(sink: Sink<Uint8Array>, fiber: Fiber): Signal {
    return new Receiving(this.req, this.maxBytes, sink, fiber).begin()
  }
}

class Receiving extends Reading<Uint8Array> {
  private received = 0

  constructor(
    private readonly req: NodeRequest,
    private readonly maxBytes: number,
    sink: Sink<Uint8Array>,
    fiber: Fiber
  ) {
    super('requestBody', req, sink, fiber)
  }

  begin(): Signal {
    if (Number(this.req.headers['content-length']) > this.maxBytes) throw new BodyTooLargeError(this.maxBytes)
    return this.run()
  }

  protected override take(chunk: Uint8Array): Signal {
    const given: unknown = chunk
    if (typeof given === 'string') throw new TypeError('requestBody: expected bytes, and the request has an encoding')
    const { sink, maxBytes, received } = this
    this.received += chunk.length
    if (this.received <= maxBytes) return sink.push(chunk)
    // as if it had come in two pieces
    const fitting = chunk.subarray(0, maxBytes - received)
    return after(fitting.length > 0 ? sink.push(fitting) : 0, (signal) => {
      if (signal === Stop) return Stop
      throw new BodyTooLargeError(maxBytes)
    })
  }

  protected override explain(error: Error | undefined): Error {
    return new BodyAbortedError(this.received + this.req.readableLength, error)
  }

  protected override leave(): undefined {
    discard(this.req)
  }
}

/** Reads what comes, and throws it away. */
const discard = (req: Readable): void => {
  if (req.readableEnded || req.destroyed) return
  req.resume()
}
