import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { offer } from '../source/array.js'
import { type Part, Stage } from '../Stage.js'

/** Each element becomes several, as a state says, and makes the next state. */
export class Statefully<in A, in out S, out B> implements Part<A, B> {
  constructor(
    readonly state: S,
    readonly step: (state: S, a: A) => readonly [S, ReadonlyArray<B>]
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new StatefulStage(this, next)
  }
}

class StatefulStage<A, S, B> extends Stage<A, B> {
  private state: S

  constructor(
    private readonly part: Statefully<A, S, B>,
    next: Sink<B>
  ) {
    super(next)
    this.state = part.state
  }

  push(a: A): Signal {
    const [state, made] = this.part.step(this.state, a)
    this.state = state
    return offer(made, 0, this.next)
  }

  rest(): Part<A, B> {
    return new Statefully(this.state, this.part.step)
  }
}
