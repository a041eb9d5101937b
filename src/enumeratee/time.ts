/** Enumeratees that watch the clock. All run on `setTimeout`, so under fake timers too, and leave no timer running. */
import type { Task } from 'fp-ts/lib/Task.js'
import { TimeoutError } from '../Errors.js'
import { requireTask } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireMs } from '../kernel/require.js'
import { Debounce } from '../kernel/stage/debounce.js'
import { KeepAlive } from '../kernel/stage/keepAlive.js'
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

/**
 * How a stream is kept alive.
 *
 * @category model
 * @since 0.1.0
 */
export interface KeepAliveOptions {
  /**
   * asked every `ms` milliseconds from the start, idle or not; never again before it has answered. Where the answer is
   * `false` the stream ends, as if its source had; where it is rejected, the run fails with that error
   */
  readonly stillAllowed?: Task<boolean> | undefined
}

/**
 * Hands on `filler` whenever nothing has been handed on for `ms` milliseconds: the heartbeat of a stream that is pushed.
 *
 * ```text
 *   a . . b . . . . . . . c     source
 *   a . . b . . . f . . . c     keepAlive(4, f)
 * ```
 *
 * The filler is what the wire format passes over, or what the client listens for: a comment of server-sent events, a
 * blank, a line's end. It comes while the source is idle, or hangs; not while what follows is busy, as that time does not
 * count: a client that is full is handed none, and none is made up for. Elements pass as they come, also those that are
 * ready together, and the end is not held up. Behind this one, what fails on an element is the failure of the run:
 * `recover` before it does not answer for that.
 *
 * A server cannot know that a client is gone that has lost its power or its network, unless it writes: then the
 * connection fails in the end, and what the stream holds is released. So heartbeats are what finds dead links, and keeps
 * proxies from closing idle ones. `stillAllowed` ends streams whose reader has lost the right to read them:
 *
 * ```text
 *   a . . b . . . . . . . c     source
 *   . . . . y . . . n           stillAllowed, asked each 4
 *   a . . b . . . f |           keepAlive(4, f, { stillAllowed })
 * ```
 *
 * @category time
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647, `TypeError` where an option is unknown or
 * `stillAllowed` is not a function
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const beats = Enumerator.never.through(Enumeratee.keepAlive(1, ': still here')).through(Enumeratee.take(2))
 * const result = await beats.run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [': still here', ': still here'] })
 */
export const keepAlive = <E>(ms: number, filler: E, options: KeepAliveOptions = {}): Enumeratee<E, E> => {
  requireOptions('Enumeratee.keepAlive', options, ['stillAllowed'])
  const { stillAllowed } = options
  if (stillAllowed !== undefined) requireTask('Enumeratee.keepAlive', stillAllowed, 'stillAllowed')
  return Enumeratee.of(new KeepAlive<E>(requireMs('Enumeratee.keepAlive', ms), filler, stillAllowed))
}
