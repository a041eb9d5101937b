/**
 * The body of a request has more than `limit` bytes: see {@link requestBody}.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { BodyTooLargeError } from 'fp-ts-iteratee/node'
 *
 * assert.strictEqual(new BodyTooLargeError(1000).message, 'the body is larger than 1000 bytes')
 */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  /** what to answer: Payload Too Large; Express, Fastify and Koa look for it */
  readonly statusCode = 413
  /** bytes */
  readonly limit: number

  constructor(limit: number) {
    super(`the body is larger than ${String(limit)} bytes`)
    this.limit = limit
  }
}

/**
 * The client went away before it had sent all of a body: see {@link requestBody}.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { BodyAbortedError } from 'fp-ts-iteratee/node'
 *
 * assert.strictEqual(new BodyAbortedError(1000).message, 'the client went away after 1000 bytes of the body')
 */
export class BodyAbortedError extends Error {
  override readonly name = 'BodyAbortedError'
  /** how many bytes have come */
  readonly received: number

  constructor(received: number, cause?: Error) {
    super(`the client went away after ${String(received)} bytes of the body`, { cause })
    this.received = received
  }
}
