import { deliverAndThrow } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Elements that are ready together, at most `size`, are prepared each by itself and become one. */
export class Batch<in A, P, out B> implements Part<A, B> {
  constructor(
    readonly size: number,
    readonly prepare: (a: A) => P,
    readonly join: (ps: ReadonlyArray<P>) => B
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new BatchStage(this, next)
  }
}

class BatchStage<A, P, B> extends Stage<A, B> {
  constructor(
    private readonly part: Batch<A, P, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.next.push(this.part.join([this.part.prepare(a)]))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const end = Math.min(to, i + this.part.size)
      signal = this.together(elements, i, end)
      i = this.taken
    }
    return signal
  }

  /** they become one element, and that is taken as a whole */
  override sure(): number {
    return this.part.size
  }

  rest(): Part<A, B> {
    return this.part
  }

  private together(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const prepared: P[] = []
    this.taken = from
    try {
      while (this.taken < to) prepared.push(this.part.prepare(elements[this.taken++] as A))
    } catch (error) {
      const made = prepared.length === 0 ? [] : [this.part.join(prepared)]
      return deliverAndThrow(this.next, made, 0, made.length, error)
    }
    return this.next.push(this.part.join(prepared))
  }
}
