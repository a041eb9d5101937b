import type { Fiber } from '../Fiber.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { sleep } from '../Timer.js'

/** One element, after a while. */
export class After<out E> extends Source<E> {
  constructor(
    private readonly ms: number,
    private readonly element: E
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return sleep(this.ms, fiber.scope, () => sink.push(this.element))
  }
}
