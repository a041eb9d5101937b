/** When two streams are equal: observed by running, in cuttings that are the same each time. */
import * as fc from 'fast-check'
import type { Enumeratee } from '../enumeratee/model.js'
import type { Enumerator } from '../enumerator/model.js'
import type { Iteratee } from '../iteratee/model.js'
import { cuttings } from './arbitraries/cuttings.js'
import { enumerators } from './arbitraries/enumerators.js'
import { iteratees } from './arbitraries/iteratees.js'
import { bothSides } from './enumeratee.js'
import { delivered, running, same, withRest } from './observing.js'

/** A verdict must not depend on chance: the case in a report would not be one the next time. */
const always = { seed: 0, numRuns: 10 }

const everywhere = async <T>(contexts: ReadonlyArray<T>, agree: (context: T) => Promise<boolean>): Promise<boolean> => {
  for (const context of contexts) if (!(await agree(context))) return false
  return true
}

/**
 * Whether two enumerators deliver the same, and end in the same way.
 *
 * @category equality
 * @since 0.1.0
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const joined = Enumerator.of(1).andThen(Enumerator.of(2))
 * assert.strictEqual(await Laws.equalEnumerators(joined, Enumerator.of(1, 2)), true)
 */
export const equalEnumerators = async <E>(x: Enumerator<E>, y: Enumerator<E>): Promise<boolean> =>
  same(await delivered(x), await delivered(y))

/**
 * Whether two iteratees come to the same result, and leave over the same, fed with some lists of such elements.
 *
 * @category equality
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const equal = Laws.equalIteratees(fc.nat())
 * const length = Iteratee.getChunks<number>().map((all) => all.length)
 * assert.strictEqual(await equal(length, Iteratee.fold(0, (n) => n + 1)), true)
 * assert.strictEqual(await equal(length, Iteratee.done(0)), false)
 */
export const equalIteratees =
  <E>(elements: fc.Arbitrary<E>) =>
  <A>(x: Iteratee<E, A>, y: Iteratee<E, A>): Promise<boolean> =>
    everywhere(fc.sample(fc.tuple(fc.array(elements, { maxLength: 12 }), cuttings), always), async ([fed, cutting]) =>
      same(await running(cutting.produce(fed), withRest(x)), await running(cutting.produce(fed), withRest(y)))
    )

/**
 * Whether two enumeratees do the same: attached to enumerators of such elements, and to iteratees.
 *
 * @category equality
 * @since 0.1.0
 * @example
 * import { Enumeratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const equal = Laws.equalEnumeratees(fc.nat())
 * assert.strictEqual(await equal(Enumeratee.take(2).compose(Enumeratee.take(1)), Enumeratee.take(1)), true)
 * assert.strictEqual(await equal(Enumeratee.drop(1), Enumeratee.take(1)), false)
 */
export const equalEnumeratees =
  <From>(elements: fc.Arbitrary<From>) =>
  <To>(x: Enumeratee<From, To>, y: Enumeratee<From, To>): Promise<boolean> =>
    everywhere(
      fc.sample(fc.tuple(enumerators(elements), iteratees<To>()), always),
      async ([{ enumerator }, { iteratee }]) =>
        same(await bothSides(enumerator, x, iteratee), await bothSides(enumerator, y, iteratee))
    )
