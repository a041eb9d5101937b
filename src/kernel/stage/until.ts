import * as In from '../../Input.js'
import type { Beside } from '../Beside.js'
import { Crossing } from '../Crossing.js'
import type { Interruption } from '../Interruption.js'
import { type Finalizer, succeeded } from '../Scope.js'
import { More, type Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { whenAborted } from '../whenAborted.js'

/** All elements until a signal aborts; it then ends. */
export class Until<in out A> implements Part<A, A> {
  readonly aside = 'drives'
  readonly answers = true

  constructor(readonly stop: Interruption) {}

  open(next: Sink<A>, host: Host, beside: Beside): Stage<A, never> {
    return new UntilStage(this, next, host, beside)
  }
}

class UntilStage<A> extends Crossing<A> {
  private listening: Finalizer | undefined

  constructor(
    private readonly part: Until<A>,
    next: Sink<A>,
    host: Host,
    beside: Beside
  ) {
    super(next, host, beside)
  }

  override start(): Signal {
    const { stop } = this.part
    if (stop.aborted) {
      this.close()
      return this.finish(In.empty)
    }
    const ignore = whenAborted(stop, () => {
      this.leave()
    })
    this.listening = this.beside.timers.add(ignore)
    return More
  }

  rest(): Part<A, A> {
    return this.part
  }

  protected handedOn(): void {
    // nothing depends on that
  }

  protected release(): void {
    void this.listening?.run(succeeded)
  }

  protected failsPushes(): boolean {
    return true
  }

  /** It may be what follows that aborts, at any element. */
  protected offer(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    return this.offerWhile(() => !this.over, this.next, elements, from, to)
  }
}
