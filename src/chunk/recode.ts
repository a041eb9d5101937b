/** Text or bytes that come in pieces, coded so that how they were cut makes no difference. */
import type { Cut, Cutter } from '../kernel/stage/recut.js'
import type { Coder } from './Charset.js'

/** What pieces there are, and how they are joined and cut. */
export interface Pieces<A> {
  readonly none: A
  join(before: A, piece: A): A
  /** the rest, which neither keeps the piece alive nor changes with it */
  from(piece: A, at: number): A
}

export interface Uncoded<A, B> {
  readonly coder: Coder<A, B>
  /** a character that has begun */
  readonly begun: A
  /** where that begins in the input */
  readonly offset: number
}

export const recode = <A extends { readonly length: number }, B extends { readonly length: number }>(
  coder: Coder<A, B>,
  pieces: Pieces<A>,
  /** what is wrong where no character begins */
  failureAt: (offset: number, rest: A) => Error
): Cutter<Uncoded<A, B>, A, B> => {
  const { none } = pieces
  const code = (state: Uncoded<A, B>, piece: A, last: boolean): Cut<Uncoded<A, B>, B> => {
    const made: B[] = []
    let { coder, offset } = state
    let input = state.begun.length === 0 ? piece : pieces.join(state.begun, piece)
    for (;;) {
      const coded = coder.code(input, last)
      if (coded.made.length > 0) made.push(coded.made)
      offset += coded.taken
      const over = coded.taken === input.length
      const rest = over ? none : pieces.from(input, coded.taken)
      if (coded.failed === true) return { state, made, failure: failureAt(offset, rest) }
      coder = coded.next ?? coder
      if (!over && coded.taken > 0 && coded.next !== undefined) {
        input = rest
        continue
      }
      if (last && !over) return { state, made, failure: failureAt(offset, rest) }
      return { state: { coder, begun: rest, offset }, made }
    }
  }
  return {
    begin: { coder, begun: none, offset: 0 },
    cut: (state, piece) => (piece.length === 0 ? { state, made: [] } : code(state, piece, false)),
    end: (state) => code(state, none, true)
  }
}
