import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { More, type Signal } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** Stands for a consumer that is elsewhere: what it has been fed is kept, to be fed to that. `next` is what follows. */
export class Recorded<E, A> implements Consumer<E, A> {
  constructor(
    readonly inputs: ReadonlyArray<Input<E>>,
    readonly next?: { readonly state: unknown }
  ) {}

  fed(input: Input<E>): Recorded<E, A> {
    return new Recorded<E, A>([...this.inputs, input], this.next)
  }

  followedBy(state: unknown): Recorded<E, A> {
    return new Recorded<E, A>(this.inputs, { state })
  }

  open(): OpenConsumer<E, A> {
    return new Recording<E, A>(this)
  }
}

class Recording<E, A> extends OpenConsumer<E, A> {
  constructor(private recorded: Recorded<E, A>) {
    super()
  }

  push(element: E): Signal {
    return this.record(In.el(element))
  }

  override empty(): Signal {
    return this.record(In.empty)
  }

  end(): Signal {
    return this.record(In.eof)
  }

  stopped(): boolean {
    return false
  }

  outcome(): Outcome<never, A> {
    throw new Error('asked for the result of an iteratee that is fed elsewhere')
  }

  freeze(): Consumer<E, A> {
    return this.recorded
  }

  private record(input: Input<E>): Signal {
    this.recorded = this.recorded.fed(input)
    return More
  }
}
