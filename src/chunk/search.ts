/** Bytes cut at each occurrence of a needle. */
import { Enumeratee } from '../enumeratee/model.js'
import { Recut } from '../kernel/stage/recut.js'
import { type Matched, type MatchInfo, searcher } from './searcher.js'

/**
 * Cuts a stream of bytes at each occurrence of a needle, which may be spread over several elements. Occurrences that
 * would overlap one before them do not count.
 *
 * Laws: the contents of the pieces, joined, are the bytes that came; no piece is empty; how the bytes are cut into
 * elements makes no difference, but that what lies between two occurrences may come in several pieces.
 *
 * A piece is handed on as soon as it is clear what it is: no more is kept than a part of the needle. A content may be a
 * view of the element that it came in, not a copy: who changes it changes that.
 *
 * The needle is copied. Throws a `RangeError` where it is empty.
 *
 * @category searching
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee, Parsing } from 'fp-ts-iteratee'
 *
 * const bytes = Enumerator.of(Uint8Array.of(1, 2, 13), Uint8Array.of(10, 3))
 * const result = await bytes.through(Parsing.search(Uint8Array.of(13, 10))).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, {
 *   _tag: 'Right',
 *   right: [
 *     { _tag: 'Unmatched', content: Uint8Array.of(1, 2) },
 *     { _tag: 'Matched', content: Uint8Array.of(13, 10) },
 *     { _tag: 'Unmatched', content: Uint8Array.of(3) }
 *   ]
 * })
 */
export const search = (needle: Uint8Array): Enumeratee<Uint8Array, MatchInfo> => {
  if (needle.length === 0)
    throw new RangeError('Parsing.search: expected a needle of one byte or more, got an empty one')
  return Enumeratee.of(new Recut(searcher(new Uint8Array(needle))))
}

/**
 * Whether a piece is an occurrence of what was searched for.
 *
 * @category searching
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee, Parsing } from 'fp-ts-iteratee'
 *
 * const matches = Parsing.search(Uint8Array.of(10)).compose(Enumeratee.filter(Parsing.isMatched))
 * const count = Iteratee.fold(0, (n: number) => n + 1)
 * const result = await Enumerator.of(Uint8Array.of(1, 10), Uint8Array.of(10)).through(matches).run(count)()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: 2 })
 */
export const isMatched = (piece: MatchInfo): piece is Matched => piece._tag === 'Matched'
