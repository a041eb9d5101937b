import type { Fiber } from '../Fiber.js'
import { Pending, type Signal, wait } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'

/** A source that has to be waited for. */
export class Waited<out E> extends Source<E> {
  constructor(private readonly task: () => PromiseLike<Source<E>>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return wait(this.task(), (source) => nest(source, sink, fiber))
  }
}

class Never extends Source<never> {
  drive(): Signal {
    return new Pending()
  }
}

/** Waits for ever. */
export const never: Source<never> = new Never()
