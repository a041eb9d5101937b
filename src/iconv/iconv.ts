import iconvLite from 'iconv-lite'
import type { Charset } from '../chunk/Charset.js'
import { singleByte } from '../chunk/charset/singleByte.js'
import { type Streaming, streamed } from '../chunk/charset/streamed.js'
import { encoderOf } from './encoder.js'

/**
 * A charset of iconv-lite, to be read and written: a single-byte one (CP437, Mac Cyrillic, VISCII, …) or a multi-byte one
 * (Shift_JIS, EUC-JP, GBK, GB18030, Big5-HKSCS, CP949, …), by any name that iconv-lite has for it.
 *
 * iconv-lite puts U+FFFD and `?` in the place of what is wrong. Here that is an error, as it is for all charsets:
 *
 * - A character that would not be read back as it was is unmappable: also one that iconv-lite has a makeshift for, as `\`
 *   for `¥` in Shift_JIS.
 * - Bytes that are read as U+FFFD are malformed. GB18030 alone can say that character itself; here it cannot. The
 *   platform's, `CharEncoding.decode('GB18030')`, reads it.
 * - What iconv-lite has a character for is one, also where the standard has none or another.
 *
 * Throws a `RangeError` where iconv-lite does not know the name; and for Unicode (UTF-7, UTF-8, UTF-16, UTF-32, CESU-8) and
 * what is no charset (base64, hex): iconv-lite does not tell what is wrong with those, and the ones in use are in
 * `CharEncoding`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { iconv } from 'fp-ts-iteratee/iconv'
 *
 * const written = Enumerator.of('テスト').through(CharEncoding.encode(iconv('Shift_JIS')))
 * const result = await written.run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [Uint8Array.of(0x83, 0x65, 0x83, 0x58, 0x83, 0x67)] })
 */
export const iconv = (name: string): Charset => {
  const isKnown: boolean = iconvLite.encodingExists(name)
  if (!isKnown) throw new RangeError(`iconv: iconv-lite knows no charset '${name}'`)
  if (isRefused(name)) throw new RangeError(`iconv: expected a charset of one or more tables, got '${name}'`)
  const read = (bytes: Uint8Array): string => iconvLite.decode(bytes, name, { stripBOM: false })
  const table = Array.from({ length: 256 }, (_, byte) => read(Uint8Array.of(byte))).join('')
  if (table === read(Uint8Array.from({ length: 256 }, (_, byte) => byte))) return singleByte(name, table)
  return { name, decoder: streamed(() => open(name)), encoder: encoderOf(name) }
}

/** By the name as iconv-lite looks it up. */
const isRefused = (name: string): boolean =>
  /^(utf|ucs|cesu|unicode|base64|hex)/.test(name.toLowerCase().replace(/[^0-9a-z]/g, ''))

const open = (name: iconvLite.Encoding): Streaming => {
  const decoder = iconvLite.getDecoder(name, { stripBOM: false })
  const checked = (text = ''): string => {
    if (text.includes('\uFFFD')) throw new RangeError(`malformed ${name}`)
    return text
  }
  return {
    write: ({ buffer, byteOffset, length }) => checked(decoder.write(Buffer.from(buffer, byteOffset, length))),
    end: () => checked(decoder.end())
  }
}
