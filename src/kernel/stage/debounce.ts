import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import type { Beside } from '../Beside.js'
import { Boundary } from '../Boundary.js'
import type { Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** An element is handed on when no other has come for a while; of those that come sooner only the last. */
export class Debounce<in out A> implements Part<A, A> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    readonly ms: number,
    readonly latest: Input<A> = In.empty
  ) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new DebounceStage(this, next, host, beside)
  }
}

class DebounceStage<A> extends Boundary<A, A> {
  private readonly ms: number
  private latest: Input<A>
  private due = false
  private readonly timer: Timer

  constructor(part: Debounce<A>, next: Sink<A>, host: Host, beside: Beside) {
    super(next, host, beside)
    this.ms = part.ms
    this.latest = part.latest
    this.timer = new Timer(beside.timers, () => {
      this.due = true
      this.wake()
    })
  }

  override start(): Signal {
    if (this.latest._tag === 'El') this.timer.start(this.ms)
    return super.start()
  }

  rest(): Part<A, A> {
    return new Debounce(this.ms, this.latest)
  }

  protected keep(a: A): void {
    this.latest = In.el(a)
    this.due = false
    this.timer.start(this.ms)
  }

  protected hasRoom(): boolean {
    return true
  }

  protected hasNext(): boolean {
    return this.latest._tag === 'El' && (this.due || this.ending)
  }

  protected takeNext(): A {
    const { value } = this.latest as In.El<A>
    this.latest = In.empty
    this.timer.stop()
    return value
  }

  protected endsNow(): boolean {
    return true
  }
}
