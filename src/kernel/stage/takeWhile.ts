import * as In from '../../Input.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Elements up to the first that does not satisfy the predicate; that one is left over. */
export class TakeWhile<in out A> implements Part<A, A> {
  constructor(readonly predicate: (a: A) => boolean) {}

  open(next: Sink<A>): Stage<A, A> {
    return new TakeWhileStage(this, next)
  }
}

class TakeWhileStage<A> extends Stage<A, A> {
  constructor(
    private readonly part: TakeWhile<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.part.predicate(a) ? this.next.push(a) : this.finish(In.el(a))
  }

  rest(): Part<A, A> {
    return this.part
  }
}
