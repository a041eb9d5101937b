import { BlockStage } from '../Block.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** Each state of a fold, after each element. */
export class Scan<in A, in out S> implements Part<A, S> {
  constructor(
    readonly state: S,
    readonly f: (state: S, a: A) => S
  ) {}

  open(next: Sink<S>): Stage<A, S> {
    return new ScanStage(this.state, this.f, next)
  }
}

class ScanStage<A, S> extends BlockStage<A, S> {
  constructor(
    private state: S,
    private readonly f: (state: S, a: A) => S,
    next: Sink<S>
  ) {
    super(next)
  }

  push(a: A): Signal {
    this.state = this.f(this.state, a)
    return this.next.push(this.state)
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { f } = this
    let { state } = this
    let i = from
    try {
      for (; i < to; i++) block[i - from] = state = f(state, elements[i] as A)
    } finally {
      this.state = state
      this.filled = i - from
      this.taken = i + 1
    }
  }

  rest(): Part<A, S> {
    return new Scan(this.state, this.f)
  }
}
