import { BlockStage } from '../Block.js'
import type { Fiber } from '../Fiber.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** The elements that satisfy a predicate. */
export class Filter<in out A> implements Part<A, A> {
  constructor(readonly predicate: (a: A) => boolean) {}

  open(next: Sink<A>, _: Fiber): Stage<A, A> {
    return new FilterStage(this, next)
  }
}

class FilterStage<A> extends BlockStage<A, A> {
  private readonly predicate: (a: A) => boolean

  constructor(
    private readonly part: Filter<A>,
    next: Sink<A>
  ) {
    super(next)
    this.predicate = part.predicate
  }

  push(a: A): Signal {
    return this.predicate(a) ? this.next.push(a) : More
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { predicate } = this
    let n = 0
    let i = from
    try {
      for (; i < to; i++) {
        const a = elements[i] as A
        if (predicate(a)) block[n++] = a
      }
    } finally {
      this.filled = n
      this.taken = i + 1
    }
  }

  rest(): Part<A, A> {
    return this.part
  }
}
