import type { Fiber } from '../Fiber.js'
import type { Exit, Finalizer } from '../Scope.js'
import type { Signal } from '../Signal.js'
import type { OpenConsumer, Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'

/** A source with something to release when it is through, however that comes about. */
export class Finally<out E> extends Source<E> {
  constructor(
    private readonly source: Source<E>,
    private readonly release: (exit: Exit, sink: Sink<E>) => void | PromiseLike<void>
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const finalizer = fiber.scope.add((exit) => this.release(exit, sink))
    return releaseAfter(nest(this.source, sink, fiber), finalizer)
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    this.source.unneeded(consumer)
  }
}

/** Releases when `signal` has settled, and answers what that has come to. */
export const releaseAfter = (signal: Signal, finalizer: Finalizer): Signal =>
  typeof signal === 'object' ? signal.hang(finalizer) : finalizer.resume(signal)
