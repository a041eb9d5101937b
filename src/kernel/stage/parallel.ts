import type { Beside } from '../Beside.js'
import { Boundary } from '../Boundary.js'
import { begun } from '../given.js'
import type { Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** Each element is replaced by what a task answers, of which up to `n` run at a time. */
export class Parallel<in A, in out B> implements Part<A, B> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly n: number,
    /** true: in the order of the elements; false: as the tasks answer */
    readonly ordered: boolean,
    readonly f: (a: A) => () => PromiseLike<B>,
    readonly begun: ReadonlyArray<PromiseLike<B>> = []
  ) {}

  open(next: Sink<B>, host: Host, beside: Beside): Stage<A, never> {
    return new ParallelStage(this, next, host, beside)
  }
}

/** A task, under way or over. */
interface Slot<B> {
  readonly promise: PromiseLike<B>
  /** answers the result, or throws, once there is one */
  result: (() => B) | undefined
}

class ParallelStage<A, B> extends Boundary<A, B> {
  /** in the order in which they are handed on; where the elements' does not count, those that are over come first */
  private readonly slots: Slot<B>[] = []
  private landed = 0

  constructor(
    private readonly part: Parallel<A, B>,
    next: Sink<B>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
  }

  override start(): Signal {
    for (const promise of this.part.begun) this.follow(promise)
    return super.start()
  }

  rest(): Part<A, B> {
    const { name, n, ordered, f } = this.part
    return new Parallel(
      name,
      n,
      ordered,
      f,
      this.slots.map(({ promise }) => promise)
    )
  }

  protected keep(a: A): void {
    this.follow(this.begin(a))
  }

  protected hasRoom(): boolean {
    return this.slots.length + (this.using ? 1 : 0) < this.part.n
  }

  protected hasNext(): boolean {
    return this.slots[0]?.result !== undefined
  }

  protected takeNext(): B {
    const { result } = this.slots.shift() as Slot<B>
    if (!this.part.ordered) this.landed--
    return (result as () => B)()
  }

  protected endsNow(): boolean {
    return this.slots.length === 0
  }

  private begin(a: A): PromiseLike<B> {
    try {
      const { name, f } = this.part
      return begun(name, f(a))
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
      this.slots.splice(this.landed++, 0, slot)
    }
    this.wake()
  }
}
