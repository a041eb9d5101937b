import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { nest, type Source } from '../Source.js'
import { type Part, Stage } from '../Stage.js'

/** Each element becomes a source, driven whole before the next element is taken. */
export class FlatMap<in A, out B> implements Part<A, B> {
  constructor(readonly f: (a: A) => Source<B>) {}

  open(next: Sink<B>, fiber: Fiber): Stage<A, B> {
    return new FlatMapStage(this, next, fiber)
  }
}

class FlatMapStage<A, B> extends Stage<A, B> {
  constructor(
    private readonly part: FlatMap<A, B>,
    next: Sink<B>,
    private readonly fiber: Fiber
  ) {
    super(next)
  }

  push(a: A): Signal {
    return nest(this.part.f(a), this.next, this.fiber)
  }

  rest(): Part<A, B> {
    return this.part
  }
}
