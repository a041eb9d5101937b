/**
 * Comet: a stream of script elements that a browser runs as they arrive. Play's `Comet` helper.
 *
 * ```text
 *   kiki                 foo ...
 *   blanks, <html><body>, <script>parent.cometMessage('kiki');</script>, <script>parent.cometMessage('foo');</script> ...
 * ```
 *
 * Safe by construction: no message, whatever its content, ends the script element, starts another, keeps later
 * messages from running, changes a prototype or runs as code.
 *
 * @module
 * @since 0.1.0
 */
import type { Json } from 'fp-ts/lib/Json.js'
import type { Option } from 'fp-ts/lib/Option.js'
import { Enumeratee } from '../enumeratee/model.js'
import { shown } from '../kernel/shown.js'
import { requireMethod } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import type { Part } from '../kernel/Stage.js'
import { Batch } from '../kernel/stage/batch.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { FromArray } from '../kernel/source/array.js'
import { Heading } from '../kernel/stage/around.js'
import { type CometMessage, stringOrJson } from './CometMessage.js'
import type { EventId } from './EventId.js'
import { type Html, raw } from './Html.js'
import { contained, stringLiteral } from './javascript.js'
import { requireMemberPath } from './memberPath.js'

/**
 * How {@link Comet} writes.
 *
 * @category model
 * @since 0.1.0
 */
export interface CometOptions {
  /** sent before anything else, and before the first message is there; 5 × 1024 blanks and `<html><body>` by default */
  readonly initialChunk?: Html
  /** a base64 value, for pages with a content security policy: stands on every script */
  readonly nonce?: string
  /** each script removes its own element, so that an endless stream does not grow the page */
  readonly removeScripts?: boolean
  /**
   * messages that are ready together share a script, which browsers run many times faster. A callback that throws
   * does not keep the others from running: the error is reported as one of the window's
   */
  readonly batch?: boolean
}

/**
 * An enumeratee from messages to the markup of a Comet stream; each message becomes the argument of `callback`, a
 * JavaScript member path: `console.log`, or `parent.cometMessage` for a page that has the stream in an iframe.
 *
 * Takes a string or any JSON value; with `message`, whatever that takes. With `id`, a message that has an id is written
 * as `callback(MESSAGE,'ID')`: what `cometFrame` of `fp-ts-iteratee/client` goes on from when it was cut off. Any string
 * may be an id, and arrives as it is.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `TypeError` where `callback` is no member path, `nonce` no base64 value, or an option unknown
 * @example
 * import { Comet, Enumerator, Html, Iteratee } from 'fp-ts-iteratee'
 *
 * const comet = Comet('parent.cometMessage', { initialChunk: Html.empty })
 * const result = await Enumerator.of('kiki', 'foo').through(comet).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, {
 *   _tag: 'Right',
 *   right: [
 *     "<script>parent.cometMessage('kiki');</script>",
 *     "<script>parent.cometMessage('foo');</script>"
 *   ]
 * })
 */
export function Comet<E>(
  callback: string,
  options: CometOptions & { readonly message: CometMessage<E>; readonly id?: EventId<E> }
): Enumeratee<E, Html>
export function Comet<E extends Json = Json>(
  callback: string,
  options?: CometOptions & { readonly id?: EventId<E> }
): Enumeratee<E, Html>
export function Comet<E>(
  callback: string,
  options: CometOptions & { readonly message?: CometMessage<E>; readonly id?: EventId<E> } = {}
): Enumeratee<E, Html> {
  requireOptions('Comet', options, ['message', 'id', 'initialChunk', 'nonce', 'removeScripts', 'batch'])
  const path = requireMemberPath('Comet: callback', callback)
  if (options.message !== undefined)
    requireMethod('Comet', options.message, 'toJavascriptMessage', 'a CometMessage', 'message')
  if (options.id !== undefined) requireMethod('Comet', options.id, 'eventId', 'an EventId', 'id')
  const message = options.message ?? (stringOrJson as CometMessage<never> as CometMessage<E>)
  const { id } = options
  const open =
    (options.nonce === undefined ? '<script>' : `<script nonce="${requireNonce(options.nonce)}">`) +
    (options.removeScripts === true ? 'document.currentScript.remove();' : '')

  const argument = (e: E): string => contained(message.toJavascriptMessage(e))
  const args = id === undefined ? argument : (e: E): string => argument(e) + secondArgument(id.eventId(e))
  const script = (args: string): Html => raw(`${open}${path}(${args});</script>`)
  const list =
    id === undefined
      ? (all: ReadonlyArray<string>): string => `[${all.join()}]`
      : (all: ReadonlyArray<string>): string => `[[${all.join('],[')}]]`
  const given = id === undefined ? 'm' : '...m'
  const sharedScript = (all: ReadonlyArray<string>): Html =>
    all.length === 1
      ? script(all[0] as string)
      : raw(
          `${open}${list(all)}.forEach(function(m){` +
            `try{${path}(${given})}catch(e){setTimeout(function(){throw e})}});</script>`
        )

  const scripts: Part<E, Html> =
    options.batch === true ? new Batch(scriptSize, args, sharedScript) : FilterMap.map((e) => script(args(e)))
  const initial = options.initialChunk ?? playsInitialChunk
  return Enumeratee.from(initial === '' ? [scripts] : [scripts, new Heading(new FromArray([initial]))])
}

const secondArgument = (id: Option<string>): string => (id._tag === 'None' ? '' : `,${stringLiteral(id.value)}`)

/** How many messages may share a script: beyond some fifty it makes no difference any more to a browser. */
const scriptSize = 64

/** Some proxies and old browsers hold back the first few kilobytes. */
const playsInitialChunk: Html = raw(`${' '.repeat(5 * 1024)}<html><body>`)

const requireNonce = (nonce: unknown): string => {
  if (typeof nonce === 'string' && /^[A-Za-z0-9+/_-]+={0,2}$/.test(nonce)) return nonce
  throw new TypeError(`Comet: nonce: expected a base64 value, got ${shown(nonce)}`)
}
