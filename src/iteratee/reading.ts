/** Iteratees that take the first of what there is, or look at it. */
import * as E from 'fp-ts/lib/Either.js'
import type { Lazy } from 'fp-ts/lib/function.js'
import type { Option } from 'fp-ts/lib/Option.js'
import { consumerOf, requireLazy } from '../kernel/given.js'
import { transformed } from '../kernel/consumer/applied.js'
import { Chunks } from '../kernel/consumer/chunks.js'
import { Head } from '../kernel/consumer/head.js'
import { Peek } from '../kernel/consumer/peek.js'
import { requireCount } from '../kernel/require.js'
import { Grouped } from '../kernel/stage/grouped.js'
import { Iteratee } from './model.js'

/**
 * The first element, if there is one.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeat(() => 'a').run(Iteratee.head())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: { _tag: 'Some', value: 'a' } })
 */
export const head = <E>(): Iteratee<E, Option<E>> => Iteratee.from(new Head<E>())

/**
 * The first `n` elements, or all, if there are fewer. `takeUpTo(0)` takes none.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `n` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const two = Iteratee.takeUpTo<string>(2)
 * assert.deepStrictEqual(await Enumerator.of('a', 'b', 'c').run(two)(), { _tag: 'Right', right: ['a', 'b'] })
 * assert.deepStrictEqual(await Enumerator.of('a').run(two)(), { _tag: 'Right', right: ['a'] })
 */
export const takeUpTo = <E>(n: number): Iteratee<E, ReadonlyArray<E>> =>
  Iteratee.from(Chunks.upTo<E>(requireCount('Iteratee.takeUpTo', n)))

/**
 * Whether the input is over. Takes no element: the one that it has seen is left over.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Enumerator.empty.run(Iteratee.isEmpty())(), { _tag: 'Right', right: true })
 * assert.deepStrictEqual(await Enumerator.of(1).run(Iteratee.isEmpty())(), { _tag: 'Right', right: false })
 */
export const isEmpty = <E>(): Iteratee<E, boolean> =>
  Iteratee.from(
    new Peek(
      () => false,
      () => true
    )
  )

/**
 * `eofValue` on the right, if the input is over; else `otherwise()` on the left. Takes neither.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const first = Iteratee.head<number>()
 * const single = first.flatMap((n) => Iteratee.eofOrElse(() => 'more than one')(n))
 * assert.deepStrictEqual(await Enumerator.of(1).run(single)(), {
 *   _tag: 'Right',
 *   right: { _tag: 'Right', right: { _tag: 'Some', value: 1 } }
 * })
 * assert.deepStrictEqual(await Enumerator.of(1, 2).run(single)(), {
 *   _tag: 'Right',
 *   right: { _tag: 'Left', left: 'more than one' }
 * })
 */
export const eofOrElse =
  <B>(otherwise: Lazy<B>) =>
  <A>(eofValue: A): Iteratee<unknown, E.Either<B, A>> => {
    requireLazy('Iteratee.eofOrElse', otherwise)
    return Iteratee.from(
      new Peek<E.Either<B, A>>(
        () => E.left(otherwise()),
        () => E.right(eofValue)
      )
    )
  }

/**
 * An iteratee, again and again, until the input is over; the results in order. What one leaves over, the next takes.
 *
 * An iteratee that is done without taking an element would be so for ever: its result is the last, and the input is left
 * over.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const pairs = Iteratee.repeat(Iteratee.takeUpTo<number>(2))
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(pairs)(), { _tag: 'Right', right: [[1, 2], [3]] })
 */
export const repeat = <E, A>(iteratee: Iteratee<E, A>): Iteratee<E, ReadonlyArray<A>> =>
  Iteratee.from(transformed([Grouped.untilIdle(consumerOf('Iteratee.repeat', iteratee))], Chunks.upTo<A>(Infinity)))
