/**
 * What can be the body of a response: its content type, and how its elements are written.
 *
 * @module
 * @since 0.1.0
 */
import type { Json } from 'fp-ts/lib/Json.js'
import type { Html } from './Html.js'
import { jsonText } from './jsonText.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A type class: what elements are written as. A string is written as UTF-8. Play's `Writeable`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Writeable<in A> {
  /** the value of the `Content-Type` header */
  readonly contentType: string
  /** what one element is written as */
  readonly transform: (a: A) => string | Uint8Array
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const as = <A extends string | Uint8Array>(contentType: string): Writeable<A> => ({ contentType, transform: (a) => a })

/**
 * Markup.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.html.contentType, 'text/html; charset=utf-8')
 */
export const html: Writeable<Html> = as('text/html; charset=utf-8')

/**
 * Text.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.text.contentType, 'text/plain; charset=utf-8')
 */
export const text: Writeable<string> = as('text/plain; charset=utf-8')

/**
 * One JSON text for each element, one right after the other. For a line each, see {@link ndjson}. What is no JSON value is
 * a `TypeError`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.json.transform({ a: 1 }), '{"a":1}')
 */
export const json: Writeable<Json> = {
  contentType: 'application/json',
  transform: (a) => jsonText('Writeable.json', a)
}

/**
 * Bytes.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.bytes.contentType, 'application/octet-stream')
 */
export const bytes: Writeable<Uint8Array> = as('application/octet-stream')

/**
 * Server-sent events, encoded.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.eventStream.contentType, 'text/event-stream')
 */
export const eventStream: Writeable<string> = as('text/event-stream')

/**
 * Newline-delimited JSON, encoded.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Writeable } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Writeable.ndjson.contentType, 'application/x-ndjson')
 */
export const ndjson: Writeable<string> = as('application/x-ndjson')
