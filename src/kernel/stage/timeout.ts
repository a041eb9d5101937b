import { type Frame, More, type Settled, type Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** Fails where no element comes for a while. The time that the elements take to be used does not count. */
export class Timeout<in out A> implements Part<A, A> {
  readonly aside = true

  constructor(
    readonly ms: number,
    readonly late: () => Error
  ) {}

  open(next: Sink<A>, host: Host): Stage<A, A> {
    return new TimeoutStage(this, next, host)
  }
}

class TimeoutStage<A> extends Stage<A, A> implements Frame {
  private readonly timer: Timer
  /** since when an element is being waited for, of `performance.now()`; not while one is being used */
  private since: number | undefined

  constructor(
    private readonly part: Timeout<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
    this.timer = new Timer(host.scope, () => {
      this.look()
    })
  }

  override start(): Signal {
    return this.await()
  }

  push(a: A): Signal {
    this.since = undefined
    return this.answer(this.next.push(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    this.since = undefined
    try {
      return this.answer(this.next.chunk(elements, from, to))
    } finally {
      this.taken = this.next.taken
    }
  }

  override sure(): number {
    return this.next.sure()
  }

  override end(): Signal {
    this.timer.stop()
    return super.end()
  }

  resume(signal: Settled): Signal {
    return signal === More ? this.await() : signal
  }

  rest(): Part<A, A> {
    return this.part
  }

  private answer(signal: Signal): Signal {
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  private await(): Signal {
    this.since = performance.now()
    if (!this.timer.isRunning) this.timer.start(this.part.ms)
    return More
  }

  /** The timer is not set anew with each element: it looks, when it is due, how long there has been none. */
  private look(): void {
    if (this.since === undefined) return
    const left = this.part.ms - (performance.now() - this.since)
    // a timer may fire a moment early
    if (left >= 1) this.timer.start(left)
    else {
      this.host.fiber.meanwhile(() => {
        throw this.part.late()
      })
    }
  }
}
