/** A body that has been searched for its boundary, cut into heads and contents. */
import * as E from 'fp-ts/lib/Either.js'
import type { Cut, Cutter } from '../../kernel/stage/recut.js'
import { finder } from '../find.js'
import type { MatchInfo } from '../searcher.js'
import { MultipartError, MultipartLimitError } from './errors.js'
import { headOf, type PartHead } from './head.js'
import type { Checked } from './limits.js'

/** Of each part one head, any number of bytes, and one end. */
export type Piece = { readonly _tag: 'Head'; readonly head: PartHead } | Data | typeof end

export interface Data {
  readonly _tag: 'Data'
  readonly bytes: Uint8Array
}

const end = { _tag: 'End' } as const

type Where =
  /** before the first boundary or after the last: so many bytes have been passed over */
  | { readonly in: 'preamble' | 'epilogue'; readonly skipped: number }
  /** after a boundary */
  | { readonly in: 'head'; readonly held: Uint8Array }
  /** so many bytes may still come */
  | { readonly in: 'content'; readonly max: number; readonly left: number }

type State = Where & {
  /** bytes that have come */
  readonly offset: number
  /** heads that have come */
  readonly parts: number
}

type Made = Cut<State, Piece>

const none = new Uint8Array(0)
const [TAB, LF, CR, SPACE, HYPHEN] = [9, 10, 13, 32, 45]
const findBlankLine = finder(Uint8Array.of(CR, LF, CR, LF))

/** What is searched for begins with a CRLF; the one before the first boundary is fed in front of the body. */
export const pieces = ({ maxParts, maxHeaderBytes, maxBytesOf }: Checked): Cutter<State, MatchInfo, Piece> => {
  const tooMuch = (state: State, limit: MultipartLimitError['limit'], max: number, what: string, at: number): Made => ({
    state,
    made: [],
    failure: new MultipartLimitError(limit, max, what, at)
  })

  const skip = (state: State & { in: 'preamble' | 'epilogue' }, length: number): Made => {
    const skipped = state.skipped + length
    const offset = state.offset + length
    if (skipped <= maxHeaderBytes) return { state: { ...state, skipped, offset }, made: [] }
    const what = state.in === 'preamble' ? 'what comes before the first boundary' : 'what comes after the last boundary'
    return tooMuch(state, 'maxHeaderBytes', maxHeaderBytes, what, offset - skipped)
  }

  const take = (state: State & { in: 'content' }, bytes: Uint8Array): Made => {
    const { max, left, offset, parts } = state
    const made = bytes.length === 0 || left === 0 ? [] : [{ _tag: 'Data', bytes: bytes.subarray(0, left) } as const]
    const next = { ...state, left: left - bytes.length, offset: offset + bytes.length }
    if (next.left >= 0) return { state: next, made }
    return { ...tooMuch(next, 'maxBytes', max, `the content of part ${String(parts)}`, offset - max + left), made }
  }

  const read = (state: State & { in: 'head' }, bytes: Uint8Array): Made => {
    const { held: before, parts } = state
    const held = joined(before, bytes)
    const at = state.offset - before.length
    const offset = at + held.length
    if (held[0] === HYPHEN && held[1] === HYPHEN) {
      return skip({ in: 'epilogue', skipped: 0, offset: at + 2, parts }, held.length - 2)
    }
    const headers = endOfLine(held)
    if (headers < 0) return malformed(state, 'expected the end of the line after the boundary', at)
    const blank = findBlankLine(held, Math.max(0, before.length - 3))
    const from = blank + 4
    if ((blank < 0 ? held.length : from) > maxHeaderBytes) {
      return tooMuch(state, 'maxHeaderBytes', maxHeaderBytes, `the head of part ${String(parts + 1)}`, at)
    }
    if (blank < 0) {
      // a copy: what is kept of an element does not keep all of it alive, nor change with it
      return { state: { in: 'head', held: held === bytes ? new Uint8Array(held) : held, offset, parts }, made: [] }
    }
    if (parts === maxParts) return tooMuch(state, 'maxParts', maxParts, `part ${String(parts + 1)}`, at)
    const head = headOf(held.subarray(headers, Math.max(headers, blank)))
    if (E.isLeft(head)) return malformed(state, head.left, at)
    const max = maxBytesOf(head.right)
    const begun = { in: 'content', max, left: max, offset: at + from, parts: parts + 1 } as const
    const content = take(begun, held.subarray(from))
    return { ...content, made: [{ _tag: 'Head', head: head.right }, ...content.made] }
  }

  const pass = (state: State, boundary: Uint8Array): Made => {
    const next = { in: 'head', held: none, offset: state.offset + boundary.length, parts: state.parts } as const
    switch (state.in) {
      case 'preamble':
        return { state: next, made: [] }
      case 'content':
        return { state: next, made: [end] }
      case 'head':
        return malformed(state, 'expected the headers of a part and a blank line, got a boundary', state.offset)
      case 'epilogue':
        return skip(state, boundary.length)
    }
  }

  return {
    begin: { in: 'preamble', skipped: -2, offset: -2, parts: 0 },

    cut(state, { _tag, content }) {
      if (_tag === 'Matched') return pass(state, content)
      return state.in === 'content'
        ? take(state, content)
        : state.in === 'head'
          ? read(state, content)
          : skip(state, content.length)
    },

    end(state) {
      if (state.in === 'epilogue') return { state, made: [] }
      const where = state.in === 'preamble' ? 'there is no boundary' : 'the last boundary is missing'
      return malformed(state, `the input is over, and ${where}`, state.offset)
    }
  }
}

const malformed = (state: State, what: string, at: number): Made => ({
  state,
  made: [],
  failure: new MultipartError(what, at)
})

/** The index after a line that has only blanks in it, as transports may add them; -1 where there is another. */
const endOfLine = (held: Uint8Array): number => {
  let i = 0
  while (held[i] === SPACE || held[i] === TAB) i++
  const [first = CR, second = LF] = held.subarray(i)
  const begins = first === CR && second === LF
  // one hyphen may become two
  return begins ? i + 2 : held.length === 1 && first === HYPHEN ? 0 : -1
}

const joined = (before: Uint8Array, bytes: Uint8Array): Uint8Array => {
  if (before.length === 0) return bytes
  const all = new Uint8Array(before.length + bytes.length)
  all.set(before)
  all.set(bytes, before.length)
  return all
}
