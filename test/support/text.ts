/** Texts, how they are cut, and what their lines are. */
import * as fc from 'fast-check'
import type { Delivered } from 'fp-ts-iteratee/laws'

/** Short, with many ends of lines, and characters of one to four bytes. */
export const texts: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom('a', 'b', '\n', '\r', '\r\n', 'é', '€', '😀', '\uFEFF', '\u2028'),
  maxLength: 16
})

interface Cuttable<T> {
  readonly length: number
  slice(from: number, to: number): T
}

/** Cut at any places; some pieces are empty. */
export const pieces = <T extends Cuttable<T>>(whole: T): fc.Arbitrary<ReadonlyArray<T>> =>
  fc.array(fc.nat(whole.length), { maxLength: 6 }).map((places) => {
    const at = [0, ...places.sort((a, b) => a - b), whole.length]
    return at.slice(1).map((to, i) => whole.slice(at[i] as number, to))
  })

/** The model: all at once. */
export const linesOf = (text: string): ReadonlyArray<string> => {
  const all = text.split(/\r\n|\r|\n/)
  return all[all.length - 1] === '' ? all.slice(0, -1) : all
}

/** The same with a limit. */
export const limited = (text: string, maxLength: number): Delivered<string> => {
  const all = linesOf(text)
  const long = all.findIndex((line) => line.length > maxLength)
  if (long < 0) return { elements: all, failure: undefined }
  return { elements: all.slice(0, long), failure: `line ${long + 1} is longer than ${maxLength} code units` }
}
