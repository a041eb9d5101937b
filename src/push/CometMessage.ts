/**
 * How a value becomes a message of a Comet stream: a JavaScript expression.
 *
 * @module
 * @since 0.1.0
 */
import type { Contravariant1 } from 'fp-ts/lib/Contravariant.js'
import type { Json } from 'fp-ts/lib/Json.js'
import type { Encoder } from 'io-ts'
import { requireMethod } from '../kernel/given.js'
import { jsonExpression, stringLiteral } from './javascript.js'
import { jsonText } from './jsonText.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A type class: `toJavascriptMessage` answers a JavaScript expression, the argument of the callback.
 *
 * Those of this module are safe for any value. One written by hand answers code: it has to see to it itself that no
 * value runs as such; `Comet` keeps it only from ending the script element.
 *
 * @category model
 * @since 0.1.0
 */
export interface CometMessage<in E> {
  /** the expression for one value */
  readonly toJavascriptMessage: (e: E) => string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Strings, as string literals.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(CometMessage.string.toJavascriptMessage("it's </script>"), "'it\\'s \\u003c/script\\u003e'")
 */
export const string: CometMessage<string> = { toJavascriptMessage: stringLiteral }

/**
 * JSON values, as literals.
 *
 * What `JSON.stringify` refuses (a cycle, a BigInt, `undefined`) is a `TypeError`, and fails the stream.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(CometMessage.json.toJavascriptMessage({ a: ['<', 1] }), '{"a":["\\u003c",1]}')
 */
export const json: CometMessage<Json> = {
  toJavascriptMessage: (value) => jsonExpression(jsonText('CometMessage.json', value))
}

/**
 * A string as {@link string}, any other JSON value as {@link json}: what `Comet` takes by default.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(CometMessage.stringOrJson.toJavascriptMessage('kiki'), "'kiki'")
 * assert.strictEqual(CometMessage.stringOrJson.toJavascriptMessage(['kiki']), '["kiki"]')
 */
export const stringOrJson: CometMessage<Json> = {
  toJavascriptMessage: (value) => (typeof value === 'string' ? stringLiteral(value) : json.toJavascriptMessage(value))
}

/**
 * Values that an io-ts codec encodes to JSON.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 * import * as t from 'io-ts'
 *
 * const message = CometMessage.fromEncoder(t.type({ name: t.string }))
 * assert.strictEqual(message.toJavascriptMessage({ name: 'kiki' }), '{"name":"kiki"}')
 */
export const fromEncoder = <E, O extends Json>(encoder: Encoder<E, O>): CometMessage<E> =>
  contramap(requireMethod('CometMessage.fromEncoder', encoder, 'encode', 'a codec').encode)(json)

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Messages of another type, by way of this one.
 *
 * @category combinators
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const date = pipe(CometMessage.string, CometMessage.contramap((d: Date) => d.toISOString()))
 * assert.strictEqual(date.toJavascriptMessage(new Date(0)), "'1970-01-01T00:00:00.000Z'")
 */
export const contramap =
  <A, B>(f: (b: B) => A) =>
  (message: CometMessage<A>): CometMessage<B> => ({ toJavascriptMessage: (b) => message.toJavascriptMessage(f(b)) })

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * The name of `CometMessage` among fp-ts's higher kinded types.
 *
 * @category instances
 * @since 0.1.0
 */
export const URI = 'fp-ts-iteratee/CometMessage'

/**
 * The type of {@link URI}.
 *
 * @category instances
 * @since 0.1.0
 */
export type URI = typeof URI

declare module 'fp-ts/HKT' {
  interface URItoKind<A> {
    readonly [URI]: CometMessage<A>
  }
}

/**
 * @category instances
 * @since 0.1.0
 * @example
 * import { CometMessage } from 'fp-ts-iteratee'
 *
 * const size = CometMessage.Contravariant.contramap(CometMessage.json, (s: string) => s.length)
 * assert.strictEqual(size.toJavascriptMessage('abc'), '3')
 */
export const Contravariant: Contravariant1<URI> = { URI, contramap: (fa, f) => contramap(f)(fa) }
