/**
 * Which id a value has in a stream: what a browser that was cut off asks to go on from.
 *
 * @module
 * @since 0.1.0
 */
import type { Contravariant1 } from 'fp-ts/lib/Contravariant.js'
import { none as noId, type Option } from 'fp-ts/lib/Option.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A type class: `eventId` answers the id of a value, where it has one. Play's `EventIdExtractor`.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventId<in E> {
  /** the id of one value */
  readonly eventId: (e: E) => Option<string>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * No value has an id.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventId } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(EventId.none.eventId('kiki'), { _tag: 'None' })
 */
export const none: EventId<unknown> = { eventId: () => noId }

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Ids of another type, by way of this one.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { EventId } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const number: EventId<number> = { eventId: (n) => O.some(String(n)) }
 * const row = pipe(number, EventId.contramap((row: { id: number }) => row.id))
 * assert.deepStrictEqual(row.eventId({ id: 7 }), O.some('7'))
 */
export const contramap =
  <A, B>(f: (b: B) => A) =>
  (id: EventId<A>): EventId<B> => ({ eventId: (b) => id.eventId(f(b)) })

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of `EventId` among fp-ts's higher kinded types.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/EventId'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/HKT' {
  interface URItoKind<A> {
    readonly [URI]: EventId<A>
  }
}

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { EventId } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const text: EventId<string> = { eventId: O.some }
 * const number = EventId.Contravariant.contramap(text, (n: number) => n.toFixed())
 * assert.deepStrictEqual(number.eventId(7), O.some('7'))
 */
export const Contravariant: Contravariant1<URI> = { URI, contramap: (fa, f) => contramap(f)(fa) }
