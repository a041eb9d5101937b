import type { Input } from '../../Input.js'
import type { Fiber } from '../Fiber.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import { feed, type Sink } from '../Sink.js'
import { Source } from '../Source.js'

/** Inputs, as they are; `EOF` too. */
export class Inputs<out E> extends Source<E> {
  constructor(private readonly inputs: ReadonlyArray<Input<E>>) {
    super()
  }

  drive(sink: Sink<E>, _: Fiber): Signal {
    return new Feeding(this.inputs, sink).resume(More)
  }
}

class Feeding<E> implements Frame {
  private at = 0

  constructor(
    private readonly inputs: ReadonlyArray<Input<E>>,
    private readonly sink: Sink<E>
  ) {}

  resume(signal: Settled): Signal {
    const { inputs, sink } = this
    let answer: Signal = signal
    while (answer === More && this.at < inputs.length) {
      answer = feed(sink, inputs[this.at++] as Input<E>)
    }
    return typeof answer === 'object' ? answer.hang(this) : answer === Stop || sink.stopped() ? Stop : More
  }
}
