/**
 * Server-sent events as text: what a browser's `EventSource` reads, written and read.
 *
 * ```text
 *   { event: 'tick', id: '7', data: 'one\ntwo' }
 *
 *   event: tick ⏎ id: 7 ⏎ data: one ⏎ data: two ⏎ ⏎
 * ```
 *
 * Safe by construction: no field, whatever its content, ends its event, begins another or sets another field.
 *
 * Law: `decode` after `encode` is what a browser would dispatch of the events: those with data, the line breaks in it
 * made LF, each with the id that it or the last event before it has.
 *
 * @module
 * @since 0.1.0
 */
import { Enumeratee } from '../enumeratee/model.js'
import { requireOptions } from '../kernel/options.js'
import { requireCount } from '../kernel/require.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { Recut } from '../kernel/stage/recut.js'
import { type Dispatched, eventCutter } from './eventCutter.js'

export type { Dispatched }

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * An event to be sent. One without `data` is dispatched to nobody: it sets what it has (an id, a time), or keeps the
 * connection alive with a comment.
 *
 * @category model
 * @since 0.1.0
 */
export interface ServerSentEvent {
  /** its lines, separated by CR, LF or CRLF; a lone surrogate is written as U+FFFD, as UTF-8 has none */
  readonly data?: string
  /** the name that listeners are added for; `'message'` where there is none, or an empty one. One line, no NUL */
  readonly event?: string
  /** what the browser says it has seen when it connects again; an empty one says nothing. One line, no NUL */
  readonly id?: string
  /** how long the browser waits before it connects again, ms */
  readonly retry?: number
  /** seen by no listener; lines and surrogates as in `data` */
  readonly comment?: string
}

/**
 * How an event stream is read.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventStreamOptions {
  /**
   * how long the lines of one event may be together, in code units (the `length` of a string), their ends not counted;
   * 1,048,576 by default, and no limit where it is `Infinity`. Comments before the first field of an event, as they are
   * sent to keep a connection alive, are not added up
   */
  readonly maxLength?: number
}

// -------------------------------------------------------------------------------------
// encoding
// -------------------------------------------------------------------------------------

/**
 * One event as text, the empty line that ends it included.
 *
 * A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD in `data` and `comment`: content that comes from others must
 * not end the stream. In `event` and `id`, by which programs tell things apart, it is refused.
 *
 * Throws a `TypeError` where `event` or `id` has a CR, an LF, a NUL or a lone surrogate, or a field is no string; a
 * `RangeError` where `retry` is no whole number of ms, 0 or more.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { ServerSentEvent } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(ServerSentEvent.stringify({ event: 'tick', data: '1\n2' }), 'event: tick\ndata: 1\ndata: 2\n\n')
 * assert.strictEqual(ServerSentEvent.stringify({ comment: 'still there' }), ': still there\n\n')
 * assert.throws(
 *   () => ServerSentEvent.stringify({ id: '1\ndata: forged' }),
 *   /id: expected no CR, LF, NUL or lone surrogate, got U\+000A at 1/
 * )
 */
export const stringify = ({ comment, event, id, retry, data }: ServerSentEvent): string => {
  let text = ''
  if (comment !== undefined) text += lines('comment', '', comment)
  if (event !== undefined) text += line('event', event)
  if (id !== undefined) text += line('id', id)
  if (retry !== undefined) text += `retry: ${requireRetry(retry)}\n`
  if (data !== undefined) text += lines('data', 'data', data)
  return `${text}\n`
}

/**
 * Each event as text, one string for each: see {@link stringify} for what is refused, which ends the run.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
 *
 * const events = Enumerator.of<ServerSentEvent>({ retry: 5000 }, { id: '1', data: 'kiki' })
 * const result = await events.through(ServerSentEvent.encode).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['retry: 5000\n\n', 'id: 1\ndata: kiki\n\n'] })
 */
export const encode: Enumeratee<ServerSentEvent, string> = Enumeratee.of(FilterMap.map(stringify))

// -------------------------------------------------------------------------------------
// decoding
// -------------------------------------------------------------------------------------

/**
 * Reads the text of an event stream, and hands on the events that a browser would dispatch, as the HTML standard has it.
 *
 * Lines end with CR, LF or CRLF; an empty one ends the event. One byte order mark at the very beginning is left out. One
 * blank after the colon belongs to it, further ones to the value. An event without data is not dispatched, though its id
 * and its `retry` hold; one that has not ended with the text is not dispatched either. An id holds until there is
 * another, and one with a NUL is ignored. `retry` stands on the first event that is dispatched after it was set; beyond
 * `Number.MAX_SAFE_INTEGER` it is that.
 *
 * Law: how the text is cut into elements makes no difference, not within a CRLF either.
 *
 * An event that is longer than `maxLength` ends the run with an `EventTooLongError`, after the events before it and as
 * soon as that much has come: no more than such an event is kept. What is read may share the memory of the elements it
 * came in.
 *
 * Throws a `RangeError` where `maxLength` is no whole number, a `TypeError` for an unknown option.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
 *
 * const text = Enumerator.of(': hello\n\nid: 1\nda', 'ta: one\r', '\ndata: two\n\n', 'event: tick\ndata:\n\n')
 * const result = await text.through(ServerSentEvent.decode()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, {
 *   _tag: 'Right',
 *   right: [
 *     { event: 'message', data: 'one\ntwo', lastEventId: '1' },
 *     { event: 'tick', data: '', lastEventId: '1' }
 *   ]
 * })
 */
export const decode = (options: EventStreamOptions = {}): Enumeratee<string, Dispatched> => {
  const name = 'ServerSentEvent.decode'
  requireOptions(name, options, ['maxLength'])
  const { maxLength = 1_048_576 } = options
  return Enumeratee.of(new Recut(eventCutter(requireCount(`${name}: maxLength`, maxLength))))
}

// -------------------------------------------------------------------------------------
// fields
// -------------------------------------------------------------------------------------

// the reader takes one blank off each value: with one always written, those of the value itself stay
const line = (field: string, value: string): string => {
  const at = requireString(field, value).search(/[\0\r\n]|\p{Surrogate}/u)
  if (at < 0) return `${field}: ${value}\n`
  const code = value.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  throw new TypeError(
    `ServerSentEvent: ${field}: expected no CR, LF, NUL or lone surrogate, got U+${code} at ${String(at)}`
  )
}

const lines = (field: string, name: string, value: string): string => {
  const begin = `${name}: `
  const text = isSpecial.test(requireString(field, value)) ? wellFormed(value).replace(ends, `\n${begin}`) : value
  return `${begin}${text}\n`
}

// most texts are one line, which one look finds
const isSpecial = /[\r\n\ud800-\udfff]/

const ends = /\r\n?|\n/g

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

const requireString = (field: string, value: unknown): string => {
  if (typeof value === 'string') return value
  throw new TypeError(`ServerSentEvent: ${field}: expected a string, got ${String(value)}`)
}

const requireRetry = (retry: number): string => {
  if (Number.isSafeInteger(retry) && retry >= 0) return String(retry)
  throw new RangeError(
    `ServerSentEvent: retry: expected a whole number of milliseconds, 0 or more, got ${String(retry)}`
  )
}
