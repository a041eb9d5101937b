import type { Beside } from '../Beside.js'
import { Crossing } from '../Crossing.js'
import { Multiples } from '../Multiples.js'
import type { Scope } from '../Scope.js'
import { More, type Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** An element of its own, whenever nothing has been handed on for a while. */
export class KeepAlive<in out A> implements Part<A, A> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    readonly ms: number,
    readonly filler: A,
    /** asked by the same clock; where the answer is no, it ends */
    readonly stillAllowed: (() => PromiseLike<boolean>) | undefined
  ) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new KeepAliveStage(this, next, host, beside)
  }
}

class KeepAliveStage<A> extends Crossing<A> {
  /** when something was last handed on, of `performance.now()` */
  private since = 0
  private readonly timer: Timer
  private asking: Asking | undefined

  constructor(
    private readonly part: KeepAlive<A>,
    next: Sink<A>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
    this.timer = new Timer(beside.timers, () => {
      this.look()
    })
  }

  override start(): Signal {
    const { ms, stillAllowed } = this.part
    this.handedOn()
    if (stillAllowed !== undefined) {
      this.asking = new Asking(ms, stillAllowed, this.beside.timers, (failure) => {
        this.leave(failure)
      })
    }
    return More
  }

  rest(): Part<A, A> {
    return this.part
  }

  protected handedOn(): void {
    this.since = performance.now()
    if (!this.timer.isRunning && !this.over) this.timer.start(this.part.ms)
  }

  protected release(): void {
    this.timer.stop()
    this.asking?.stop()
  }

  /** What comes out of a push would be told late, and a filler could come between. */
  protected failsPushes(): boolean {
    return false
  }

  protected offer(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    return this.offerTo(this.next, elements, from, to)
  }

  /** The timer is not set anew with each element: it looks, when it is due, how long there has been none. */
  private look(): void {
    if (!this.mayAct()) return
    const left = this.part.ms - (performance.now() - this.since)
    // a timer may fire a moment early
    if (left >= 1) this.timer.start(left)
    else this.handOnAside(this.part.filler)
  }
}

type Failure = { readonly error: unknown }

/** Asks at each multiple of `ms`; those that pass while an answer is waited for are left out. */
class Asking {
  private readonly multiples: Multiples
  private readonly timer: Timer
  private stopped = false

  constructor(
    ms: number,
    private readonly task: () => PromiseLike<boolean>,
    scope: Scope,
    private readonly end: (failure?: Failure) => void
  ) {
    this.multiples = new Multiples(ms)
    scope.add(() => {
      this.stop()
    })
    this.timer = new Timer(scope, () => {
      this.ask()
    })
    this.wait()
  }

  stop(): void {
    this.stopped = true
    this.timer.stop()
  }

  private wait(): void {
    this.timer.start(this.multiples.untilNext())
  }

  private ask(): void {
    const answered = (allowed: boolean): void => {
      if (this.stopped) return
      if (allowed) this.wait()
      else this.end()
    }
    const failed = (error: unknown): void => {
      if (!this.stopped) this.end({ error })
    }
    try {
      this.task().then(answered, failed)
    } catch (error) {
      failed(error)
    }
  }
}
