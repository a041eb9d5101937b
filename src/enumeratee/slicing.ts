/** Enumeratees that hand on a part of the elements, or others before or after them. */
import { not, type Predicate } from 'fp-ts/lib/Predicate.js'
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import type { Enumerator } from '../enumerator/model.js'
import { requireFunction, sourceOf } from '../kernel/given.js'
import { requireSignal } from '../kernel/options.js'
import { requireCount } from '../kernel/require.js'
import { Heading, Trailing } from '../kernel/stage/around.js'
import { Drop } from '../kernel/stage/drop.js'
import { DropWhile } from '../kernel/stage/dropWhile.js'
import { Take } from '../kernel/stage/take.js'
import { TakeWhile } from '../kernel/stage/takeWhile.js'
import type { Interruption } from '../kernel/Interruption.js'
import { Until } from '../kernel/stage/until.js'
import { Enumeratee } from './model.js'

/**
 * Hands on the first `n` elements, then ends: the source is not asked for another one. `take(0)` asks for none.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `n` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeat(() => 'a').through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'a'] })
 */
export const take = <A>(n: number): Enumeratee<A, A> => Enumeratee.of(new Take(requireCount('Enumeratee.take', n)))

/**
 * Hands on elements up to the first that does not satisfy the predicate. That one is left over: see `applyOn`.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const small = Enumeratee.takeWhile((n: number) => n < 3)
 * const result = await Enumerator.of(1, 2, 3, 1).through(small).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export function takeWhile<A, B extends A>(refinement: Refinement<A, B>): Enumeratee<A, B>
export function takeWhile<A>(predicate: Predicate<A>): Enumeratee<A, A>
export function takeWhile<A>(predicate: Predicate<A>): Enumeratee<A, A> {
  return Enumeratee.of(new TakeWhile(requireFunction('Enumeratee.takeWhile', predicate)))
}

/**
 * Hands on elements until a signal aborts, then ends, as if the source had: what has been handed on by then is used, what
 * follows gets its `EOF`, and its result counts. The source is released at once, also while it is idle. It is asked for
 * nothing where the signal has aborted before.
 *
 * The option `signal` of `run` is for giving up: a run that it interrupts fails with an `AbortError`.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `TypeError` where `stop` is no signal
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const closing = new AbortController()
 * const ticks = Enumerator.tick(1).map((n) => { if (n === 2) closing.abort(); return n })
 * const result = await ticks.through(Enumeratee.takeUntil(closing.signal)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [0, 1] })
 */
export const takeUntil = <E>(stop: Interruption): Enumeratee<E, E> =>
  Enumeratee.of(new Until<E>(requireSignal('Enumeratee.takeUntil', stop)))

/**
 * Hands on all but the first `n` elements.
 *
 * @category slicing
 * @since 0.1.0
 * @throws `RangeError` where `n` is neither a whole number of at least 0 nor `Infinity`
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2, 3).through(Enumeratee.drop(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 3] })
 */
export const drop = <A>(n: number): Enumeratee<A, A> => Enumeratee.of(new Drop(requireCount('Enumeratee.drop', n)))

/**
 * Hands on the elements from the first on that does not satisfy the predicate.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const fromThree = Enumeratee.dropWhile((n: number) => n < 3)
 * const result = await Enumerator.of(1, 2, 3, 1).through(fromThree).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [3, 1] })
 */
export const dropWhile = <A>(predicate: Predicate<A>): Enumeratee<A, A> =>
  Enumeratee.of(new DropWhile(requireFunction('Enumeratee.dropWhile', predicate)))

/**
 * Hands on elements up to the first that satisfies the predicate. That one is left over: see `applyOn`.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const toThree = Enumeratee.breakE((n: number) => n >= 3)
 * const result = await Enumerator.of(1, 2, 3, 1).through(toThree).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const breakE = <A>(predicate: Predicate<A>): Enumeratee<A, A> =>
  takeWhile(not(requireFunction('Enumeratee.breakE', predicate)))

/**
 * Hands on the elements of an enumerator first, before any element of the source is asked for.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const page = Enumeratee.heading(Enumerator.of('<html>'))
 * const result = await Enumerator.of('a', 'b').through(page).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['<html>', 'a', 'b'] })
 */
export const heading = <A>(enumerator: Enumerator<A>): Enumeratee<A, A> =>
  Enumeratee.of(new Heading<A>(sourceOf('Enumeratee.heading', enumerator)))

/**
 * Hands on the elements of an enumerator last, when the source has no more.
 *
 * @category slicing
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const page = Enumeratee.trailing(Enumerator.of('</html>'))
 * const result = await Enumerator.of('a', 'b').through(page).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'b', '</html>'] })
 */
export const trailing = <A>(enumerator: Enumerator<A>): Enumeratee<A, A> =>
  Enumeratee.of(new Trailing<A>(sourceOf('Enumeratee.trailing', enumerator)))
