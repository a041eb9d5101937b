/** multipart/form-data. */
import * as O from 'fp-ts/lib/Option.js'
import { grouped } from '../../enumeratee/grouping.js'
import { Enumeratee } from '../../enumeratee/model.js'
import { heading, takeWhile } from '../../enumeratee/slicing.js'
import { map } from '../../enumeratee/transforming.js'
import { of } from '../../enumerator/sequence.js'
import { done, error } from '../../iteratee/constructors.js'
import type { Iteratee } from '../../iteratee/model.js'
import { head } from '../../iteratee/reading.js'
import { consumerOf, requireFunction } from '../../kernel/given.js'
import { Recut } from '../../kernel/stage/recut.js'
import { search } from '../search.js'
import { isBoundary } from './boundaryOf.js'
import { shown } from './errors.js'
import type { PartHead } from './head.js'
import { checked, type MultipartLimits } from './limits.js'
import { type Data, type Piece, pieces } from './pieces.js'

/**
 * Reads the body of a form, multipart/form-data as RFC 7578 and RFC 2046 have it, and hands on what an iteratee makes of
 * the content of each part, as soon as the part is over. Play's `Multipart.multipartParser`, which answers a list: that is
 * `parts(…).transform(Iteratee.getChunks())`.
 *
 * `handler` is given the head of each part and answers the iteratee for its content. The content streams: nothing of it
 * is kept, and while the iteratee waits, so does the source. Where the iteratee ends early, the rest of the part is passed
 * over; where it fails, the run does, unless it recovers.
 *
 * Law: how the bytes are cut into elements makes no difference.
 *
 * A body that is not such a form, or is cut off before its last boundary, fails with a `MultipartError`: what has been
 * handed on by then is whole, and the iteratee of a part that is cut off sees no end of it. One that has more than
 * `limits` allow fails with a `MultipartLimitError`, after the bytes that are allowed.
 *
 * What comes before the first boundary and after the last one is passed over, and so are blanks that follow a boundary on
 * its line. Lines end with CRLF. In names of fields and files, `%22`, `%0D` and `%0A` are the characters that browsers
 * write so. Headers are UTF-8; one that comes twice, or is continued on a second line, is an error.
 *
 * The bytes may be views of the elements they came in, not copies.
 *
 * @category parsing
 * @since 0.1.0
 * @throws `RangeError` where the boundary is not 1 to 70 printable ASCII characters, or a limit is no whole number;
 * `TypeError` for an unknown limit
 * @example
 * import { Enumerator, Iteratee, Multipart } from 'fp-ts-iteratee'
 *
 * const form = new FormData()
 * form.append('title', 'kiki')
 * form.append('picture', new Blob(['0123456789']), 'a.png')
 * const request = new Request('http://localhost/', { method: 'POST', body: form })
 *
 * const boundary = Multipart.boundaryOf(request.headers.get('content-type'))
 * if (boundary._tag === 'Left') throw boundary.left
 * const size = Iteratee.fold(0, (sum, bytes: Uint8Array) => sum + bytes.length)
 * const sizes = Multipart.parts(boundary.right, ({ name }) => size.map((n) => [name, n]), { maxBytes: 1000 })
 *
 * const bytes = Enumerator.of(new Uint8Array(await request.arrayBuffer()))
 * const result = await bytes.through(sizes).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [['title', 4], ['picture', 10]] })
 */
export const parts = <A>(
  boundary: string,
  handler: (head: PartHead) => Iteratee<Uint8Array, A>,
  limits: MultipartLimits = {}
): Enumeratee<Uint8Array, A> => {
  requireFunction('Multipart.parts', handler, 'handler')
  if (!isBoundary(boundary)) {
    throw new RangeError(`Multipart.parts: expected a boundary of 1 to 70 printable characters, got ${shown(boundary)}`)
  }
  const cutter = pieces(checked('Multipart.parts', limits))
  return heading<Uint8Array>(of(crlf))
    .compose(search(bytesOf(`\r\n--${boundary}`)))
    .compose(Enumeratee.of(new Recut(cutter)))
    .compose(grouped(part(handler)))
}

/** so that the boundary that a body begins with is like the others */
const crlf = Uint8Array.of(13, 10)

const bytesOf = (ascii: string): Uint8Array => Uint8Array.from(ascii, (character) => character.charCodeAt(0))

const contents = takeWhile((piece: Piece): piece is Data => piece._tag === 'Data')

/** Up to the end of the part. */
const rest: Iteratee<Piece, void> = head<Piece>().flatMap((piece) =>
  O.isSome(piece) && piece.value._tag === 'Data' ? rest : done(undefined)
)

const handled = <A>(iteratee: Iteratee<Uint8Array, A>): Iteratee<Uint8Array, A> => {
  consumerOf('Multipart.parts', iteratee, "the handler's answer")
  return iteratee
}

const part = <A>(handler: (head: PartHead) => Iteratee<Uint8Array, A>): Iteratee<Piece, A> =>
  head<Piece>().flatMap((first) =>
    O.isSome(first) && first.value._tag === 'Head'
      ? contents
          .compose(map(({ bytes }) => bytes))
          .transform(handled(handler(first.value.head)))
          .flatMap((a) => rest.map(() => a))
      : error('a part begins with its head')
  )
