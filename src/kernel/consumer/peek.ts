import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { type Signal, Stop } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** Looks at what comes next, an element or the end, and leaves it. */
export class Peek<A> implements Consumer<unknown, A> {
  constructor(
    readonly onElement: () => A,
    readonly onEof: () => A
  ) {}

  open<E>(): OpenConsumer<E, A> {
    return new Peeking<E, A>(this)
  }
}

class Peeking<E, A> extends OpenConsumer<E, A> {
  private result: { readonly value: A; readonly remaining: Input<E> } | undefined

  constructor(private readonly description: Peek<A>) {
    super()
  }

  push(element: E): Signal {
    this.result = { value: this.description.onElement(), remaining: In.el(element) }
    return Stop
  }

  end(): Signal {
    this.result = { value: this.description.onEof(), remaining: In.eof }
    return Stop
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, A> {
    return { _tag: 'Done', ...(this.result as { value: A; remaining: Input<F> }) }
  }

  freeze(): Consumer<E, A> {
    return this.description
  }
}
