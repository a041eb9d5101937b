/**
 * The name that a value's server-sent event has: what a page listens for. Play's `EventNameExtractor`.
 *
 * @module
 * @since 0.1.0
 */
import type { Contravariant1 } from 'fp-ts/lib/Contravariant.js'
import { none as noName, type Option, some } from 'fp-ts/lib/Option.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A type class: `eventName` answers the name of the event; where there is none, or an empty one, it is `'message'`.
 *
 * A name is one line: what has a CR, LF, NUL or a lone surrogate is refused when it is to be written.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventName<in E> {
  /** the name of one value's event */
  readonly eventName: (e: E) => Option<string>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * No names: all are messages. What `EventSource` does by default.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventName } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * assert.deepStrictEqual(EventName.none.eventName('kiki'), O.none)
 */
export const none: EventName<unknown> = { eventName: () => noName }

/**
 * Of a pair of a name and a value, the name; `EventData.pair` takes the value.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, EventData, EventName, EventSource, Iteratee } from 'fp-ts-iteratee'
 *
 * const events = EventSource({ name: EventName.pair, data: EventData.pair(EventData.json) })
 * const ticks = Enumerator.of<readonly [string, number]>(['tick', 1])
 * const result = await ticks.through(events).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['event: tick\ndata: 1\n\n'] })
 */
export const pair: EventName<readonly [name: string, value: unknown]> = { eventName: ([name]) => some(name) }

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Names of another type, by way of this one.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { EventName } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const kind = EventName.contramap((e: { kind: string }) => [e.kind, e] as const)(EventName.pair)
 * assert.deepStrictEqual(kind.eventName({ kind: 'tick' }), O.some('tick'))
 */
export const contramap =
  <A, B>(f: (b: B) => A) =>
  (name: EventName<A>): EventName<B> => ({ eventName: (b) => name.eventName(f(b)) })

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of `EventName` among fp-ts's higher kinded types.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/EventName'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/HKT' {
  interface URItoKind<A> {
    readonly [URI]: EventName<A>
  }
}

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { EventName } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const shouted = EventName.Contravariant.contramap(EventName.pair, (s: string) => [s.toUpperCase(), s] as const)
 * assert.deepStrictEqual(shouted.eventName('tick'), O.some('TICK'))
 */
export const Contravariant: Contravariant1<URI> = { URI, contramap: (fa, f) => contramap(f)(fa) }
