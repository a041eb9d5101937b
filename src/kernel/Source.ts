/**
 * Producers: an immutable description that drives a sink.
 *
 * `drive` pushes until the sink stops (`Stop`) or there is nothing left (`More`); it never sends `EOF` of its own. It
 * leaves nothing behind: what it has acquired is registered in the fiber's scope, and released before it answers.
 */
import type { Fiber } from './Fiber.js'
import type { OpenConsumer, Sink } from './Sink.js'
import { type Frame, later, More, type Settled, type Signal, Stop } from './Signal.js'

export abstract class Source<out E> {
  abstract drive(sink: Sink<E>, fiber: Fiber): Signal

  /** Told in the place of `drive`, where the consumer takes nothing from the beginning. */
  unneeded(_: OpenConsumer<never, unknown>): void {
    // most are nothing before they are driven
  }
}

/** Drives from within a drive: on the JavaScript stack while that is shallow, from the fiber's loop when it is deep. */
export const nest = <E>(source: Source<E>, sink: Sink<E>, fiber: Fiber, units = 1): Signal => {
  if (fiber.deep) return later(() => nest(source, sink, fiber, units))
  fiber.depth += units
  const signal = source.drive(sink, fiber)
  fiber.depth -= units
  return signal
}

class Empty extends Source<never> {
  drive(): Signal {
    return More
  }
}

export const empty: Source<never> = new Empty()

/** A source that is known only when its turn comes; such sources cost no stack, however many follow each other. */
export class Defer<out E> extends Source<E> {
  constructor(readonly resolve: () => Source<E>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Sequence(this, sink, fiber).run()
  }
}

export class AndThen<out E> extends Source<E> {
  constructor(
    readonly first: Source<E>,
    readonly second: Source<E>
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Sequence(this, sink, fiber).run()
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    let { first } = this
    while (first instanceof AndThen) first = first.first as Source<E>
    first.unneeded(consumer)
  }
}

/** Drives what is still to come from a list, so that neither nesting of `andThen` nor endless recursion costs stack. */
class Sequence<E> implements Frame {
  private readonly toCome: Source<E>[]

  constructor(
    first: Source<E>,
    private readonly sink: Sink<E>,
    private readonly fiber: Fiber
  ) {
    this.toCome = [first]
  }

  run(): Signal {
    const { toCome, sink, fiber } = this
    for (let source = toCome.pop(); source !== undefined; source = toCome.pop()) {
      if (source instanceof AndThen) toCome.push(source.second as Source<E>, source.first as Source<E>)
      else if (source instanceof Defer) toCome.push((source as Defer<E>).resolve())
      else {
        const signal = nest(source, sink, fiber)
        // nothing follows: whoever waits for this sequence may as well wait for its last part
        if (toCome.length === 0) return signal
        if (signal !== More) return signal === Stop ? Stop : signal.hang(this)
      }
    }
    return More
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? Stop : this.run()
  }
}
