/**
 * The forms in which one and the same stream goes out: Comet, server-sent events, NDJSON. `negotiated` of
 * `fp-ts-iteratee/node` chooses among them by what a client accepts.
 *
 * @module
 * @since 0.1.0
 */
import type { Enumeratee } from '../enumeratee/model.js'
import { heading } from '../enumeratee/slicing.js'
import { of as just } from '../enumerator/sequence.js'
import { partsOf } from '../kernel/given.js'
import type { Html } from './Html.js'
import * as W from './Writeable.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * How elements of a type go out.
 *
 * @category model
 * @since 0.1.0
 */
export interface WireFormat<in A> {
  readonly encode: Enumeratee<A, string>
  readonly writeable: W.Writeable<string>
  /** what may stand between any two elements and says nothing: see `Enumeratee.keepAlive` */
  readonly filler: string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Markup, filled with blanks.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Comet, WireFormat } from 'fp-ts-iteratee'
 *
 * const format = WireFormat.comet(Comet('parent.cometMessage'))
 * assert.strictEqual(format.writeable.contentType, 'text/html; charset=utf-8')
 */
export const comet = <A>(encode: Enumeratee<A, Html>): WireFormat<A> => ({
  encode: checked('WireFormat.comet', encode),
  writeable: { ...W.text, contentType: W.html.contentType },
  filler: ' '
})

/**
 * Server-sent events, filled with empty comments. One stands at the beginning: some clients see nothing of an answer
 * before the first byte of its body.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { EventSource, WireFormat } from 'fp-ts-iteratee'
 *
 * const format = WireFormat.eventStream(EventSource())
 * assert.strictEqual(format.writeable.contentType, 'text/event-stream')
 */
export const eventStream = <A>(encode: Enumeratee<A, string>): WireFormat<A> => ({
  encode: checked('WireFormat.eventStream', encode).compose(heading(just(emptyComment))),
  writeable: W.eventStream,
  filler: emptyComment
})

const emptyComment = ':\n\n'

/**
 * Lines of JSON, filled with empty ones.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Ndjson, WireFormat } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(WireFormat.ndjson(Ndjson.encode).writeable.contentType, 'application/x-ndjson')
 */
export const ndjson = <A>(encode: Enumeratee<A, string>): WireFormat<A> => ({
  encode: checked('WireFormat.ndjson', encode),
  writeable: W.ndjson,
  filler: '\n'
})

const checked = <A, B>(name: string, encode: Enumeratee<A, B>): Enumeratee<A, B> => {
  partsOf(name, encode)
  return encode
}
