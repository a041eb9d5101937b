/** What generated iteratees and enumeratees can do with an element of which nothing is known. */
import * as fc from 'fast-check'

/**
 * How elements are told apart, and changed. Both are functions proper: the same answer for the same element.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export interface Functions<E> {
  /** a small number for each element, mostly between -3 and 9 */
  readonly key: (element: E) => number
  /** another element, that depends on both */
  readonly change: (element: E, by: number) => E
}

const hashed = (element: unknown): number => ((fc.hash(fc.stringify(element)) >>> 0) % 13) - 3

/**
 * Of numbers: each is its own key, and is changed by adding.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * assert.strictEqual(Laws.arithmetic.change(3, 4), 7)
 */
export const arithmetic: Functions<number> = { key: (n) => n, change: (n, by) => n + by }

/**
 * Of any elements: they are told apart by what fast-check prints of them, and changed to others of the same arbitrary.
 * Where there is none, they stay as they are.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const { change } = Laws.functionsOf(fc.constantFrom('a', 'b'))
 * assert.strictEqual(change('a', 1), change('a', 1))
 */
export const functionsOf = <E>(elements?: fc.Arbitrary<E>): Functions<E> => {
  if (elements === undefined) return { key: hashed, change: (element) => element }
  // made when first needed; always the same ones, so that a seed says all
  let others: ReadonlyArray<E> | undefined
  const change = (element: E, by: number): E => {
    others ??= fc.sample(elements, { numRuns: 29, seed: 0 })
    return others[Math.abs(hashed(element) + by) % others.length] as E
  }
  return { key: hashed, change }
}
