import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { offer } from '../source/array.js'
import { type Part, PassAlongStage, type Stage } from '../Stage.js'

/** Some elements first, before any is taken. */
export class StartWith<in out A> implements Part<A, A> {
  constructor(readonly elements: ReadonlyArray<A>) {}

  open(next: Sink<A>, _: Fiber): Stage<A, A> {
    return new StartWithStage(this.elements, next)
  }
}

/** What is left of it, once opened, is a stage that passes all along. */
class StartWithStage<A> extends PassAlongStage<A> {
  constructor(
    private readonly elements: ReadonlyArray<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  override start(): Signal {
    return offer(this.elements, 0, this.next)
  }
}
