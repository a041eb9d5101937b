/**
 * A stream of messages as server-sent events, for a browser's `EventSource`. Play's `EventSource` helper.
 *
 * ```text
 *   kiki                  foo ...
 *   data: kiki ⏎ ⏎        data: foo ⏎ ⏎ ...
 * ```
 *
 * @module
 * @since 0.1.0
 */
import type { Json } from 'fp-ts/lib/Json.js'
import { Enumeratee } from '../enumeratee/model.js'
import { requireMethod } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { type EventData, stringOrJson } from './EventData.js'
import { type EventId, none as noId } from './EventId.js'
import { type EventName, none as noName } from './EventName.js'
import { type ServerSentEvent, stringify } from './ServerSentEvent.js'

/**
 * What events have beside their data.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventSourceOptions<in E> {
  /** the name of each event; none by default, which is `'message'` */
  readonly name?: EventName<E>
  /** the id of each event; none by default */
  readonly id?: EventId<E>
}

/**
 * An enumeratee from messages to the text of an event stream, one string for each message.
 *
 * Takes a string or any JSON value; with `data`, whatever that takes. A string of several lines arrives as that, with
 * its line breaks made LF; a lone surrogate in it arrives as U+FFFD. As JSON text, strings arrive unchanged.
 *
 * A name or an id that has a CR, an LF, a NUL or a lone surrogate ends the run with a `TypeError`, and nothing of its
 * event is written; so does a message that is no JSON value.
 *
 * Throws a `TypeError` for an unknown option.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, EventSource, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const plain = await Enumerator.of('kiki', 'foo\nbar').through(EventSource()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(plain, { _tag: 'Right', right: ['data: kiki\n\n', 'data: foo\ndata: bar\n\n'] })
 *
 * const numbered = EventSource({ id: { eventId: (n: number) => O.some(String(n)) } })
 * const result = await Enumerator.of(7).through(numbered).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['id: 7\ndata: 7\n\n'] })
 */
export function EventSource<E>(options: EventSourceOptions<E> & { readonly data: EventData<E> }): Enumeratee<E, string>
export function EventSource<E extends Json = Json>(options?: EventSourceOptions<E>): Enumeratee<E, string>
export function EventSource<E>(
  options: EventSourceOptions<E> & { readonly data?: EventData<E> } = {}
): Enumeratee<E, string> {
  requireOptions('EventSource', options, ['data', 'name', 'id'])
  const { data = stringOrJson as EventData<never> as EventData<E>, name = noName, id = noId } = options
  requireMethod('EventSource', data, 'eventData', 'an EventData', 'data')
  requireMethod('EventSource', name, 'eventName', 'an EventName', 'name')
  requireMethod('EventSource', id, 'eventId', 'an EventId', 'id')
  const event = (e: E): ServerSentEvent => {
    const [named, numbered] = [name.eventName(e), id.eventId(e)]
    return {
      data: data.eventData(e),
      ...(named._tag === 'Some' ? { event: named.value } : undefined),
      ...(numbered._tag === 'Some' ? { id: numbered.value } : undefined)
    }
  }
  return Enumeratee.of(FilterMap.map((e) => stringify(event(e))))
}
