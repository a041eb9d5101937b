import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/**
 * Each element changed by a function. One whose image the next stage leaves over is left over itself: so nothing is lost,
 * as something is behind a map.
 */
export class Retract<in out A, out B> implements Part<A, B> {
  constructor(
    readonly f: (a: A) => B,
    readonly last: Input<A> = In.empty
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new RetractStage(this, next)
  }
}

class RetractStage<A, B> extends Stage<A, B> {
  private last: Input<A>

  constructor(
    private readonly part: Retract<A, B>,
    next: Sink<B>
  ) {
    super(next)
    this.last = part.last
  }

  push(a: A): Signal {
    this.last = In.el(a)
    return this.next.push(this.part.f(a))
  }

  override sure(): number {
    return this.next.sure()
  }

  override get leftOver(): Input<unknown> {
    return this.next instanceof Stage && this.next.leftOver._tag === 'El' ? this.last : super.leftOver
  }

  rest(): Part<A, B> {
    return new Retract(this.part.f, this.last)
  }
}
