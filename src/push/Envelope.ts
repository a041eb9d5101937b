/**
 * What subscribers of a hub are handed, on its way to a browser: each event with its id, by which the client goes on
 * where it was cut off, and each gap told.
 *
 * ```ts
 * hub.subscribe({ after }).through(Envelope.eventSource())
 * hub.subscribe({ after }).through(Envelope.comet('frameElement.cometMessage'))
 * hub.subscribe({ after }).through(Envelope.ndjson())
 * ```
 *
 * The first has a form for each part: data, id, and an event named `gap`. The other two send the envelope as it is.
 *
 * @module
 * @since 0.1.0
 */
import type { Json } from 'fp-ts/lib/Json.js'
import { none, some } from 'fp-ts/lib/Option.js'
import type { Envelope as EnvelopeOf } from '../concurrent/hub/model.js'
import type { Enumeratee } from '../enumeratee/model.js'
import { requireOptions } from '../kernel/options.js'
import { requireMethod } from '../kernel/given.js'
import { Comet, type CometOptions } from './Comet.js'
import * as M from './CometMessage.js'
import { type EventData, stringOrJson } from './EventData.js'
import type { EventId } from './EventId.js'
import type { EventName } from './EventName.js'
import { EventSource } from './EventSource.js'
import type { Html } from './Html.js'
import * as N from './Ndjson.js'

/**
 * What subscribers of a hub are handed: an event with its id, or a gap. See the module `Hub`.
 *
 * @category model
 * @since 0.1.0
 */
export type Envelope<A> = EnvelopeOf<A>

/**
 * The ids of envelopes: that of an event, and of a gap the one that it resumes at, so that a client that comes back after
 * it is not told of it again.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Envelope } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * assert.deepStrictEqual(Envelope.id.eventId({ _tag: 'Event', id: 'a-7', data: 'kiki' }), O.some('a-7'))
 * assert.deepStrictEqual(Envelope.id.eventId({ _tag: 'Gap', after: 'a-1', resumesAt: 'a-6' }), O.some('a-6'))
 */
export const id: EventId<Envelope<unknown>> = {
  eventId: (envelope) => some(envelope._tag === 'Event' ? envelope.id : envelope.resumesAt)
}

/**
 * Server-sent events, of a string or any JSON value, or of what `data` takes. A gap is an event named `gap`, its data
 * `{ "after": …, "resumesAt": … }`.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Envelope, Iteratee } from 'fp-ts-iteratee'
 *
 * const envelopes = Enumerator.of<Envelope<string>>(
 *   { _tag: 'Gap', after: 'a-1', resumesAt: 'a-6' },
 *   { _tag: 'Event', id: 'a-7', data: 'kiki' }
 * )
 * assert.deepStrictEqual(await envelopes.through(Envelope.eventSource()).run(Iteratee.getChunks())(), {
 *   _tag: 'Right',
 *   right: ['event: gap\nid: a-6\ndata: {"after":"a-1","resumesAt":"a-6"}\n\n', 'id: a-7\ndata: kiki\n\n']
 * })
 */
export const eventSource = <A extends Json = Json>(
  data: EventData<A> = stringOrJson
): Enumeratee<Envelope<A>, string> => {
  requireMethod('Envelope.eventSource', data, 'eventData', 'an EventData')
  return EventSource<Envelope<A>>({
    data: {
      eventData: (envelope) => {
        if (envelope._tag === 'Event') return data.eventData(envelope.data)
        const { after, resumesAt } = envelope
        return JSON.stringify({ after, resumesAt })
      }
    },
    name: gaps,
    id
  })
}

const gaps: EventName<Envelope<unknown>> = { eventName: ({ _tag }) => (_tag === 'Gap' ? some('gap') : none) }

/**
 * A Comet stream: the callback is handed the envelope, and its id.
 *
 * @category encoding
 * @since 0.1.0
 * @throws as `Comet`
 * @example
 * import { Enumerator, Envelope, Html, Iteratee } from 'fp-ts-iteratee'
 *
 * const comet = Envelope.comet('frameElement.cometMessage', { initialChunk: Html.empty })
 * const envelopes = Enumerator.of<Envelope<string>>({ _tag: 'Event', id: 'a-7', data: 'kiki' })
 * assert.deepStrictEqual(await envelopes.through(comet).run(Iteratee.getChunks())(), {
 *   _tag: 'Right',
 *   right: [`<script>frameElement.cometMessage({"_tag":"Event","id":"a-7","data":"kiki"},'a-7');</script>`]
 * })
 */
export const comet = <A extends Json = Json>(
  callback: string,
  options: CometOptions = {}
): Enumeratee<Envelope<A>, Html> => {
  requireOptions('Envelope.comet', options, ['initialChunk', 'nonce', 'removeScripts', 'batch'])
  return Comet(callback, { ...options, id, message: M.contramap(asJson)(M.json) })
}

/**
 * One envelope a line.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { Enumerator, Envelope, Iteratee } from 'fp-ts-iteratee'
 *
 * const envelopes = Enumerator.of<Envelope<number>>({ _tag: 'Event', id: 'a-7', data: 7 })
 * assert.deepStrictEqual(await envelopes.through(Envelope.ndjson()).run(Iteratee.getChunks())(), {
 *   _tag: 'Right',
 *   right: ['{"_tag":"Event","id":"a-7","data":7}\n']
 * })
 */
export const ndjson = <A extends Json = Json>(): Enumeratee<Envelope<A>, string> => N.encodeWith({ encode: asJson })

const asJson = (envelope: Envelope<Json>): Json => ({ ...envelope })
