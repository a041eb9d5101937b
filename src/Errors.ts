/**
 * The failures that this library raises itself. What a user's own function throws comes back as it was thrown.
 *
 * @module
 * @since 0.1.0
 */
import type { Input } from './Input.js'
import * as In from './Input.js'

/**
 * An iteratee has failed: it said so with a message, or it still wanted input after `EOF`. `remaining` is what it had
 * been fed and did not consume.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumerator, Input, Iteratee, IterateeError } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1).run(Iteratee.error('no', Input.el(1)))()
 * assert.deepStrictEqual(result, { _tag: 'Left', left: new IterateeError('no', Input.el(1)) })
 */
export class IterateeError extends Error {
  override readonly name = 'IterateeError'
  readonly remaining: Input<unknown>

  constructor(message: string, remaining: Input<unknown> = In.empty) {
    super(message)
    this.remaining = remaining
  }
}

/**
 * A run was interrupted through its `AbortSignal`; `cause` is the signal's reason.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { AbortError, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const controller = new AbortController()
 * const result = Enumerator.tick(1000).run(Iteratee.ignore<number>(), { signal: controller.signal })()
 * controller.abort('closing time')
 * assert.deepStrictEqual(await result, { _tag: 'Left', left: new AbortError('closing time') })
 */
export class AbortError extends Error {
  override readonly name = 'AbortError'

  constructor(reason?: unknown) {
    super('the run was interrupted', { cause: reason })
  }
}

/**
 * A source gave no element for `ms` milliseconds: see `Enumeratee.timeout`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { TimeoutError } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(new TimeoutError(100).message, 'no element for 100 ms')
 */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
  /** milliseconds */
  readonly ms: number

  constructor(ms: number) {
    super(`no element for ${String(ms)} ms`)
    this.ms = ms
  }
}

/**
 * More is waiting than a buffer holds: see `Enumerator.async` and `fromEvent`, `Concurrent.broadcast`, `buffer` and
 * `unicast`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { OverflowError } from 'fp-ts-iteratee'
 *
 * const error = new OverflowError(7, '7 elements are waiting and one more was pushed')
 * assert.strictEqual(error.message, 'buffer overflow: 7 elements are waiting and one more was pushed')
 */
export class OverflowError extends Error {
  override readonly name = 'OverflowError'
  /** how much may wait: elements, or what else the buffer counts */
  readonly limit: number

  constructor(limit: number, what: string) {
    super(`buffer overflow: ${what}`)
    this.limit = limit
  }
}

/**
 * A line is longer than `maxLength` code units: see `Enumeratee.lines`. `line` is its number, the first is 1.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { LineTooLongError } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(new LineTooLongError(80, 3).message, 'line 3 is longer than 80 code units')
 */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError'
  /** code units, as in the `length` of a string */
  readonly maxLength: number
  /** from 1 */
  readonly line: number

  constructor(maxLength: number, line: number) {
    super(`line ${String(line)} is longer than ${String(maxLength)} code units`)
    this.maxLength = maxLength
    this.line = line
  }
}

/**
 * The lines of an event have more than `maxLength` code units together: see `ServerSentEvent.decode`. `event` is its
 * number among those that are dispatched, the first is 1.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { EventTooLongError } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(new EventTooLongError(80, 3).message, 'event 3 is longer than 80 code units')
 */
export class EventTooLongError extends Error {
  override readonly name = 'EventTooLongError'
  /** code units, as in the `length` of a string */
  readonly maxLength: number
  /** from 1 */
  readonly event: number

  constructor(maxLength: number, event: number) {
    super(`event ${String(event)} is longer than ${String(maxLength)} code units`)
    this.maxLength = maxLength
    this.event = event
  }
}

/**
 * Bytes are not text in the encoding they are read in: see `CharEncoding`. `offset` is where the first character that is
 * none begins, in bytes from the beginning of the input.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { MalformedInputError } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(new MalformedInputError('UTF-8', 7).message, 'malformed UTF-8 at byte 7')
 */
export class MalformedInputError extends Error {
  override readonly name = 'MalformedInputError'
  readonly encoding: string
  /** bytes, from 0 */
  readonly offset: number

  constructor(encoding: string, offset: number) {
    super(`malformed ${encoding} at byte ${String(offset)}`)
    this.encoding = encoding
    this.offset = offset
  }
}

/**
 * Text has a character that the encoding it is written in does not have: see `CharEncoding.encode`. Half of a surrogate
 * pair is in none. `offset` is where it is, in code units from the beginning of the input.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { UnmappableCharacterError } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(new UnmappableCharacterError('US-ASCII', 0xe9, 7).message, 'U+00E9 at code unit 7 is not in US-ASCII')
 */
export class UnmappableCharacterError extends Error {
  override readonly name = 'UnmappableCharacterError'
  readonly encoding: string
  readonly codePoint: number
  /** code units, from 0 */
  readonly offset: number

  constructor(encoding: string, codePoint: number, offset: number) {
    const character = codePoint.toString(16).toUpperCase().padStart(4, '0')
    super(`U+${character} at code unit ${String(offset)} is not in ${encoding}`)
    this.encoding = encoding
    this.codePoint = codePoint
    this.offset = offset
  }
}

/** An iteratee that still wants more when there is no more. @internal */
export const diverging = (): IterateeError => new IterateeError('diverging iteratee after Input.EOF', In.eof)

/** Anything thrown, as an `Error`: errors as they are, other values wrapped. @internal */
export const toError = (thrown: unknown): Error =>
  isError(thrown)
    ? thrown
    : new Error(`something that is not an Error was thrown: ${describe(thrown)}`, { cause: thrown })

/** Also one of another realm (a vm context, a frame), which fails `instanceof`. */
const isError = (thrown: unknown): thrown is Error => {
  try {
    return thrown instanceof Error || tagOf(thrown) === '[object Error]'
  } catch {
    // a proxy that has been revoked
    return false
  }
}

const describe = (thrown: unknown): string => {
  for (const words of [String, tagOf]) {
    try {
      return words(thrown)
    } catch {
      // the next one
    }
  }
  return 'an object'
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value)
