import type { Eq } from 'fp-ts/lib/Eq.js'
import { BlockStage } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** Elements that are not equal to the one before. */
export class Dedupe<in out A> implements Part<A, A> {
  constructor(
    readonly eq: Eq<A>,
    /** the element before, where there was one */
    readonly last?: { readonly value: A }
  ) {}

  open(next: Sink<A>): Stage<A, never> {
    return new DedupeStage(this, next)
  }
}

class DedupeStage<A> extends BlockStage<A, A> {
  private readonly eq: Eq<A>
  private begun: boolean
  private before: A

  constructor({ eq, last }: Dedupe<A>, next: Sink<A>) {
    super(next)
    this.eq = eq
    this.begun = last !== undefined
    this.before = last?.value as A
  }

  push(a: A): Signal {
    if (this.begun && this.eq.equals(this.before, a)) return More
    this.begun = true
    this.before = a
    return this.next.push(a)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { folding } = this.next
    if (folding === undefined) return super.chunk(elements, from, to)
    const { eq } = this
    const { f } = folding
    let { before } = this
    let { state } = folding
    let i = from
    try {
      // the first step is taken before the loop, as in `foldInto`
      if (this.begun) while (i < to && eq.equals(before, elements[i] as A)) i++
      if (i === to) return More
      this.begun = true
      before = elements[i] as A
      state = f(state as never, before)
      for (i++; i < to; i++) {
        const a = elements[i] as A
        if (eq.equals(before, a)) continue
        before = a
        state = f(state as never, a)
      }
      return More
    } finally {
      this.before = before
      folding.state = state
      this.taken = i + 1
    }
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    let n = 0
    let i = from
    try {
      for (; i < to; i++) {
        const a = elements[i] as A
        if (this.begun && this.eq.equals(this.before, a)) continue
        this.begun = true
        this.before = a
        block[n++] = a
      }
    } finally {
      this.filled = n
      this.taken = i + 1
    }
  }

  rest(): Part<A, A> {
    return new Dedupe(this.eq, this.begun ? { value: this.before } : undefined)
  }
}
