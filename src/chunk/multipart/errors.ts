/** What is wrong with a form. */

/**
 * A body is not multipart/form-data, or has been cut off. `offset` is where, in bytes from its beginning.
 *
 * @category errors
 * @since 0.1.0
 * @example
 * import { MultipartError } from 'fp-ts-iteratee'
 *
 * const error = new MultipartError('the last boundary is missing', 7)
 * assert.strictEqual(error.message, 'malformed multipart/form-data at byte 7: the last boundary is missing')
 */
export class MultipartError extends Error {
  override readonly name = 'MultipartError'
  /** bytes, from 0 */
  readonly offset: number

  constructor(what: string, offset: number) {
    super(`malformed multipart/form-data at byte ${String(offset)}: ${what}`)
    this.offset = offset
  }
}

/**
 * A form has more of something than is allowed: see `MultipartLimits`. `offset` is where the part, or what else is too
 * large, begins, in bytes from the beginning of the body.
 *
 * @category errors
 * @since 0.1.0
 * @example
 * import { MultipartLimitError } from 'fp-ts-iteratee'
 *
 * const error = new MultipartLimitError('maxBytes', 100, 'the content of part 2', 7)
 * assert.strictEqual(error.message, 'the content of part 2, at byte 7, is more than maxBytes: 100')
 */
export class MultipartLimitError extends Error {
  override readonly name = 'MultipartLimitError'
  readonly limit: 'maxParts' | 'maxHeaderBytes' | 'maxBytes'
  /** as it was set; bytes, or parts */
  readonly max: number
  /** bytes, from 0 */
  readonly offset: number

  constructor(limit: MultipartLimitError['limit'], max: number, what: string, offset: number) {
    super(`${what}, at byte ${String(offset)}, is more than ${limit}: ${String(max)}`)
    this.limit = limit
    this.max = max
    this.offset = offset
  }
}

/** What was got, in a message: not all of what a stranger sends. */
export const shown = (text: string | null | undefined): string =>
  text === undefined || text === null ? 'none' : JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
