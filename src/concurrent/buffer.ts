import { Enumeratee } from '../enumeratee/model.js'
import { OverflowError } from '../Errors.js'
import type { Input } from '../Input.js'
import { requireFunction } from '../kernel/given.js'
import { requireCapacity } from '../kernel/require.js'
import { Buffered } from '../kernel/stage/buffered.js'

/**
 * Takes elements as fast as they come, and keeps those that what follows has not taken yet, up to `max`: for a source that
 * holds something dear, and a consumer that is slow. The source is never made to wait.
 *
 * Where one comes for which there is no room, the source is released at once, and the run fails with an `OverflowError`
 * after what is kept has been handed on. The element that the consumer is at work on is not among those that are kept.
 *
 * `length` says how much of `max` an element takes, as it is when it comes; 1 by default, so that `max` is a number of
 * elements. What is kept when what follows needs no more is lost, not left over.
 *
 * @category enumeratees
 * @since 0.1.0
 * @throws `RangeError` where `max` is not a whole number of at least 1; the run fails with one where `length` answers what is
 * no number of at least 0
 * @example
 * import { Concurrent, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const rows = Enumerator.of('a', 'bc', 'def').through(Concurrent.buffer(20))
 * assert.deepStrictEqual(await rows.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['a', 'bc', 'def'] })
 *
 * const length = Input.match({ el: (s: string) => s.length, empty: () => 0, eof: () => 0 })
 * const slow = Iteratee.foreachM(() => async () => {})
 * const result = await Enumerator.of('a', 'bc', 'def').through(Concurrent.buffer(4, length)).run(slow)()
 * assert.strictEqual(result._tag === 'Left' && result.left.name, 'OverflowError')
 */
export const buffer = <E>(max: number, length: (input: Input<E>) => number = one): Enumeratee<E, E> => {
  requireCapacity('Concurrent.buffer: max', max)
  requireFunction('Concurrent.buffer', length, 'length')
  const checked = (input: Input<E>): number => {
    const n = length(input)
    if (n >= 0) return n
    throw new RangeError(`Concurrent.buffer: length: expected a number, 0 or more, got ${String(n)}`)
  }
  const overflow = (): Error =>
    new OverflowError(max, `Concurrent.buffer: what is waiting may have a length of ${String(max)}, and more came`)
  return Enumeratee.of(new Buffered(max, checked, overflow))
}

const one = (): number => 1
