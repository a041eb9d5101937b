/**
 * Which id a value has in a stream: what a browser says it has seen when it connects again, by the header `Last-Event-ID`
 * for server-sent events, by `lastEventId` in the query for a Comet frame. Play's `EventIdExtractor`.
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
 * A type class: `eventId` answers the id of the event; where there is none, the one before holds, and an empty one ends
 * that.
 *
 * The id of a server-sent event is one line: what has a CR, LF, NUL or a lone surrogate is refused when it is to be
 * written.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventId<in E> {
  /** the id of one value's event */
  readonly eventId: (e: E) => Option<string>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * No ids, so that nothing can be sent again. What `EventSource` and `Comet` do by default.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventId } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * assert.deepStrictEqual(EventId.none.eventId('kiki'), O.none)
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
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const number: EventId<number> = { eventId: (n) => O.some(String(n)) }
 * const row = EventId.contramap((row: { key: number }) => row.key)(number)
 * assert.deepStrictEqual(row.eventId({ key: 7 }), O.some('7'))
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
 * const text: EventId<string> = { eventId: O.fromPredicate((s) => s !== '') }
 * const size = EventId.Contravariant.contramap(text, (n: number) => String(n))
 * assert.deepStrictEqual(size.eventId(3), O.some('3'))
 */
export const Contravariant: Contravariant1<URI> = { URI, contramap: (fa, f) => contramap(f)(fa) }
