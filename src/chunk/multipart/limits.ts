import { constant } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { requireOptions } from '../../kernel/options.js'
import { requireCount } from '../../kernel/require.js'
import type { PartHead } from './head.js'

/**
 * How much of a form is taken. What is more ends the run with a `MultipartLimitError`. `Infinity` is no limit.
 *
 * @category model
 * @since 0.1.0
 */
export interface MultipartLimits {
  /** how many parts there may be; 1,000 by default */
  readonly maxParts?: number
  /**
   * bytes from a boundary to the content of its part, that is, of all its headers with their ends; also of what comes
   * before the first boundary, and after the last; 16,384 by default
   */
  readonly maxHeaderBytes?: number
  /** bytes of the content of a part, or of the one that has such a head; 10,485,760 by default for a file, 1,048,576 for a field */
  readonly maxBytes?: number | ((head: PartHead) => number)
}

export interface Checked {
  readonly maxParts: number
  readonly maxHeaderBytes: number
  readonly maxBytesOf: (head: PartHead) => number
}

export const checked = (name: string, limits: MultipartLimits): Checked => {
  requireOptions(name, limits, ['maxParts', 'maxHeaderBytes', 'maxBytes'])
  const { maxParts = 1000, maxHeaderBytes = 16_384, maxBytes = usual } = limits
  const valid = (max: number): number => requireCount(`${name}: maxBytes`, max)
  const maxBytesOf =
    typeof maxBytes === 'function' ? (head: PartHead) => valid(maxBytes(head)) : constant(valid(maxBytes))
  return {
    maxParts: requireCount(`${name}: maxParts`, maxParts),
    maxHeaderBytes: requireCount(`${name}: maxHeaderBytes`, maxHeaderBytes),
    maxBytesOf
  }
}

const usual = ({ filename }: PartHead): number => (O.isSome(filename) ? 10_485_760 : 1_048_576)
