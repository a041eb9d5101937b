import * as In from '../../Input.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** The first `n` elements; the end comes with the last of them, not with the one after. */
export class Take<in out A> implements Part<A, A> {
  constructor(readonly n: number) {}

  open(next: Sink<A>): Stage<A, never> {
    return new TakeStage(this.n, next)
  }
}

class TakeStage<A> extends Stage<A, A> implements Frame {
  constructor(
    private left: number,
    next: Sink<A>
  ) {
    super(next)
  }

  /** also where the last element has failed, and what follows goes on all the same */
  override stopped(): boolean {
    return this.left <= 0 || super.stopped()
  }

  push(a: A): Signal {
    this.left--
    return this.answer(this.next.push(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const end = Math.min(to, from + this.left)
    const signal = this.next.chunk(elements, from, end)
    this.taken = signal === More ? end : this.next.taken
    this.left -= this.taken - from
    return this.answer(signal)
  }

  override sure(): number {
    return Math.min(this.left, this.next.sure())
  }

  resume(signal: Settled): Signal {
    return this.answer(signal)
  }

  rest(): Part<A, A> {
    return new Take(this.left)
  }

  private answer(signal: Signal): Signal {
    if (this.left > 0) return signal
    if (typeof signal === 'object') return signal.hang(this)
    return signal === Stop ? Stop : this.finish(In.empty)
  }
}
