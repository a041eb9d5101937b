import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireFiniteCount } from '../kernel/require.js'
import { More, type Signal, Stop } from '../kernel/Signal.js'
import { Outlet, pulled } from './Outlet.js'

/**
 * How {@link toReadableStream} runs an enumerator.
 *
 * @category model
 * @since 0.1.0
 */
export interface ToReadableStreamOptions extends RunOptions {
  /** how many elements are made ahead of who reads; 0 by default: none that nobody waits for */
  readonly highWaterMark?: number
}

/**
 * A web stream of the elements of an enumerator, which is run once, for this stream.
 *
 * - The stream pulls: nothing is run before somebody reads, and an element is asked for when the last one has been read.
 *   With a `highWaterMark` of n, n elements are made ahead, from the beginning on. That changes nothing in what is read.
 * - The stream closes when the enumerator has ended, and fails with the error that the enumerator fails with; in both
 *   what came before is read first, and finalisers have run.
 * - `cancel` stops the enumerator at once, also while it is idle. It resolves when the finalisers have run, and is
 *   rejected where one of them fails. Its reason goes no further: to the enumerator this is an early end.
 * - Where `signal` aborts, the stream fails with an `AbortError`.
 *
 * Law: `fromReadableStream(() => toReadableStream(e))` produces what `e` does, and fails as `e` does.
 *
 * @category destructors
 * @since 0.1.0
 * @throws `RangeError` where `highWaterMark` is not a whole number, 0 or more, or is infinite; `TypeError` where an
 * option is unknown
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 * import { toReadableStream } from 'fp-ts-iteratee/web'
 *
 * const stream = toReadableStream(Enumerator.of('kiki', 'foo', 'bar'))
 * const reader = stream.getReader()
 * const { value } = await reader.read()
 * assert.strictEqual(value, 'kiki')
 * await reader.cancel()
 */
export const toReadableStream = <A>(
  enumerator: Enumerator<A>,
  options: ToReadableStreamOptions = {}
): ReadableStream<A> => {
  requireOptions('toReadableStream', options, ['highWaterMark', 'signal'])
  sourceOf('toReadableStream', enumerator)
  const highWaterMark = requireFiniteCount('toReadableStream: highWaterMark', options.highWaterMark ?? 0)
  return pulled(enumerator, (controller) => new Elements<A>(controller), highWaterMark, options.signal)
}

class Elements<A> extends Outlet<A, A> {
  push(element: A): Signal {
    if (this.stopped()) return Stop
    return this.give(element) ? More : this.wait()
  }
}
