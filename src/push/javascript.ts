/**
 * Values as JavaScript expressions that stand safely in a script element of an HTML page.
 *
 * Law: what is evaluated equals what was given, and no text, wherever it stands, ends the script element, opens a
 * comment or another script in it, or runs.
 */

const isUnsafeInString = /[\p{Cc}'"\\<>\u2028\u2029\ufeff]|\p{Surrogate}/u
const unsafeInString = new RegExp(isUnsafeInString.source, 'gu')

/** A string, in single quotes. */
export const stringLiteral = (text: string): string =>
  `'${isUnsafeInString.test(text) ? text.replace(unsafeInString, escaped) : text}'`

const short: Record<string, string> = { "'": "\\'", '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (c: string): string => short[c] ?? unicode(c)

const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * JSON text, as the value that it stands for.
 *
 * In an object literal `"__proto__": …` would set the prototype; `JSON.parse` makes it the key that it is.
 */
export const jsonExpression = (json: string): string =>
  json.includes('"__proto__"') ? `JSON.parse(${stringLiteral(json)})` : json.replace(/[<>\u2028\u2029]/g, unicode)

/**
 * An expression whose text is not ours, made unable to end or to nest the script element. In a string, where such text
 * belongs, the replacement means the same.
 */
export const contained = (expression: string): string => expression.replace(/<(?=\/?script|!--)/gi, '\\x3c')
