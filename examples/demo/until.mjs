// @ts-check
import { Enumeratee, Enumerator } from 'fp-ts-iteratee'

const over = Symbol('over')

/**
 * The elements of an enumerator, until a signal aborts: it then ends as if it had come to its end, and does not fail.
 *
 * @template E
 * @param {AbortSignal} signal
 * @param {Enumerator<E>} enumerator
 */
export const until = (signal, enumerator) =>
  Enumerator.interleave(enumerator.andThen(Enumerator.of(over)), aborted(signal)).through(
    Enumeratee.takeWhile(/** @type {(e: E | typeof over) => e is E} */ ((e) => e !== over))
  )

/**
 * @param {AbortSignal} signal
 * @returns {Enumerator<typeof over>}
 */
const aborted = (signal) =>
  Enumerator.async((channel) => {
    const tell = () => void channel.push(over)
    signal.addEventListener('abort', tell)
    if (signal.aborted) tell()
    return () => signal.removeEventListener('abort', tell)
  })
