import type { Json } from 'fp-ts/lib/Json.js'

/** A value as JSON text, or a `TypeError`; one that is no JSON value at all is told with the name of who was given it. */
export const jsonText = (name: string, value: Json): string => {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`${name}: a ${typeof value} is not a JSON value`)
  return text
}
