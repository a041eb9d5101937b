import * as In from '../../Input.js'
import type { Beside } from '../Beside.js'
import { type Frame, Pending, type Settled, More, type Signal, Stop } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** Fails where no element comes for a while. The time that the elements take to be used does not count. */
export class Timeout<in out A> implements Part<A, A> {
  readonly aside = 'watches'

  constructor(
    readonly ms: number,
    readonly late: () => Error
  ) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new TimeoutStage(this, next, host, beside)
  }
}

class TimeoutStage<A> extends Stage<A, A> implements Frame {
  private readonly timer: Timer
  /** since when an element is being waited for, of `performance.now()`; not while one is being used */
  private since: number | undefined
  /** it was too late; whoever comes now waits until that has been told */
  private failing: Pending | undefined

  constructor(
    private readonly part: Timeout<A>,
    next: Sink<A>,
    private readonly host: Host,
    private readonly beside: Beside
  ) {
    super(next)
    this.timer = new Timer(beside.timers, () => {
      this.look()
    })
  }

  override start(): Signal {
    return this.resume(More)
  }

  push(a: A): Signal {
    if (this.failing !== undefined) return this.failing
    this.since = undefined
    try {
      return this.answer(this.next.push(a))
    } catch (error) {
      return this.fail(error)
    }
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    this.taken = from
    if (this.failing !== undefined) return this.failing
    this.since = undefined
    try {
      return this.answer(this.offerTo(this.next, elements, from, to))
    } catch (error) {
      return this.fail(error)
    }
  }

  override sure(): number {
    return this.next.sure()
  }

  override end(): Signal {
    this.timer.stop()
    return super.end()
  }

  /** An element has been used: the next is being waited for. */
  resume(signal: Settled): Signal {
    if (signal === Stop) return Stop
    this.since = performance.now()
    if (!this.timer.isRunning) this.timer.start(this.part.ms)
    return More
  }

  fail(error: unknown): never {
    this.resume(More)
    throw error
  }

  rest(): Part<A, A> {
    return this.part
  }

  private answer(signal: Signal): Signal {
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  /** The timer is not set anew with each element: it looks, when it is due, how long there has been none. */
  private look(): void {
    if (this.since === undefined || this.stopped()) return
    const left = this.part.ms - (performance.now() - this.since)
    // a timer may fire a moment early
    if (left >= 1) this.timer.start(left)
    else this.giveUp()
  }

  private giveUp(): void {
    const failing = (this.failing = new Pending())
    this.beside.fail(this.part.late(), () => {
      this.finish(In.empty)
      failing.settle(() => Stop)
      this.host.ended()
    })
  }
}
