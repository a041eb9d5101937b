/**
 * Checks of numbers and words that users pass in: the answer is the value, or an error that names it.
 */
import { shown } from './shown.js'

/** A whole number of elements, `Infinity` included. */
export const requireCount = (name: string, n: number): number => {
  if ((Number.isInteger(n) && n >= 0) || n === Infinity) return n
  throw new RangeError(`${name}: expected a whole number, 0 or more, got ${shown(n)}`)
}

/** The same for what cannot be without end. */
export const requireFiniteCount = (name: string, n: number): number => {
  if (n === Infinity) throw new RangeError(`${name}: expected a whole number, 0 or more, got Infinity`)
  return requireCount(name, n)
}

/** A whole number. */
export const requireWhole = (name: string, n: number): number => {
  if (Number.isSafeInteger(n)) return n
  throw new RangeError(`${name}: expected a whole number, got ${shown(n)}`)
}

/** How much a buffer holds. */
export const requireCapacity = (name: string, n: number): number => {
  if (Number.isInteger(n) && n >= 1) return n
  throw new RangeError(`${name}: expected a whole number, 1 or more, got ${shown(n)}`)
}

/** A length of time that timers take. */
export const requireMs = (name: string, ms: number): number => {
  if (typeof ms === 'number' && ms > 0 && ms <= 2_147_483_647) return ms
  throw new RangeError(`${name}: expected milliseconds, more than 0 and at most 2147483647, got ${shown(ms)}`)
}

/** One of a few words. */
export const requireOneOf = <W extends string>(name: string, word: W, words: ReadonlyArray<W>): W => {
  if (words.includes(word)) return word
  throw new TypeError(`${name}: expected one of ${words.join(', ')}, got ${shown(word)}`)
}
