/** Text that is written a whole character at a time. */
import type { Coder } from '../Charset.js'

/** What was written, and how much of the text that is; the rest begins with a character that cannot be. */
export interface Written {
  readonly made: Uint8Array
  readonly taken: number
}

/** A text that ends with the first half of a surrogate pair is written when the other half has come. */
export const writing = (write: (text: string) => Written): Coder<string, Uint8Array> => ({
  code(text, last) {
    const whole = last ? text : withoutHalf(text)
    const { made, taken } = write(whole)
    return { made, taken, failed: taken < whole.length }
  }
})

/** The same for what has all characters: only half of a surrogate pair is none. */
export const writingAll = (bytesOf: (text: string) => Uint8Array): Coder<string, Uint8Array> =>
  writing((text) => {
    const at = loneAt(text)
    return at < 0 ? { made: bytesOf(text), taken: text.length } : { made: bytesOf(text.slice(0, at)), taken: at }
  })

/** A text without the first half of a pair at its end. */
export const withoutHalf = (text: string): string =>
  isHigh(text.charCodeAt(text.length - 1)) ? text.slice(0, -1) : text

export const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
export const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

/** Where the first half of a pair is that stands alone; -1 where none does. Not all platforms can tell so quickly. */
const loneAt = (text: string & { isWellFormed?(): boolean }): number =>
  text.isWellFormed?.() === true ? -1 : text.search(/\p{Surrogate}/u)
