import { More, type Signal } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { type Part, passAlong, Stage } from '../kernel/Stage.js'
import { type Chunk, slice } from './Chunk.js'

/** All but the first `n` elements of what is in the chunks. */
export class DropOf<in out C extends Chunk> implements Part<C, C> {
  constructor(readonly n: number) {}

  open(next: Sink<C>): Stage<C, never> {
    return new DropOfStage(this.n, next)
  }
}

class DropOfStage<C extends Chunk> extends Stage<C, C> {
  constructor(
    private left: number,
    next: Sink<C>
  ) {
    super(next)
  }

  push(chunk: C): Signal {
    const { left } = this
    if (left === 0) return this.next.push(chunk)
    this.left = Math.max(0, left - chunk.length)
    return chunk.length > left ? this.next.push(slice(chunk, left)) : More
  }

  override chunk(chunks: ReadonlyArray<C>, from: number, to: number): Signal {
    return this.left === 0 ? this.offerTo(this.next, chunks, from, to) : super.chunk(chunks, from, to)
  }

  override sure(): number {
    return this.left === 0 ? this.next.sure() : 1
  }

  rest(): Part<C, C> {
    return this.left === 0 ? (passAlong as Part<C, C>) : new DropOf(this.left)
  }
}
