import type { Lazy } from 'fp-ts/lib/function.js'
import { Enumerator } from '../enumerator/model.js'
import { answer, requireLazy, requireMethod } from '../kernel/given.js'
import type { Fiber } from '../kernel/Fiber.js'
import type { Exit } from '../kernel/Scope.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { Source } from '../kernel/Source.js'
import { Waits } from '../kernel/Waits.js'

/**
 * The chunks of a web stream. `make` is called when the enumerator is run, each time: a stream can be read only once. It
 * may answer `null`, as the `body` of a request or a response that has none; that has no chunk.
 *
 * - One chunk is read at a time, when the last one has been taken.
 * - The failure of the stream is the failure of the run, as is a stream that is locked.
 * - A stream that is left before its end is cancelled, also while a chunk is being waited for: with the error, where the
 *   run has failed or was interrupted, else without a reason. The run answers when that is done. (A branch of `tee`
 *   answers only when the other one is through too: read both.)
 * - The stream is unlocked in the end, however that comes about.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { CharEncoding, Iteratee } from 'fp-ts-iteratee'
 * import { fromReadableStream } from 'fp-ts-iteratee/web'
 *
 * const upload = new Request('http://localhost', { method: 'POST', body: 'kiki\nfoo\n' })
 * const lines = fromReadableStream(() => upload.body).through(CharEncoding.lines())
 * assert.deepStrictEqual(await lines.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
 */
export const fromReadableStream = <A>(make: Lazy<ReadableStream<A> | null>): Enumerator<A> =>
  Enumerator.from(new Read(requireLazy('fromReadableStream', make)))

class Read<out A> extends Source<A> {
  constructor(private readonly make: Lazy<ReadableStream<A> | null>) {
    super()
  }

  drive(sink: Sink<A>, fiber: Fiber): Signal {
    const stream = this.make()
    if (stream === null) return More
    requireMethod('fromReadableStream', stream, 'getReader', 'a ReadableStream', answer)
    return new Reading(stream.getReader(), sink, fiber).run()
  }
}

type Result<A> = { readonly done: false; readonly value: A } | { readonly done: true }

class Reading<A> implements Frame {
  private readonly finalizer

  constructor(
    private readonly reader: ReadableStreamDefaultReader<A>,
    private readonly sink: Sink<A>,
    fiber: Fiber
  ) {
    this.finalizer = fiber.scope.add((exit) => this.cancel(exit))
  }

  run(): Signal {
    return this.waits.on(this.reader.read())
  }

  resume(signal: Settled): Signal {
    return signal === More ? this.run() : this.finalizer.resume(Stop)
  }

  private readonly proceed = (result: Result<A>): Signal => {
    if (result.done) {
      this.leave()
      return More
    }
    const signal = this.sink.push(result.value)
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  private readonly failed = (error: unknown): never => {
    this.leave()
    throw error
  }

  private readonly waits = new Waits(this.proceed, this.failed)

  /** The stream is over by itself: there is nothing to cancel. */
  private leave(): void {
    this.finalizer.forget()
    this.reader.releaseLock()
  }

  private async cancel(exit: Exit): Promise<void> {
    const { reader } = this
    const { closed } = reader
    const cancelled = reader.cancel(exit.failed ? exit.error : undefined)
    reader.releaseLock()
    try {
      await cancelled
    } catch (error) {
      // one that had failed by then, unread: its failure was not reached
      if (await hasClosed(closed)) throw error
    }
  }
}

const hasClosed = (closed: Promise<unknown>): Promise<boolean> =>
  closed.then(
    () => true,
    () => false
  )
