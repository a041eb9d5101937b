import * as In from '../../Input.js'
import { deliverAndThrow } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Elements up to the first that does not satisfy the predicate; that one is left over. */
export class TakeWhile<in out A> implements Part<A, A> {
  constructor(readonly predicate: (a: A) => boolean) {}

  open(next: Sink<A>): Stage<A, never> {
    return new TakeWhileStage(this, next)
  }
}

class TakeWhileStage<A> extends Stage<A, A> {
  constructor(
    private readonly part: TakeWhile<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.part.predicate(a) ? this.next.push(a) : this.finish(In.el(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { next } = this
    const { predicate } = this.part
    for (let i = from; i < to; i = this.taken) {
      const end = Math.min(to, i + next.sure())
      let j = i
      try {
        while (j < end && predicate(elements[j] as A)) j++
      } catch (error) {
        this.taken = j + 1
        return deliverAndThrow(next, elements, i, j, error)
      }
      this.taken = j
      const signal = i === j ? More : i + 1 === j ? next.push(elements[i] as A) : next.chunk(elements, i, j)
      if (signal !== More) return signal
      if (j === end) continue
      // so few it has surely taken without stopping
      this.taken = j + 1
      return this.finish(In.el(elements[j] as A))
    }
    return More
  }

  rest(): Part<A, A> {
    return this.part
  }
}
