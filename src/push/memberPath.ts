/**
 * A path to a member of a JavaScript object: `console.log`, `parent.cometMessage`, `window["x"].y`, `handlers[0]`.
 *
 * ```text
 * path   = name { "." name | "[" string | number "]" }
 * string = in single or double quotes, of characters that need no escape
 * ```
 */
const name = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const member = /\.[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const element = /\[(?:\d+|"[^"\\\p{Cc}\u2028\u2029<>]*"|'[^'\\\p{Cc}\u2028\u2029<>]*')\]/uy

/** words that cannot begin an expression that is a path */
const reserved = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch throw true try typeof var void while with yield'
  ).split(' ')
)

/** The path, or a `TypeError` that says what is wrong with it, and where. */
export const requireMemberPath = (what: string, text: unknown): string => {
  const refuse = (why: string): never => {
    throw new TypeError(
      `${what}: expected a JavaScript member path such as parent.cometMessage, got ${show(text)}: ${why}`
    )
  }
  if (typeof text !== 'string') return refuse('it is not a string')
  if (text === '') return refuse('it is empty')
  const first = match(name, text, 0)
  if (first === 0) return refuse(`${JSON.stringify(text[0])} at 0 does not begin a name`)
  if (reserved.has(text.slice(0, first))) return refuse(`${text.slice(0, first)} is a reserved word`)
  for (let at = first; at < text.length;) {
    const length = match(member, text, at) || match(element, text, at)
    if (length === 0) return refuse(`unexpected ${JSON.stringify(text[at])} at ${String(at)}`)
    at += length
  }
  return text
}

const show = (text: unknown): string => (typeof text === 'string' ? JSON.stringify(text) : String(text))

/** how many characters the pattern takes at `at` */
const match = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}
