import type { Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { sleep } from '../Timer.js'

/** Each element is handed on a while after it has come. */
export class Delay<in out A> implements Part<A, A> {
  constructor(readonly ms: number) {}

  open(next: Sink<A>, host: Host): Stage<A, never> {
    return new DelayStage(this, next, host)
  }
}

class DelayStage<A> extends Stage<A, A> {
  constructor(
    private readonly part: Delay<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
  }

  push(a: A): Signal {
    return sleep(this.part.ms, this.host.fiber.scope, () => this.next.push(a))
  }

  rest(): Part<A, A> {
    return this.part
  }
}

/** Each element is handed on a while after the one before it at the earliest. */
export class Throttle<in out A> implements Part<A, A> {
  constructor(
    readonly ms: number,
    /** when the next may be handed on, of `performance.now()` */
    readonly due = -Infinity
  ) {}

  open(next: Sink<A>, host: Host): Stage<A, never> {
    return new ThrottleStage(this, next, host)
  }
}

class ThrottleStage<A> extends Stage<A, A> {
  private readonly ms: number
  private due: number

  constructor(
    part: Throttle<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
    this.ms = part.ms
    this.due = part.due
  }

  push(a: A): Signal {
    return sleep(this.due - performance.now(), this.host.fiber.scope, () => {
      this.due = performance.now() + this.ms
      return this.next.push(a)
    })
  }

  rest(): Part<A, A> {
    return new Throttle(this.ms, this.due)
  }
}
