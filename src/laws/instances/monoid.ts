/** The laws of `Semigroup` and `Monoid`. */
import type { Monoid } from 'fp-ts/lib/Monoid.js'
import { lawful, type Options } from '../checking.js'
import { equation, type Samples } from './samples.js'

/**
 * Checks the laws of a `Monoid`: associativity, and that `empty` is neutral.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as N from 'fp-ts/lib/number.js'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * await Laws.monoid(N.MonoidSum)({ values: fc.nat(), equal: N.Eq.equals })
 */
export const monoid =
  <A>({ concat, empty }: Monoid<A>) =>
  ({ values, equal }: Samples<A>, options?: Options): Promise<void> =>
    lawful(
      'Monoid',
      [
        equation('concat is associative', [values, values, values], (x, y, z) =>
          equal(concat(concat(x, y), z), concat(x, concat(y, z)))
        ),
        equation('concat(empty, x) = x', [values], (x) => equal(concat(empty, x), x)),
        equation('concat(x, empty) = x', [values], (x) => equal(concat(x, empty), x))
      ],
      options
    )
