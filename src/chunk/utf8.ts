/** UTF-8 that comes in pieces, cut so that no character is. */
import { MalformedInputError } from '../Errors.js'
import type { Cut, Cutter } from '../kernel/stage/recut.js'

interface Undecoded {
  /** a character that has begun, at most three bytes */
  readonly begun: Uint8Array
  /** where that begins in the input */
  readonly offset: number
  /** nothing is decoded yet, so that a byte order mark may come */
  readonly atStart: boolean
}

// a decoder leaves out the mark at the beginning of whatever it is given: it is told not to
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const byteOrderMark = '\uFEFF'
const none = new Uint8Array(0)

/** Text of bytes; a byte order mark at the very beginning is left out. */
export const utf8: Cutter<Undecoded, Uint8Array, string> = {
  begin: { begun: none, offset: 0, atStart: true },

  cut(state: Undecoded, piece: Uint8Array): Cut<Undecoded, string> {
    const bytes = joined(state.begun, piece)
    const to = endOfLast(bytes)
    try {
      const text = decoder.decode(bytes.subarray(0, to))
      // a copy: it does not keep the piece alive, nor change with it
      const begun = to === bytes.length ? none : new Uint8Array(bytes.subarray(to))
      return {
        state: { begun, offset: state.offset + to, atStart: state.atStart && to === 0 },
        made: made(state, text)
      }
    } catch {
      const valid = validLength(bytes)
      const failure = new MalformedInputError('UTF-8', state.offset + valid)
      return { state, made: made(state, decoder.decode(bytes.subarray(0, valid))), failure }
    }
  },

  end(state) {
    if (state.begun.length === 0) return { state, made: [] }
    return { state, made: [], failure: new MalformedInputError('UTF-8', state.offset) }
  }
}

const made = ({ atStart }: Undecoded, text: string): ReadonlyArray<string> => {
  const kept = atStart && text.startsWith(byteOrderMark) ? text.slice(1) : text
  return kept === '' ? [] : [kept]
}

const joined = (begun: Uint8Array, piece: Uint8Array): Uint8Array => {
  if (begun.length === 0) return piece
  const bytes = new Uint8Array(begun.length + piece.length)
  bytes.set(begun)
  bytes.set(piece, begun.length)
  return bytes
}

/** How many bytes a character has, by its first one; 1 where that can be none, which is found when it is decoded. */
const lengthBy = (lead: number): number => (lead < 0xc0 || lead > 0xf7 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4)

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80

/** The index after the last character that has not only begun. */
const endOfLast = (bytes: Uint8Array): number => {
  const { length } = bytes
  for (let i = length - 1; i >= 0 && i >= length - 3; i--) {
    const byte = bytes[i] as number
    if (!isContinuation(byte)) return i + lengthBy(byte) > length ? i : length
  }
  return length
}

/** How many bytes there are before the first that is no part of a character. */
const validLength = (bytes: Uint8Array): number => {
  let at = 0
  for (;;) {
    const length = lengthAt(bytes, at)
    if (length === 0) return at
    at += length
  }
}

/** The length of the character that begins there; 0 where none does. */
const lengthAt = (bytes: Uint8Array, at: number): number => {
  const lead = bytes[at] ?? 0xff
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const length = lengthBy(lead)
  // what would be too long a form of a character, half of a surrogate pair, or beyond the last one
  const [low, high] = seconds.get(lead) ?? [0x80, 0xbf]
  const second = bytes[at + 1] ?? 0
  if (second < low || second > high) return 0
  for (let i = 2; i < length; i++) if (!isContinuation(bytes[at + i] ?? 0)) return 0
  return length
}

const seconds: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]]
])
