/** Where a text that comes in pieces is cut into lines. */
import type { Cut, Cutter } from '../kernel/stage/recut.js'
import { LineTooLongError } from '../Errors.js'

export interface Unfinished {
  /** the line that is under way */
  readonly begun: string
  /** the last line has ended with CR: an LF that comes next belongs to that end */
  readonly afterCr: boolean
  /** how many lines have ended */
  readonly count: number
}

const CR = 13
const LF = 10

export const lineCutter = (maxLength: number): Cutter<Unfinished, string, string> => ({
  begin: { begun: '', afterCr: false, count: 0 },

  cut(state: Unfinished, text: string): Cut<Unfinished, string> {
    if (text === '') return { state, made: [] }
    const { begun, afterCr, count } = state
    const made = split(afterCr && text.charCodeAt(0) === LF ? text.slice(1) : text)
    made[0] = begun + (made[0] as string)
    if (begun.length + text.length > maxLength) {
      const long = made.findIndex((line) => line.length > maxLength)
      if (long >= 0)
        return { state, made: made.slice(0, long), failure: new LineTooLongError(maxLength, count + long + 1) }
    }
    const unfinished = made.pop() as string
    const endsWithCr = text.charCodeAt(text.length - 1) === CR
    return { state: { begun: unfinished, afterCr: endsWithCr, count: count + made.length }, made }
  },

  end: (state) => ({ state, made: state.begun === '' ? [] : [state.begun] })
})

/** The lines, and at the end the one that has not ended. */
const split = (text: string): string[] => (text.includes('\r') ? splitAtEither(text) : text.split('\n'))

const splitAtEither = (text: string): string[] => {
  const parts: string[] = []
  let from = 0
  let lf = text.indexOf('\n')
  let cr = text.indexOf('\r')
  while (lf >= 0 || cr >= 0) {
    const atCr = cr >= 0 && (lf < 0 || cr < lf)
    const at = atCr ? cr : lf
    parts.push(text.slice(from, at))
    from = atCr && lf === at + 1 ? at + 2 : at + 1
    if (lf >= 0 && lf < from) lf = text.indexOf('\n', from)
    if (cr >= 0 && cr < from) cr = text.indexOf('\r', from)
  }
  parts.push(text.slice(from))
  return parts
}
