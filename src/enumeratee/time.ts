/** Enumeratees that watch the clock. All run on `setTimeout`, so under fake timers too, and leave no timer running. */
import { TimeoutError } from '../Errors.js'
import { requireMs } from '../kernel/require.js'
import { Debounce } from '../kernel/stage/debounce.js'
import { Delay, Throttle } from '../kernel/stage/pacing.js'
import { Timeout } from '../kernel/stage/timeout.js'
import { Enumeratee } from './model.js'

/**
 * Hands on each element `ms` milliseconds after it has come; the source waits meanwhile.
 *
 * ```text
 *   a . . b c             source, without delay
 *   . . a . . b . . c     delay(2)
 * ```
 *
 * @category time
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2).through(Enumeratee.delay(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const delay = <A>(ms: number): Enumeratee<A, A> => Enumeratee.of(new Delay<A>(requireMs('Enumeratee.delay', ms)))

/**
 * Hands on one element each `ms` milliseconds at most. None is lost: the source waits.
 *
 * @category time
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of(1, 2).through(Enumeratee.throttle(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const throttle = <A>(ms: number): Enumeratee<A, A> =>
  Enumeratee.of(new Throttle<A>(requireMs('Enumeratee.throttle', ms)))

/**
 * Hands on an element when none has come for `ms` milliseconds after it, or at the end; those that are followed sooner
 * are lost. The source does not wait.
 *
 * @category time
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of('k', 'ki', 'kiki').through(Enumeratee.debounce(10)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['kiki'] })
 */
export const debounce = <A>(ms: number): Enumeratee<A, A> =>
  Enumeratee.of(new Debounce<A>(requireMs('Enumeratee.debounce', ms)))

/**
 * Fails with a `TimeoutError` when the source gives no element for `ms` milliseconds. The time that what follows takes
 * for an element does not count.
 *
 * @category time
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee, TimeoutError } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.never.through(Enumeratee.timeout(1)).run(Iteratee.head())()
 * assert.deepStrictEqual(result, { _tag: 'Left', left: new TimeoutError(1) })
 */
export const timeout = <A>(ms: number): Enumeratee<A, A> =>
  Enumeratee.of(new Timeout<A>(requireMs('Enumeratee.timeout', ms), () => new TimeoutError(ms)))
