import type { Fiber } from '../Fiber.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'

/** An array, offered by reference. */
export class FromArray<out E> extends Source<E> {
  constructor(private readonly elements: ReadonlyArray<E>) {
    super()
  }

  drive(sink: Sink<E>, _: Fiber): Signal {
    return offer(this.elements, 0, sink)
  }
}

/** How much is offered at once: engines compile a loop that is entered often better than one that runs for long. */
const slice = 4096

/** Offers the elements from `at` on. */
export const offer = <E>(elements: ReadonlyArray<E>, at: number, sink: Sink<E>): Signal => {
  const to = elements.length
  let from = at
  while (from < to) {
    const end = Math.min(to, from + slice)
    const signal = sink.chunk(elements, from, end)
    if (signal === More) from = end
    else if (signal === Stop) return Stop
    else {
      from = sink.taken
      return from < to ? signal.hang(new Rest(elements, from, sink)) : signal
    }
  }
  return More
}

class Rest<E> implements Frame {
  constructor(
    private readonly elements: ReadonlyArray<E>,
    private readonly at: number,
    private readonly sink: Sink<E>
  ) {}

  resume(signal: Settled): Signal {
    return signal === Stop ? Stop : offer(this.elements, this.at, this.sink)
  }
}
