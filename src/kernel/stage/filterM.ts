import { begun } from '../given.js'
import { More, type Signal, wait } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** The elements for which a task says so. */
export class FilterM<in out A> implements Part<A, A> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly predicate: (a: A) => () => PromiseLike<boolean>
  ) {}

  open(next: Sink<A>): Stage<A, never> {
    return new FilterMStage(this, next)
  }
}

class FilterMStage<A> extends Stage<A, A> {
  constructor(
    private readonly part: FilterM<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  push(a: A): Signal {
    const { name, predicate } = this.part
    return wait(begun(name, predicate(a)), (passes) => (passes ? this.next.push(a) : More))
  }

  rest(): Part<A, A> {
    return this.part
  }
}
