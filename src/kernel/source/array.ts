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

/** Offers the elements from `at` on. */
export const offer = <E>(elements: ReadonlyArray<E>, at: number, sink: Sink<E>): Signal => {
  const to = elements.length
  let from = at
  while (from < to) {
    const signal = sink.chunk(elements, from, to)
    if (signal === More) return More
    from = sink.taken
    if (typeof signal === 'object') return from < to ? signal.then(new Rest(elements, from, sink)) : signal
    return Stop
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
