import type { Fiber } from '../Fiber.js'
import { type Signal, wait } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'
import { releaseAfter } from './finally.js'

/**
 * A source that needs something, acquired before and released after, however it comes to its end. What is being acquired
 * when the run is left is waited for, and released.
 */
export class Bracket<R, out E> extends Source<E> {
  constructor(
    private readonly acquire: () => PromiseLike<R>,
    private readonly use: (resource: R) => Source<E>,
    private readonly free: (resource: R) => PromiseLike<void>
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const acquiring = this.acquire()
    const finalizer = fiber.scope.add(() => acquiring.then(this.free))
    return wait(
      acquiring,
      (resource) => releaseAfter(nest(this.use(resource), sink, fiber), finalizer),
      (error) => {
        finalizer.forget()
        throw error
      }
    )
  }
}
