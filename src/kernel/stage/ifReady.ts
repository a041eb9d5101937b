import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import type { Beside } from '../Beside.js'
import { Boundary } from '../Boundary.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/**
 * An element that comes while what follows is at work waits for that, and the source with it; but only for a while. Then
 * it is a failure or, where there is none to tell, the element is dropped, and so are those that come until what follows
 * is ready.
 */
export class IfReady<in out A> implements Part<A, A> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    readonly ms: number,
    readonly late: (() => Error) | undefined
  ) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new IfReadyStage(this, next, host, beside)
  }
}

class IfReadyStage<A> extends Boundary<A, A> {
  private waits: Input<A> = In.empty
  /** what follows was not ready in time, and has not been since, as far as it is at work */
  private busy = false
  private readonly timer: Timer

  constructor(
    private readonly part: IfReady<A>,
    next: Sink<A>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
    this.timer = new Timer(beside.timers, () => {
      this.giveUpWaiting()
    })
  }

  rest(): Part<A, A> {
    return this.part
  }

  protected keep(a: A): void {
    this.busy &&= this.using
    if (this.busy) return
    this.waits = In.el(a)
    if (this.using) this.timer.start(this.part.ms)
  }

  protected hasRoom(): boolean {
    return !this.hasNext()
  }

  protected hasNext(): boolean {
    return this.waits._tag === 'El'
  }

  protected takeNext(): A {
    const { value } = this.waits as In.El<A>
    this.waits = In.empty
    this.timer.stop()
    return value
  }

  protected endsNow(): boolean {
    return true
  }

  private giveUpWaiting(): void {
    const { late } = this.part
    if (late !== undefined) {
      this.giveUp(late())
      return
    }
    this.waits = In.empty
    this.busy = true
    this.letIn()
  }
}
