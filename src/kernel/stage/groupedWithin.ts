import type { Beside } from '../Beside.js'
import { Boundary } from '../Boundary.js'
import type { Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { Timer } from '../Timer.js'

/** Groups of up to `size` elements, each handed on when it is full, or a while after its first element. */
export class GroupedWithin<in out A> implements Part<A, ReadonlyArray<A>> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    readonly size: number,
    readonly ms: number,
    readonly begun: ReadonlyArray<A> = []
  ) {}

  open(next: Sink<ReadonlyArray<A>>, host: Host, beside: Beside): Stage<A, never> {
    return new GroupingStage(this, next, host, beside)
  }
}

class GroupingStage<A> extends Boundary<A, ReadonlyArray<A>> {
  private group: A[]
  private due = false
  private readonly timer: Timer

  constructor(
    private readonly part: GroupedWithin<A>,
    next: Sink<ReadonlyArray<A>>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
    this.group = [...part.begun]
    this.timer = new Timer(beside.timers, () => {
      this.due = true
      this.wake()
    })
  }

  override start(): Signal {
    if (this.group.length > 0) this.timer.start(this.part.ms)
    return super.start()
  }

  rest(): Part<A, ReadonlyArray<A>> {
    return new GroupedWithin(this.part.size, this.part.ms, this.group)
  }

  protected keep(a: A): void {
    if (this.group.push(a) === 1) this.timer.start(this.part.ms)
  }

  /** The next group begins when what follows has done with the last one. */
  protected hasRoom(idle: boolean): boolean {
    return idle
  }

  protected hasNext(): boolean {
    return this.group.length >= this.part.size || (this.group.length > 0 && (this.due || this.ending))
  }

  protected takeNext(): ReadonlyArray<A> {
    const { group } = this
    this.group = []
    this.due = false
    this.timer.stop()
    return group
  }

  protected endsNow(): boolean {
    return true
  }
}
