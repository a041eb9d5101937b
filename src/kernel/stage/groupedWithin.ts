import * as In from '../../Input.js'
import { after, More, type Signal, Stop } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** Groups of up to `size` elements, each handed on when it is full, or a while after its first element. */
export class GroupedWithin<in out A> implements Part<A, ReadonlyArray<A>> {
  readonly aside = true

  constructor(
    readonly size: number,
    readonly ms: number,
    readonly begun: ReadonlyArray<A> = []
  ) {}

  open(next: Sink<ReadonlyArray<A>>, host: Host): Stage<A, ReadonlyArray<A>> {
    return new GroupingStage(this, next, host)
  }
}

class GroupingStage<A> extends Stage<A, ReadonlyArray<A>> {
  private group: A[]
  private readonly timer: Timer

  constructor(
    private readonly part: GroupedWithin<A>,
    next: Sink<ReadonlyArray<A>>,
    private readonly host: Host
  ) {
    super(next)
    this.group = [...part.begun]
    this.timer = new Timer(host.scope, () => {
      host.fiber.meanwhile(() => after(this.handOn(), (signal) => this.answered(signal)))
    })
  }

  override start(): Signal {
    if (this.group.length > 0) this.timer.start(this.part.ms)
    return More
  }

  push(a: A): Signal {
    const { size, ms } = this.part
    if (this.group.push(a) >= size) return this.handOn()
    if (this.group.length === 1) this.timer.start(ms)
    return More
  }

  override end(): Signal {
    return after(this.handOn(), () => this.finish(In.eof))
  }

  rest(): Part<A, ReadonlyArray<A>> {
    return new GroupedWithin(this.part.size, this.part.ms, this.group)
  }

  private handOn(): Signal {
    const { group } = this
    this.group = []
    this.timer.stop()
    return group.length > 0 && !this.next.stopped() ? this.next.push(group) : More
  }

  private answered(signal: Signal): Signal {
    if (signal === Stop) this.host.ended()
    return signal
  }
}
