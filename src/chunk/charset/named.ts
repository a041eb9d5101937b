/** Charsets by their names. */
import type { Charset } from '../Charset.js'
import { encodingOf, platform } from './platform.js'
import { none, singleByte } from './singleByte.js'
import { utf16, utf16be, utf16le } from './utf16.js'
import { utf32, utf32be, utf32le } from './utf32.js'
import { utf8 } from './utf8.js'

const upper = (from: number, to: number): string =>
  String.fromCharCode(...Array.from({ length: to - from }, (_, i) => from + i))

const usAscii = (): Charset => singleByte('US-ASCII', none.repeat(128))
const latin1 = (): Charset => singleByte('ISO-8859-1', upper(0x80, 0x100))

// there are platforms that read it as ISO-8859-1
const windows1252 = (): Charset =>
  singleByte('windows-1252', '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ' + upper(0xa0, 0x100))

/** These are known everywhere; a platform would take some of the names for others. */
const known: ReadonlyArray<readonly [labels: string, charset: () => Charset]> = [
  ['us-ascii ascii ansi_x3.4-1968', usAscii],
  ['iso-8859-1 latin1 l1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 cp819 ibm819', latin1],
  ['windows-1252 cp1252 x-cp1252', windows1252],
  ['utf-8 utf8', () => utf8],
  ['utf-16 utf16', () => utf16],
  ['utf-16be utf16be', () => utf16be],
  ['utf-16le utf16le', () => utf16le],
  ['utf-32 utf32', () => utf32],
  ['utf-32be utf32be', () => utf32be],
  ['utf-32le utf32le', () => utf32le]
]

const byLabel: ReadonlyMap<string, () => Charset> = new Map(
  known.flatMap(([labels, charset]) => labels.split(' ').map((label) => [label, charset] as const))
)

const made = new Map<string, Charset>()

/** Each is made once: it may have a table. */
const byEncoding = (encoding: string): Charset => {
  const charset = made.get(encoding) ?? byLabel.get(encoding)?.() ?? platform(encoding)
  made.set(encoding, charset)
  return charset
}

/** The charset, or that of this name; `user` is who wants it. */
export const charsetOf = (user: string, charset: string | Charset): Charset => {
  if (typeof charset !== 'string') {
    const given: unknown = charset
    if (typeof given === 'object' && given !== null && 'decoder' in given) return charset
    throw new TypeError(`${user}: expected the name of a charset, or a Charset, got ${String(given)}`)
  }
  const label = charset.trim().toLowerCase()
  const encoding = byLabel.has(label) ? label : encodingOf(label)
  if (encoding !== undefined) return byEncoding(encoding)
  throw new RangeError(`${user}: unknown charset '${charset}'; fp-ts-iteratee/iconv may have it`)
}
