/** The laws of `Category`. */
import type { Kind2, URIS2 } from 'fp-ts/HKT'
import type { Category2 } from 'fp-ts/lib/Category.js'
import { lawful, type Options } from '../checking.js'
import { equation, type Samples } from './samples.js'

/**
 * Checks the laws of a `Category` on arrows from one type to itself: associativity, and that `id` is neutral.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 * import * as R from 'fp-ts/lib/Reader.js'
 *
 * const values = fc.nat(9).map((k): R.Reader<number, number> => (n) => n * k)
 * const equal = (f: R.Reader<number, number>, g: R.Reader<number, number>) => [0, 1, 9].every((n) => f(n) === g(n))
 * await Laws.category(R.Category)({ values, equal })
 */
export const category =
  <F extends URIS2>({ compose, id }: Category2<F>) =>
  <A>({ values, equal }: Samples<Kind2<F, A, A>>, options?: Options): Promise<void> =>
    lawful(
      'Category',
      [
        equation('compose is associative', [values, values, values], (cd, bc, ab) =>
          equal(compose(compose(cd, bc), ab), compose(cd, compose(bc, ab)))
        ),
        equation('compose(id, ab) = ab', [values], (ab) => equal(compose(id<A>(), ab), ab)),
        equation('compose(ab, id) = ab', [values], (ab) => equal(compose(ab, id<A>()), ab))
      ],
      options
    )
