import * as In from '../../Input.js'
import { after, type Frame, goOn, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Each element is replaced by what a task answers, of which up to `n` run at a time. */
export class Parallel<in A, in out B> implements Part<A, B> {
  readonly aside = true

  constructor(
    readonly n: number,
    /** true: in the order of the elements; false: as the tasks answer */
    readonly ordered: boolean,
    readonly f: (a: A) => () => PromiseLike<B>,
    readonly begun: ReadonlyArray<PromiseLike<B>> = []
  ) {}

  open(next: Sink<B>, host: Host): Stage<A, B> {
    return new ParallelStage(this, next, host)
  }
}

/** A task, under way or over. */
interface Slot<B> {
  readonly promise: PromiseLike<B>
  /** answers the result, or throws, once there is one */
  result: (() => B) | undefined
}

class ParallelStage<A, B> extends Stage<A, B> implements Frame {
  /** in the order in which they are handed on; where the elements' does not count, those that are over come first */
  private readonly slots: Slot<B>[] = []
  private over = 0
  /** settled when there is something to hand on, by whoever has to wait for that */
  private waiting: Pending | undefined
  /** what follows is using a result */
  private busy = false

  constructor(
    private readonly part: Parallel<A, B>,
    next: Sink<B>,
    private readonly host: Host
  ) {
    super(next)
    for (const promise of part.begun) this.follow(promise)
  }

  push(a: A): Signal {
    this.follow(this.begin(a))
    return this.makeRoom()
  }

  override end(): Signal {
    return after(this.handOn(), (signal) =>
      signal === Stop || this.slots.length === 0 ? this.finish(In.eof) : after(this.landing(), () => this.end())
    )
  }

  resume(signal: Settled): Signal {
    this.busy = false
    return signal === Stop ? Stop : this.handOn()
  }

  fail(error: unknown): never {
    this.busy = false
    throw error
  }

  rest(): Part<A, B> {
    const { n, ordered, f } = this.part
    return new Parallel(
      n,
      ordered,
      f,
      this.slots.map(({ promise }) => promise)
    )
  }

  private makeRoom(): Signal {
    return after(this.handOn(), (signal) =>
      signal === Stop || this.slots.length < this.part.n ? signal : after(this.landing(), () => this.makeRoom())
    )
  }

  private begin(a: A): PromiseLike<B> {
    try {
      return this.part.f(a)()
    } catch (error) {
      // it has its turn like a task that is rejected

      return Promise.reject(error)
    }
  }

  private follow(promise: PromiseLike<B>): void {
    const slot: Slot<B> = { promise, result: undefined }
    this.slots.push(slot)
    promise.then(
      (value) => {
        this.land(slot, () => value)
      },
      (error: unknown) => {
        this.land(slot, () => {
          throw error
        })
      }
    )
  }

  private land(slot: Slot<B>, result: () => B): void {
    slot.result = result
    if (!this.part.ordered) {
      this.slots.splice(this.slots.indexOf(slot), 1)
      this.slots.splice(this.over++, 0, slot)
    }
    if (this.slots[0]?.result === undefined) return
    const { waiting } = this
    if (waiting !== undefined) {
      this.waiting = undefined
      waiting.settle(goOn)
    } else if (!this.busy && !this.stopped()) {
      this.host.fiber.meanwhile(() => after(this.handOn(), (signal) => this.handedOn(signal)))
    }
  }

  private landing(): Pending {
    return (this.waiting = new Pending())
  }

  /** Hands on what is over, as far as its turn has come. */
  private handOn(): Signal {
    while (this.slots[0]?.result !== undefined) {
      const { result } = this.slots.shift() as Required<Slot<B>>
      if (!this.part.ordered) this.over--
      const signal = this.next.push((result as () => B)())
      if (typeof signal === 'object') {
        this.busy = true
        return signal.hang(this)
      }
      if (signal === Stop) return Stop
    }
    return More
  }

  private handedOn(signal: Signal): Signal {
    if (signal === Stop) this.host.ended()
    return signal
  }
}
