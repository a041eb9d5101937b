import type { IO } from 'fp-ts/lib/IO.js'
import { OverflowError } from '../Errors.js'
import { answer, requireFunction, requireLazy } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireCapacity, requireOneOf } from '../kernel/require.js'
import { policies, type Policy, Pushing } from '../kernel/source/queue.js'
import { type Channel, Pusher } from './channel.js'
import { Enumerator } from './model.js'

export type { Policy }

/**
 * How {@link async} keeps what has been pushed and not yet been taken.
 *
 * @category model
 * @since 0.1.0
 */
export interface AsyncOptions {
  /** how many elements are kept at most, for all of the one run; 1024 by default. `Concurrent` and `Hub` say `buffer` */
  readonly capacity?: number
  /**
   * what becomes of an element when that many are kept:
   * `fail` (the default): the run fails with an `OverflowError`, after what was kept has been delivered;
   * `block`: it is refused, the producer waits for `room`;
   * `dropNewest`: it is lost; `dropOldest`: the oldest one kept is lost instead
   */
  readonly policy?: Policy
}

/**
 * An enumerator that is pushed to, for sources that call back. `register` is called when the enumerator is run, with
 * the channel to push to, and answers what undoes it; that is called exactly once, when the run has ended or needs no
 * more of this enumerator, also while nothing is pushed.
 *
 * Elements pushed in one go are handed on together, right after the turn in which they were pushed.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `capacity` is not a whole number of at least 1; `TypeError` for a policy or an option that
 * there is not
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const clicks = Enumerator.async<string>((channel) => {
 *   const timer = setTimeout(() => {
 *     channel.push('click')
 *     channel.end()
 *   })
 *   return () => clearTimeout(timer)
 * })
 * assert.deepStrictEqual(await clicks.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['click'] })
 */
export const async = <E>(register: (channel: Channel<E>) => IO<void>, options: AsyncOptions = {}): Enumerator<E> => {
  const name = 'Enumerator.async'
  requireOptions(name, options, ['capacity', 'policy'])
  const policy = requireOneOf(`${name}: policy`, options.policy ?? 'fail', policies)
  const advice = "raise 'capacity', choose another 'policy', or let the producer wait for 'room'"
  return pushed(name, register, options.capacity, policy, advice)
}

/** @internal `advice` says how to have more room */
export const pushed = <E>(
  name: string,
  register: (channel: Channel<E>) => IO<void>,
  capacity = 1024,
  policy: Policy,
  advice: string
): Enumerator<E> => {
  requireFunction(name, register)
  requireCapacity(`${name}: capacity`, capacity)
  const overflow = (): Error =>
    new OverflowError(capacity, `${name}: ${String(capacity)} elements are waiting, and one more was pushed; ${advice}`)
  return Enumerator.from(
    new Pushing<E>((queue) => requireLazy(name, register(new Pusher(queue)), answer), { capacity, policy, overflow })
  )
}
