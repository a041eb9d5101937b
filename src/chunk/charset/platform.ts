/** Charsets that the platform's `TextDecoder` reads. */
import type { Charset, Coder } from '../Charset.js'
import { none, singleByte } from './singleByte.js'
import { type Streaming, streamed } from './streamed.js'

/** Those in which a character may have several bytes; in the others it has one, and ASCII is the lower half. */
const multiByte = ['big5', 'euc-jp', 'euc-kr', 'gb18030', 'gbk', 'iso-2022-jp', 'shift_jis']

/** What the platform calls it; nothing, where it does not know it. */
export const encodingOf = (label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).encoding
  } catch {
    return undefined
  }
}

export const platform = (encoding: string): Charset =>
  encoding === 'iso-2022-jp'
    ? { name: encoding, decoder: escaping(encoding) }
    : multiByte.includes(encoding)
      ? { name: encoding, decoder: streamed(() => open(encoding)) }
      : singleByte(encoding, upperHalf(encoding))

const open = (encoding: string): Streaming => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

const upperHalf = (encoding: string): string => {
  const decoder = new TextDecoder(encoding, { fatal: false, ignoreBOM: false })
  const characters = Array.from({ length: 128 }, (_, i) => decoder.decode(Uint8Array.of(128 + i)))
  return characters.map((character) => (character.length === 1 ? character : none)).join('')
}

const escape = 0x1b

/**
 * ISO-2022-JP: an escape sequence says how what follows is read, and so is repeated before each piece: with the character
 * behind it, as two sequences must not follow each other, and with an end of line, as some decoders forget it there.
 */
const escaping = (
  encoding: string,
  sequence: ReadonlyArray<number> = [],
  lineEnded = false
): Coder<Uint8Array, string> =>
  streamed(
    () => {
      const decoder = open(encoding)
      decoder.write(Uint8Array.from(lineEnded ? [...sequence, 0x0a] : sequence))
      return decoder
    },
    (taken) => {
      const at = taken.lastIndexOf(escape)
      const since = taken.subarray(Math.max(at, 0))
      const begin = at < 0 ? [...sequence, ...since.subarray(0, 2)] : [...since.subarray(0, 5)]
      if (begin[0] !== escape) return undefined
      const ended = (at < 0 && lineEnded) || since.includes(0x0a) || since.includes(0x0d)
      return escaping(encoding, begin.slice(0, begin[1] === 0x24 ? 5 : 4), ended)
    }
  )
