import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { offer } from '../source/array.js'
import { type Part, Stage } from '../Stage.js'

/** Some elements first, before any is taken. */
export class StartWith<in out A> implements Part<A, A> {
  constructor(readonly elements: ReadonlyArray<A>) {}

  open(next: Sink<A>, _: Fiber): Stage<A, A> {
    return new StartWithStage(this.elements, next)
  }
}

class StartWithStage<A> extends Stage<A, A> {
  constructor(
    private readonly elements: ReadonlyArray<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  override start(): Signal {
    return offer(this.elements, 0, this.next)
  }

  push(a: A): Signal {
    return this.next.push(a)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    try {
      return this.next.chunk(elements, from, to)
    } finally {
      this.taken = this.next.taken
    }
  }

  override sure(): number {
    return this.next.sure()
  }

  /** they have been said */
  rest(): Part<A, A> {
    return new StartWith<A>([])
  }
}
