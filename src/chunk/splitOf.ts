import { deliverAndThrow } from '../kernel/Block.js'
import { after, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { type Part, Stage } from '../kernel/Stage.js'
import { type Chunk, type ElementOf, leftOver, slice } from './Chunk.js'

/** What comes before the first element that does not satisfy the predicate; what comes behind it is left over. */
export class SplitOf<in out C extends Chunk> implements Part<C, C> {
  constructor(readonly predicate: (element: ElementOf<C>) => boolean) {}

  open(next: Sink<C>): Stage<C, never> {
    return new SplitOfStage(this, next)
  }
}

class SplitOfStage<C extends Chunk> extends Stage<C, C> {
  constructor(
    private readonly part: SplitOf<C>,
    next: Sink<C>
  ) {
    super(next)
  }

  push(chunk: C): Signal {
    const { next } = this
    const { predicate } = this.part
    const { length } = chunk
    let at = 0
    try {
      while (at < length && predicate(chunk[at] as ElementOf<C>)) at++
    } catch (error) {
      const before = at === 0 ? [] : [slice(chunk, 0, at)]
      return deliverAndThrow(next, before, 0, before.length, error)
    }
    if (at === length) return next.push(chunk)
    this.finish(leftOver(chunk, at + 1))
    return at === 0 ? Stop : after(next.push(slice(chunk, 0, at)), () => Stop)
  }

  rest(): Part<C, C> {
    return this.part
  }
}
