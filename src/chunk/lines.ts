/** Lines of bytes. */
import type { Enumeratee } from '../enumeratee/model.js'
import { linesOf, type LinesOptions } from '../enumeratee/lines.js'
import { utf8 } from './charset/utf8.js'
import { decode } from './decode.js'

/**
 * Reads bytes as text in UTF-8, and cuts it into lines as `Enumeratee.lines` does: without their ends, which are CR, LF
 * or CRLF.
 *
 * Law: how the bytes are cut into elements makes no difference, within a character neither.
 *
 * What is not UTF-8 ends the run with a `MalformedInputError` that tells where, after the lines before it; no character
 * takes its place. A byte order mark is left out at the very beginning; anywhere else it is a character of its line. A
 * line that is longer than `maxLength`, which is in code units here as well, ends it with a `LineTooLongError`.
 *
 * For other charsets there is `CharEncoding.decode(charset).compose(Enumeratee.lines())`.
 *
 * The bytes are read when they come, and not kept. A line may share the memory of the text it came in.
 *
 * Throws a `RangeError` where `maxLength` is no whole number, a `TypeError` for an unknown option.
 *
 * @category decoding
 * @since 0.1.0
 * @example
 * import { CharEncoding, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const bytes = Enumerator.of(Uint8Array.of(0x6f, 0x6e, 0xc3), Uint8Array.of(0xa9, 0x0d), Uint8Array.of(0x0a, 0x32))
 * const result = await bytes.through(CharEncoding.lines()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['oné', '2'] })
 */
export const lines = (options: LinesOptions = {}): Enumeratee<Uint8Array, string> =>
  decode(utf8).compose(linesOf('CharEncoding.lines', options))
