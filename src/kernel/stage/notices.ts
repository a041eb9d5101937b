import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, PassAlongStage, type Stage } from '../Stage.js'

/** Does something when the input is over. */
export class OnEOF<in out A> implements Part<A, A> {
  constructor(readonly io: () => void) {}

  open(next: Sink<A>): Stage<A, never> {
    return new OnEOFStage(this, next)
  }
}

class OnEOFStage<A> extends PassAlongStage<A> {
  constructor(
    private readonly part: OnEOF<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  override end(): Signal {
    this.part.io()
    return super.end()
  }

  override rest(): Part<A, A> {
    return this.part
  }
}

/** Does something when the consumer at the end has its result. */
export class OnDone<in out A> implements Part<A, A> {
  constructor(readonly io: () => void) {}

  open(next: Sink<A>): Stage<A, never> {
    return new OnDoneStage(this.io, next)
  }
}

/** Told once for all: what is left of it passes all along. */
class OnDoneStage<A> extends PassAlongStage<A> {
  constructor(
    private readonly io: () => void,
    next: Sink<A>
  ) {
    super(next)
  }

  override start(): Signal {
    if (!this.next.stopped()) this.next.consumer.whenDone(this.io)
    return More
  }
}
