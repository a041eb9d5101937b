import { BlockStage } from '../Block.js'
import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** Each element, changed. */
export class Map<in A, out B> implements Part<A, B> {
  constructor(readonly f: (a: A) => B) {}

  open(next: Sink<B>, _: Fiber): Stage<A, B> {
    return new MapStage(this, next)
  }
}

class MapStage<A, B> extends BlockStage<A, B> {
  private readonly f: (a: A) => B

  constructor(
    private readonly part: Map<A, B>,
    next: Sink<B>
  ) {
    super(next)
    this.f = part.f
  }

  push(a: A): Signal {
    return this.next.push(this.f(a))
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { f } = this
    let i = from
    try {
      for (; i < to; i++) block[i - from] = f(elements[i] as A)
    } finally {
      this.filled = i - from
      this.taken = i + 1
    }
  }

  rest(): Part<A, B> {
    return this.part
  }
}
