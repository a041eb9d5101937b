import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** All but the first `n` elements. */
export class Drop<in out A> implements Part<A, A> {
  constructor(readonly n: number) {}

  open(next: Sink<A>): Stage<A, never> {
    return new DropStage(this.n, next)
  }
}

class DropStage<A> extends Stage<A, A> {
  constructor(
    private left: number,
    next: Sink<A>
  ) {
    super(next)
  }

  push(a: A): Signal {
    if (this.left <= 0) return this.next.push(a)
    this.left--
    return More
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const start = Math.min(to, from + Math.max(this.left, 0))
    this.left -= start - from
    this.taken = start
    if (start === to) return More
    return this.offerTo(this.next, elements, start, to)
  }

  override sure(): number {
    return Math.max(this.left, 0) + this.next.sure()
  }

  rest(): Part<A, A> {
    return new Drop(this.left)
  }
}
