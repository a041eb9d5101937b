/** UTF-8: as the platform has it, but for where it is wrong, which that does not tell. */
import type { Charset, Coder } from '../Charset.js'
import { asciiOf } from './ascii.js'
import { writingAll } from './writing.js'

// a decoder leaves out the mark at the beginning of whatever it is given: it is told not to
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

// Node has two: one for what is mostly ASCII, and another, twice as fast for what is not. A decoder that has been used for
// a stream has the second one from then on.
decoder.decode(new Uint8Array(0), { stream: true })

const byteOrderMark = [0xef, 0xbb, 0xbf]

const reading: Coder<Uint8Array, string> = {
  code(bytes) {
    const quick = asciiOf(bytes)
    if (quick !== undefined) return { made: quick, taken: bytes.length }
    const taken = endOfLast(bytes)
    try {
      return { made: decoder.decode(bytes.subarray(0, taken)), taken }
    } catch {
      const valid = validLength(bytes)
      return { made: decoder.decode(bytes.subarray(0, valid)), taken: valid, failed: true }
    }
  }
}

/** A mark at the very beginning is left out. */
const beginning: Coder<Uint8Array, string> = {
  code(bytes, last) {
    if (!byteOrderMark.every((byte, i) => i >= bytes.length || bytes[i] === byte))
      return { next: reading, ...reading.code(bytes, last) }
    return bytes.length < 3 ? { made: '', taken: 0 } : { made: '', taken: 3, next: reading }
  }
}

export const utf8: Charset = {
  name: 'UTF-8',
  decoder: beginning,
  encoder: writingAll((text) => encoder.encode(text))
}

/** Bytes of a text that is all ASCII; nothing where others are among them. */
export const bytesOfAscii = (text: string): Uint8Array | undefined => {
  const bytes = encoder.encode(text)
  return bytes.length === text.length ? bytes : undefined
}

/** The text of bytes that are whole characters, a mark among them; nothing where they are not. */
export const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
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
