import type { Readable } from 'node:stream'
import type { Lazy } from 'fp-ts/lib/function.js'
import { Enumerator } from '../enumerator/model.js'
import { requireLazy } from '../kernel/given.js'
import type { Fiber } from '../kernel/Fiber.js'
import type { Signal } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { Source } from '../kernel/Source.js'
import { Reading } from './reading.js'

/**
 * What a Node stream gives: bytes, text where it has an encoding, or objects. Play's `Enumerator.fromStream`.
 *
 * `make` is called when the enumerator is run, each time: a stream can be read only once. Where it answers a stream that
 * has been read, the run fails and says so; that stream is left as it is.
 *
 * - The stream is read when the last element has been taken. It may be ahead by its own `highWaterMark`, as streams are.
 *   Objects that are there together are handed on together; bytes as the stream joins them.
 * - The failure of the stream is the failure of the run, as is a stream that is closed before its end. What the stream
 *   holds by then is handed on first.
 * - A stream that is left before its end is destroyed, also while it is idle: with the error, where the run has failed or
 *   was interrupted. The run answers when the stream is closed. (A stream that was piped into it is not told; one of
 *   `pipeline` is. The request of a response of Node's HTTP client is told of the error: listen to that, as Node throws one
 *   that nobody hears.)
 * - No listener of ours is left on a stream that is over.
 *
 * Law: `fromReadable(() => toReadable(e))` produces what `e` does, and fails as `e` does.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Readable } from 'node:stream'
 * import { Enumeratee, Iteratee } from 'fp-ts-iteratee'
 * import { fromReadable } from 'fp-ts-iteratee/node'
 *
 * const names = fromReadable<string>(() => Readable.from(['kiki', 'foo', 'bar']))
 * const two = names.through(Enumeratee.take(2))
 * assert.deepStrictEqual(await two.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
 */
export const fromReadable = <E = Uint8Array>(make: Lazy<Readable>): Enumerator<E> =>
  Enumerator.from(new Read<E>(requireLazy('fromReadable', make)))

class Read<out E> extends Source<E> {
  constructor(private readonly make: Lazy<Readable>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Reading<E>('fromReadable', this.make(), sink, fiber).run()
  }
}
