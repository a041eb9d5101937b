import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import type { Beside } from '../Beside.js'
import { Boundary } from '../Boundary.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/**
 * Takes elements as fast as they come, and keeps those that what follows has not taken yet. One that is more than `max`
 * is a failure, handed on like any other after what came before it.
 */
export class Buffered<in out A> implements Part<A, A> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    readonly max: number,
    /** checked: not negative */
    readonly length: (input: Input<A>) => number,
    readonly overflow: () => Error,
    readonly kept: ReadonlyArray<Kept<A>> = []
  ) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new BufferedStage(this, next, host, beside)
  }
}

interface Kept<A> {
  readonly element: A
  readonly length: number
}

class BufferedStage<A> extends Boundary<A, A> {
  private kept: Kept<A>[]
  /** how many of them have been handed on */
  private at = 0
  private held: number

  constructor(
    private readonly part: Buffered<A>,
    next: Sink<A>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
    this.kept = [...part.kept]
    this.held = this.kept.reduce((sum, { length }) => sum + length, 0)
  }

  rest(): Part<A, A> {
    const { max, length, overflow } = this.part
    return new Buffered(max, length, overflow, this.kept.slice(this.at))
  }

  protected keep(element: A): void {
    const { max, length: measure, overflow } = this.part
    const length = measure(In.el(element))
    // what goes on at once is in nobody's buffer
    if (this.held + length > max && (this.using || this.hasNext())) throw overflow()
    this.kept.push({ element, length })
    this.held += length
  }

  protected hasRoom(): boolean {
    return true
  }

  protected hasNext(): boolean {
    return this.at < this.kept.length
  }

  protected takeNext(): A {
    const { element, length } = this.kept[this.at++] as Kept<A>
    this.held -= length
    if (this.at === this.kept.length || this.at >= 1024) {
      this.kept = this.kept.slice(this.at)
      this.at = 0
    }
    return element
  }

  protected endsNow(): boolean {
    return true
  }
}
