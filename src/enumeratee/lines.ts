/** Text as lines. */
import { Enumeratee } from './model.js'
import { requireOptions } from '../kernel/options.js'
import { requireCount } from '../kernel/require.js'
import { Recut } from '../kernel/stage/recut.js'
import { lineCutter } from './lineCutter.js'

/**
 * How text is cut into lines.
 *
 * @category model
 * @since 0.1.0
 */
export interface LinesOptions {
  /**
   * how long a line may be, in code units (the `length` of a string), its end not counted; 1,048,576 by default, and no
   * limit where it is `Infinity`
   */
  readonly maxLength?: number
}

/**
 * Cuts text into lines, each without its end: CR, LF or CRLF. A last line may end without any of them; an empty one is
 * handed on, unless it is what follows the last end.
 *
 * Law: how the text is cut into elements makes no difference, not within a CRLF either.
 *
 * A line that is longer than `maxLength` ends the run with a `LineTooLongError`, after the lines before it and as soon as
 * that much has come: no more than such a line is kept. A line may share the memory of the elements it came in.
 *
 * Throws a `RangeError` where `maxLength` is no whole number, a `TypeError` for an unknown option.
 *
 * @category grouping
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const text = Enumerator.of('to be,\r', '\nor not', ' to be:\n\nthat')
 * const result = await text.through(Enumeratee.lines({ maxLength: 80 })).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['to be,', 'or not to be:', '', 'that'] })
 */
export const lines = (options: LinesOptions = {}): Enumeratee<string, string> => linesOf('Enumeratee.lines', options)

/** @internal the same, by whatever name it is called */
export const linesOf = (name: string, options: LinesOptions): Enumeratee<string, string> => {
  requireOptions(name, options, ['maxLength'])
  const { maxLength = 1_048_576 } = options
  return Enumeratee.of(new Recut(lineCutter(requireCount(`${name}: maxLength`, maxLength))))
}
