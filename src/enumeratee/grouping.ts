/** Enumeratees that make one element of several. */
import { IterateeError } from '../Errors.js'
import type { Iteratee } from '../iteratee/model.js'
import { consumerOf } from '../kernel/given.js'
import { requireCapacity, requireMs } from '../kernel/require.js'
import { Grouped } from '../kernel/stage/grouped.js'
import { GroupedWithin } from '../kernel/stage/groupedWithin.js'
import { Enumeratee } from './model.js'

/**
 * Feeds the elements to an iteratee, hands on its result when it is done, and begins anew; what it left over is fed to
 * the next. At the end it hands on the result of what has been fed since the last group, if anything has.
 *
 * An iteratee that fails is the failure of the run; so is one that is done without taking an element, as it would be so
 * for ever.
 *
 * @category grouping
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const pairs = Enumeratee.grouped(Iteratee.takeUpTo<number>(2))
 * const result = await Enumerator.of(1, 2, 3).through(pairs).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [[1, 2], [3]] })
 */
export const grouped = <A, B>(iteratee: Iteratee<A, B>): Enumeratee<A, B> =>
  Enumeratee.of(Grouped.of(consumerOf('Enumeratee.grouped', iteratee), idle))

const idle = (): Error =>
  new IterateeError(
    'Enumeratee.grouped: the iteratee is done without taking an element, and would be so for ever; let it take at least one'
  )

/**
 * Groups of up to `n` elements. A group is handed on when it is full, `ms` milliseconds after its first element, or at
 * the end. What follows may be at work meanwhile: then the source waits for it.
 *
 * @category grouping
 * @since 0.1.0
 * @throws `RangeError` where `n` is not a whole number of at least 1, or `ms` not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const groups = Enumeratee.groupedWithin<number>(2, 1000)
 * const result = await Enumerator.of(1, 2, 3).through(groups).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [[1, 2], [3]] })
 */
export const groupedWithin = <A>(n: number, ms: number): Enumeratee<A, ReadonlyArray<A>> =>
  Enumeratee.of(
    new GroupedWithin<A>(
      requireCapacity('Enumeratee.groupedWithin: n', n),
      requireMs('Enumeratee.groupedWithin: ms', ms)
    )
  )
