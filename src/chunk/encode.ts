/** Text as bytes. */
import { Enumeratee } from '../enumeratee/model.js'
import { UnmappableCharacterError } from '../Errors.js'
import { Recut } from '../kernel/stage/recut.js'
import type { Charset } from './Charset.js'
import { charsetOf } from './charset/named.js'
import { type Pieces, recode } from './recode.js'

/**
 * Writes text as bytes. The names of charsets are those of `decode`; UTF-16 and UTF-32 are written big-endian, and no
 * charset is given a byte order mark.
 *
 * Laws: how the text is cut into elements makes no difference to the bytes, within a surrogate pair neither; what has
 * been written is read by `decode` as it was, but for a byte order mark at its beginning that `decode` leaves out.
 *
 * A character that the charset does not have ends the run with an `UnmappableCharacterError` that tells which, and at
 * which code unit, after the bytes before it; so does half of a surrogate pair, in any charset. Nothing takes its place.
 *
 * Throws a `RangeError` where no charset has that name, or it can only be read: `TextDecoder` reads Big5, EUC-JP, EUC-KR,
 * GBK, GB18030, ISO-2022-JP and Shift_JIS and nothing writes them; `fp-ts-iteratee/iconv` has most of them.
 *
 * @category encoding
 * @since 0.1.0
 * @example
 * import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const text = Enumerator.of('1', '€')
 * const result = await text.through(CharEncoding.encode('UTF-16')).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [Uint8Array.of(0, 0x31), Uint8Array.of(0x20, 0xac)] })
 */
export const encode = (charset: string | Charset): Enumeratee<string, Uint8Array> => {
  const { name, encoder } = charsetOf('CharEncoding.encode', charset)
  if (encoder === undefined) throw new RangeError(`CharEncoding.encode: ${name} can be read, and not written`)
  const failureAt = (offset: number, rest: string): Error =>
    new UnmappableCharacterError(name, rest.codePointAt(0) as number, offset)
  return Enumeratee.of(new Recut(recode(encoder, textPieces, failureAt)))
}

const textPieces: Pieces<string> = {
  none: '',
  join: (before, piece) => before + piece,
  from: (piece, at) => piece.slice(at)
}
