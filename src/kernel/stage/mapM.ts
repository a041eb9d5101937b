import { begun } from '../given.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { Waits } from '../Waits.js'

/** Each element is replaced by what a task answers; the next element is taken when the last has been handed on. */
export class MapM<in A, out B> implements Part<A, B> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly f: (a: A) => () => PromiseLike<B>
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new MapMStage(this, next)
  }
}

class MapMStage<A, B> extends Stage<A, B> {
  private readonly waits = new Waits((b: B): Signal => this.next.push(b))

  constructor(
    private readonly part: MapM<A, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    const { name, f } = this.part
    return this.waits.on(begun(name, f(a)))
  }

  rest(): Part<A, B> {
    return this.part
  }
}
