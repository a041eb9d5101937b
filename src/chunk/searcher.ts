/** Where bytes that come in pieces are cut at each occurrence of a needle. */
import type { Cut, Cutter } from '../kernel/stage/recut.js'
import { finder } from './find.js'

/**
 * A piece of a stream that has been searched.
 *
 * @category model
 * @since 0.1.0
 */
export type MatchInfo = Matched | Unmatched

/**
 * An occurrence of what was searched for.
 *
 * @category model
 * @since 0.1.0
 */
export interface Matched {
  readonly _tag: 'Matched'
  readonly content: Uint8Array
}

/**
 * Something else, or a part of it.
 *
 * @category model
 * @since 0.1.0
 */
export interface Unmatched {
  readonly _tag: 'Unmatched'
  readonly content: Uint8Array
}

const matched = (content: Uint8Array): MatchInfo => ({ _tag: 'Matched', content })
const unmatched = (content: Uint8Array): MatchInfo => ({ _tag: 'Unmatched', content })

/**
 * The state is how much of the needle the input ends with: that is all that has to be remembered, as the bytes are those
 * of the needle.
 */
export const searcher = (needle: Uint8Array): Cutter<number, Uint8Array, MatchInfo> => {
  const { length } = needle
  const find = finder(needle)
  const borders = bordersOf(needle)

  /** How much of the needle there is after one more byte, where it has begun with so many. */
  const advance = (begun: number, byte: number): number => {
    let n = begun
    while (n > 0 && needle[n] !== byte) n = borders[n - 1] as number
    return needle[n] === byte ? n + 1 : 0
  }

  /** How much of the needle the bytes end with, of those from `from` on. */
  const begunAtEnd = (bytes: Uint8Array, from: number): number => {
    let begun = 0
    for (let i = Math.max(from, bytes.length - length + 1); i < bytes.length; i++)
      begun = advance(begun, bytes[i] as number)
    return begun
  }

  return {
    begin: 0,

    cut(carried: number, bytes: Uint8Array): Cut<number, MatchInfo> {
      const made: MatchInfo[] = []
      let begun = carried
      // up to the first byte where what has begun has begun in these bytes
      let i = 0
      while (i < begun && i < bytes.length && begun < length) begun = advance(begun, bytes[i++] as number)
      const given = Math.min(carried, carried + i - begun)
      if (given > 0) made.push(unmatched(needle.slice(0, given)))
      let handedOn = 0
      if (begun > i) {
        if (begun < length) return { state: begun, made }
        made.push(matched(needle.slice()))
        handedOn = i
        begun = 0
      }
      for (let at = find(bytes, i - begun); at >= 0; at = find(bytes, handedOn)) {
        if (at > handedOn) made.push(unmatched(bytes.subarray(handedOn, at)))
        handedOn = at + length
        made.push(matched(bytes.subarray(at, handedOn)))
      }
      const state = begunAtEnd(bytes, handedOn)
      const to = bytes.length - state
      if (to > handedOn) made.push(unmatched(bytes.subarray(handedOn, to)))
      return { state, made }
    },

    end: (begun) => ({ state: begun, made: begun === 0 ? [] : [unmatched(needle.slice(0, begun))] })
  }
}

/** For each beginning of the needle: how much of the needle it ends with, itself not counted. */
const bordersOf = (needle: Uint8Array): Uint32Array => {
  const borders = new Uint32Array(needle.length)
  let n = 0
  for (let i = 1; i < needle.length; i++) {
    while (n > 0 && needle[n] !== needle[i]) n = borders[n - 1] as number
    if (needle[n] === needle[i]) n++
    borders[i] = n
  }
  return borders
}
