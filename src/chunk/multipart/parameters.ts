/** Header values with parameters: `form-data; name="a"; filename="b.txt"`. */

export interface Parameterised {
  /** in lower case */
  readonly value: string
  /** by their names in lower case */
  readonly parameters: ReadonlyMap<string, string>
}

/** What names in headers are made of. */
export const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"

/**
 * A quote ends a value only where another parameter or the end follows. Browsers write no quote within a value (`%22`
 * stands for it) and leave a backslash as it is, also as the last character before the quote.
 */
const parameter = new RegExp(`[ \\t]*;[ \\t]*(?:(${token})=(?:"([^]*?)"(?=[ \\t]*(?:;|$))|(${token})))?`, 'y')

/** What the value says; `undefined` where it cannot be read, or names a parameter twice. */
export const parameterised = (text: string): Parameterised | undefined => {
  const trimmed = text.trim()
  const value = /^[^; \t]+/.exec(trimmed)?.[0]
  if (value === undefined) return undefined
  const parameters = new Map<string, string>()
  parameter.lastIndex = value.length
  while (parameter.lastIndex < trimmed.length) {
    const match = parameter.exec(trimmed)
    if (match === null) return undefined
    const [, name, quoted, plain = ''] = match
    if (name === undefined) continue
    if (parameters.has(name.toLowerCase())) return undefined
    parameters.set(name.toLowerCase(), quoted === undefined ? plain : unescaped(quoted))
  }
  return { value: value.toLowerCase(), parameters }
}

/** With a quote in it, a value has been written by the older rule: a backslash before each quote and backslash. */
const unescaped = (quoted: string): string => (quoted.includes('"') ? quoted.replace(/\\([^])/g, '$1') : quoted)
