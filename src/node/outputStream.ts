import { Writable } from 'node:stream'
import { toError } from '../Errors.js'
import { Enumerator } from '../enumerator/model.js'
import { requireFunction } from '../kernel/given.js'
import type { Fiber } from '../kernel/Fiber.js'
import { requireOptions } from '../kernel/options.js'
import { requireFiniteCount } from '../kernel/require.js'
import type { Exit, Finalizer } from '../kernel/Scope.js'
import { type Frame, More, Pending, type Settled, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { Source } from '../kernel/Source.js'
import { offer } from '../kernel/source/array.js'
import { Encoder } from './encoder.js'

/**
 * The stream that {@link outputStream} hands out.
 *
 * @category model
 * @since 0.1.0
 */
export interface OutputStreamOptions {
  /** what is written may be anything; false by default: bytes, and text, which becomes UTF-8 */
  readonly objectMode?: boolean
  /**
   * how much may wait for the consumer before `write` answers false, in bytes (of text, in code units) or in elements;
   * Node's by default
   */
  readonly highWaterMark?: number
}

/**
 * What writes into the stream that {@link outputStream} hands out: answers nothing, what is to be called when the run is
 * over, or a promise.
 *
 * @category model
 * @since 0.1.0
 */
export type Produce =
  ((writable: Writable) => void) | ((writable: Writable) => () => void) | ((writable: Writable) => PromiseLike<unknown>)

/**
 * What `f` writes into the Node stream that it is handed. Play's `Enumerator.outputStream`, with backpressure.
 *
 * `f` is called when the enumerator is run, each time, with a stream of its own. It may answer what is to be called when the
 * run is over, once; or a promise, as `pipeline` and all async functions do: where it is rejected, the run fails with that,
 * and when it resolves, the stream is ended, if nobody has done so. Who writes on after that answers no promise.
 *
 * - `write` answers false while too much waits for the consumer, and its callback is called when the consumer has taken
 *   what was written. What is written at once is handed on together.
 * - `end` ends the enumerator, after what was written.
 * - `destroy` with an error is the failure of the run, as is one without, before the end. What waits is lost, as in all of
 *   Node's streams.
 * - When the consumer needs no more, or the run fails or is interrupted, the stream is destroyed: with the error, if there is
 *   one. `f` sees that by `close`; it need not listen to `error`.
 * - It makes no difference to the bytes where text was cut, within a surrogate pair too.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `highWaterMark` is not a whole number, 0 or more, or is infinite; `TypeError` where an
 * option is unknown
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import { outputStream } from 'fp-ts-iteratee/node'
 *
 * const greeting = outputStream((out) => {
 *   out.write('hello ')
 *   out.end('world')
 * })
 * const text = greeting.map((bytes) => Buffer.from(bytes).toString())
 * assert.deepStrictEqual(await text.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['hello ', 'world'] })
 */
export const outputStream = <E = Uint8Array>(f: Produce, options: OutputStreamOptions = {}): Enumerator<E> => {
  requireOptions('outputStream', options, ['objectMode', 'highWaterMark'])
  if (options.highWaterMark !== undefined) requireFiniteCount('outputStream: highWaterMark', options.highWaterMark)
  return Enumerator.from(new Output<E>(requireFunction('outputStream', f), options))
}

class Output<out E> extends Source<E> {
  constructor(
    private readonly f: Produce,
    private readonly options: OutputStreamOptions
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Taking<E>(this.f, this.options, sink, fiber).run()
  }
}

/** What has been written at once, and whom to tell when it is taken. */
interface Written<E> {
  readonly elements: ReadonlyArray<E>
  readonly taken: () => void
}

/** Takes what is written, and hands it on. */
class Taking<E> implements Frame {
  private readonly finalizer: Finalizer
  private waiting: Pending | undefined
  /** not handed on yet */
  private written: Written<E> | undefined
  /** handed on, and not taken yet */
  private offered: Written<E> | undefined
  private hasEnded = false
  private failure: Error | undefined

  constructor(
    f: Produce,
    options: OutputStreamOptions,
    private readonly sink: Sink<E>,
    fiber: Fiber
  ) {
    const encoder = new Encoder()
    const elementsOf = (chunk: unknown, encoding: BufferEncoding): ReadonlyArray<E> =>
      (options.objectMode === true ? [chunk] : encoder.add(chunk, encoding)) as ReadonlyArray<E>
    const stream = new Writable({
      ...options,
      decodeStrings: false,
      write: (chunk: unknown, encoding, taken) => {
        this.take({ elements: elementsOf(chunk, encoding), taken })
      },
      writev: (chunks, taken) => {
        this.take({ elements: chunks.flatMap(({ chunk, encoding }) => elementsOf(chunk, encoding)), taken })
      },
      final: (done) => {
        this.written = { elements: encoder.rest() as ReadonlyArray<E>, taken: () => undefined }
        this.hasEnded = true
        done()
        this.proceed()
      },
      destroy: (error, closed) => {
        this.failure ??= error ?? new Error('outputStream: the stream was closed before its end')
        closed(error)
        this.proceed()
      }
    })
    // who writes need not listen: the run tells
    stream.on('error', () => undefined)
    let cleanUp: (() => void) | undefined
    this.finalizer = fiber.scope.add((exit: Exit) => {
      stream.destroy(exit.failed ? exit.error : undefined)
      cleanUp?.()
    })
    const answer: unknown = f(stream)
    if (typeof answer === 'function') cleanUp = answer as () => void
    else if (answer !== undefined) {
      Promise.resolve(answer).then(
        () => {
          if (!stream.writableEnded && !stream.destroyed) stream.end()
        },
        (reason: unknown) => {
          stream.destroy(toError(reason))
        }
      )
    }
  }

  run(): Signal {
    for (;;) {
      // what was written last is there before the end is
      if (this.failure !== undefined && !this.hasEnded) throw this.failure
      const { written } = this
      if (written === undefined) {
        if (this.hasEnded) return this.finalizer.resume(More)
        return (this.waiting = new Pending())
      }
      this.written = undefined
      this.offered = written
      const signal = offer(written.elements, 0, this.sink)
      if (typeof signal === 'object') return signal.hang(this)
      if (signal === Stop) return this.finalizer.resume(Stop)
      this.told()
    }
  }

  resume(signal: Settled): Signal {
    if (signal === Stop) return this.finalizer.resume(Stop)
    this.told()
    return this.run()
  }

  /** May be written to at once. */
  private told(): void {
    const { offered } = this
    this.offered = undefined
    offered?.taken()
  }

  private readonly again = (): Signal => this.run()

  private take(written: Written<E>): void {
    this.written = written
    this.proceed()
  }

  private proceed(): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(this.again)
  }
}
