import { after, goOn, More, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { type Part, Stage } from '../kernel/Stage.js'
import { type Chunk, leftOver, slice } from './Chunk.js'

/** The first `n` elements of what is in the chunks; the rest of the chunk where that ends is left over. */
export class TakeOf<in out C extends Chunk> implements Part<C, C> {
  constructor(
    readonly n: number,
    /** so many are taken also where what follows has ended before */
    readonly all: boolean
  ) {}

  open(next: Sink<C>): Stage<C, never> {
    return new TakeOfStage(this.n, this.all, next)
  }
}

class TakeOfStage<C extends Chunk> extends Stage<C, C> {
  constructor(
    private left: number,
    private readonly all: boolean,
    next: Sink<C>
  ) {
    super(next)
  }

  override stopped(): boolean {
    return this.left === 0 || (!this.all && super.stopped())
  }

  push(chunk: C): Signal {
    const { left } = this
    this.left = Math.max(0, left - chunk.length)
    if (this.left > 0) return this.handOn((next) => next.push(chunk))
    // before the last is handed on: also where that fails, and whoever comes before goes on
    this.finish(leftOver(chunk, left))
    const last = chunk.length === left ? chunk : slice(chunk, 0, left)
    return after(
      this.handOn((next) => next.push(last)),
      () => Stop
    )
  }

  override empty(): Signal {
    return this.handOn((next) => next.empty())
  }

  override end(): Signal {
    this.left = 0
    return super.end()
  }

  rest(): Part<C, C> {
    return new TakeOf(this.left, this.all)
  }

  private handOn(to: (next: Sink<C>) => Signal): Signal {
    if (!this.all) return to(this.next)
    return this.next.stopped() ? More : after(to(this.next), goOn)
  }
}
