/** Bytes as text. */
import { Enumeratee } from '../enumeratee/model.js'
import { MalformedInputError } from '../Errors.js'
import { Recut } from '../kernel/stage/recut.js'
import type { Charset } from './Charset.js'
import { charsetOf } from './charset/named.js'
import { type Pieces, recode } from './recode.js'

/**
 * Reads bytes as text. Each piece of text is handed on as soon as its characters are whole.
 *
 * Law: how the bytes are cut into elements makes no difference to the text, within a character neither.
 *
 * Charsets are known by name, in capitals or not:
 *
 * - US-ASCII, ISO-8859-1 and windows-1252, each of them as it is, though browsers take them all for the last;
 * - UTF-8, in which a byte order mark at the very beginning is left out;
 * - UTF-16 and UTF-32, big-endian unless a byte order mark at the very beginning, which is left out, says otherwise;
 * - UTF-16BE, UTF-16LE, UTF-32BE and UTF-32LE, in which such a mark is a character;
 * - the other labels of the Encoding Standard, as far as the platform's `TextDecoder` knows them, and as that reads them:
 *   KOI8-R, Shift_JIS, GB18030, … Some name a superset there: ISO-8859-9 is windows-1254.
 *
 * Others are in `fp-ts-iteratee/iconv`, and any can be brought: see `Charset`.
 *
 * What is no character ends the run with a `MalformedInputError` that tells at which byte, after the text before it; so
 * does a character that has only begun when the input ends. Nothing takes its place.
 *
 * The bytes are read when they come, and not kept. Throws a `RangeError` where no charset has that name, a
 * `TypeError` for what is neither a name nor a charset.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as S from 'fp-ts/lib/string.js'
 *
 * const bytes = Enumerator.of(Uint8Array.of(0x31, 0xe2, 0x82), Uint8Array.of(0xac))
 * const result = await bytes.through(CharEncoding.decode('UTF-8')).run(Iteratee.consume(S.Monoid))()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: '1€' })
 */
export const decode = (charset: string | Charset): Enumeratee<Uint8Array, string> => {
  const { name, decoder } = charsetOf('CharEncoding.decode', charset)
  return Enumeratee.of(new Recut(recode(decoder, bytePieces, (offset) => new MalformedInputError(name, offset))))
}

const bytePieces: Pieces<Uint8Array> = {
  none: new Uint8Array(0),
  join(before, piece) {
    const bytes = new Uint8Array(before.length + piece.length)
    bytes.set(before)
    bytes.set(piece, before.length)
    return bytes
  },
  from: (piece, at) => new Uint8Array(piece.subarray(at))
}
