/**
 * How a value becomes the data of a server-sent event: text. Play's `EventDataExtractor`.
 *
 * @module
 * @since 0.1.0
 */
import type { Contravariant1 } from 'fp-ts/lib/Contravariant.js'
import type { Json } from 'fp-ts/lib/Json.js'
import type { Encoder } from 'io-ts'
import { requireMethod } from '../kernel/given.js'
import { jsonText } from './jsonText.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A type class: `eventData` answers the data of the event. Any text will do, of any number of lines.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventData<in E> {
  /** the data of one value's event */
  readonly eventData: (e: E) => string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Strings, as they are.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(EventData.string.eventData('kiki'), 'kiki')
 */
export const string: EventData<string> = { eventData: (s) => s }

/**
 * JSON values, as JSON text.
 *
 * What `JSON.stringify` refuses (a cycle, a BigInt, `undefined`) is a `TypeError`, and fails the stream.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(EventData.json.eventData('kiki'), '"kiki"')
 */
export const json: EventData<Json> = { eventData: (value) => jsonText('EventData.json', value) }

/**
 * A string as {@link string}, any other JSON value as {@link json}: what `EventSource` takes by default.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(EventData.stringOrJson.eventData('kiki'), 'kiki')
 * assert.strictEqual(EventData.stringOrJson.eventData(['kiki']), '["kiki"]')
 */
export const stringOrJson: EventData<Json> = {
  eventData: (value) => (typeof value === 'string' ? value : json.eventData(value))
}

/**
 * Values that an io-ts codec encodes to JSON, as JSON text.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const data = EventData.fromEncoder(t.type({ name: t.string }))
 * assert.strictEqual(data.eventData({ name: 'kiki' }), '{"name":"kiki"}')
 */
export const fromEncoder = <E, O extends Json>(encoder: Encoder<E, O>): EventData<E> =>
  contramap(requireMethod('EventData.fromEncoder', encoder, 'encode', 'a codec').encode)(json)

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Data of another type, by way of this one.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const date = pipe(EventData.string, EventData.contramap((d: Date) => d.toISOString()))
 * assert.strictEqual(date.eventData(new Date(0)), '1970-01-01T00:00:00.000Z')
 */
export const contramap =
  <A, B>(f: (b: B) => A) =>
  (data: EventData<A>): EventData<B> => ({ eventData: (b) => data.eventData(f(b)) })

/**
 * Of a pair of a name and a value, the data of the value: goes with `EventName.pair`.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(EventData.pair(EventData.json).eventData(['tick', 1]), '1')
 */
export const pair = <E>(data: EventData<E>): EventData<readonly [name: string, value: E]> =>
  contramap(([, value]: readonly [string, E]) => value)(data)

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of `EventData` among fp-ts's higher kinded types.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/EventData'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/HKT' {
  interface URItoKind<A> {
    readonly [URI]: EventData<A>
  }
}

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { EventData } from 'fp-ts-iteratee'
 *
 * const size = EventData.Contravariant.contramap(EventData.json, (s: string) => s.length)
 * assert.strictEqual(size.eventData('abc'), '3')
 */
export const Contravariant: Contravariant1<URI> = { URI, contramap: (fa, f) => contramap(f)(fa) }
