import { BlockStage } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** Each state of a fold, after each element. */
export class Scan<in A, in out S> implements Part<A, S> {
  constructor(
    readonly state: S,
    readonly f: (state: S, a: A) => S
  ) {}

  open(next: Sink<S>): Stage<A, never> {
    return new ScanStage(this.state, this.f, next)
  }
}

class ScanStage<A, S> extends BlockStage<A, S> {
  constructor(
    private state: S,
    private readonly f: (state: S, a: A) => S,
    next: Sink<S>
  ) {
    super(next)
  }

  push(a: A): Signal {
    this.state = this.f(this.state, a)
    return this.next.push(this.state)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { folding } = this.next
    if (folding === undefined) return super.chunk(elements, from, to)
    const { f } = this
    const { f: fold } = folding
    let { state } = this
    let folded = folding.state
    let i = from
    try {
      // the first step is taken before the loop, as in `foldInto`
      state = f(state, elements[i] as A)
      folded = fold(folded as never, state)
      for (i++; i < to; i++) {
        state = f(state, elements[i] as A)
        folded = fold(folded as never, state)
      }
      return More
    } finally {
      this.state = state
      folding.state = folded
      this.taken = i + 1
    }
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { f } = this
    let { state } = this
    let i = from
    try {
      for (; i < to; i++) block[i - from] = state = f(state, elements[i] as A)
    } finally {
      this.state = state
      this.filled = i - from
      this.taken = i + 1
    }
  }

  rest(): Part<A, S> {
    return new Scan(this.state, this.f)
  }
}
