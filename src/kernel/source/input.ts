import type { Input } from '../../Input.js'
import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import { feed, type Sink } from '../Sink.js'
import { Source } from '../Source.js'

/** One input, `EOF` too. */
export class OneInput<out E> extends Source<E> {
  constructor(private readonly input: Input<E>) {
    super()
  }

  drive(sink: Sink<E>, _: Fiber): Signal {
    return feed(sink, this.input)
  }
}
