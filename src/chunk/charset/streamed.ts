/** Charsets that a decoder of others reads, which keeps to itself how far it has come. */
import type { Coded, Coder } from '../Charset.js'

/** A decoder of others, for one use. Throws where there is no character. */
export interface Streaming {
  /** the characters that are whole by now */
  write(bytes: Uint8Array): string
  /** nothing more comes; throws where a character has begun */
  end(): string
}

/**
 * State is a value here, and no decoder is one: each piece has a new decoder, which is given again what is not a whole
 * character yet. `nextAfter` answers what else has to be known of the bytes before, where that changes.
 */
export const streamed = (
  open: () => Streaming,
  nextAfter?: (taken: Uint8Array) => Coder<Uint8Array, string> | undefined
): Coder<Uint8Array, string> => {
  const coded = (made: string, taken: Uint8Array): Coded<Uint8Array, string> => {
    const next = nextAfter?.(taken)
    return next === undefined ? { made, taken: taken.length } : { made, taken: taken.length, next }
  }

  /** As far as characters are whole, of no more than the first `to` bytes. */
  const longest = (bytes: Uint8Array, to: number): Coded<Uint8Array, string> => {
    for (let length = to; ; length--) {
      const taken = bytes.subarray(0, length)
      const decoder = open()
      try {
        return coded(decoder.write(taken) + decoder.end(), taken)
      } catch (error) {
        if (length === 0) throw error
      }
    }
  }

  const begins = (bytes: Uint8Array): boolean => {
    try {
      open().write(bytes)
      return true
    } catch {
      return false
    }
  }

  /** How many bytes there are before the one that shows that something is wrong. */
  const beforeWrong = (bytes: Uint8Array): number => {
    let [good, bad] = [0, bytes.length]
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      if (begins(bytes.subarray(0, middle))) good = middle
      else bad = middle
    }
    return good
  }

  return {
    code(bytes) {
      const decoder = open()
      let made: string
      try {
        made = decoder.write(bytes)
      } catch {
        return { ...longest(bytes, beforeWrong(bytes)), failed: true }
      }
      try {
        made += decoder.end()
      } catch {
        return longest(bytes, bytes.length - 1)
      }
      return coded(made, bytes)
    }
  }
}
