/**
 * A source and a consumer, brought together for good.
 */
import * as E from 'fp-ts/lib/Either.js'
import { AbortError, diverging } from '../Errors.js'
import type { Fiber } from './Fiber.js'
import { failedWith } from './Scope.js'
import { type Frame, More, type Settled, type Signal, Stop } from './Signal.js'
import { type Consumer, failure, type OpenConsumer, type Outcome, result, Sink } from './Sink.js'
import type { Source } from './Source.js'
import { feedAll, Session } from './session.js'

/**
 * What tells a run to stop: the part of an `AbortSignal` that is used, so that the types need no platform.
 *
 * @category model
 * @since 0.1.0
 */
export interface Interruption {
  readonly aborted: boolean
  readonly reason: unknown
  /** called once when a run starts */
  addEventListener(type: 'abort', listener: () => void): void
  /** called once when it has ended */
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Feeds all of the source, then `EOF`, and answers how the consumer ended. Never rejects. */
export const run = <E, A>(
  source: Source<E>,
  consumer: Consumer<E, A>,
  signal?: Interruption
): Promise<E.Either<Error, A>> =>
  new Promise((resolve) => {
    let listening: (() => void) | undefined
    const session = new Session(consumer, (failure, opened) => {
      if (listening !== undefined) signal?.removeEventListener('abort', listening)
      resolve(resultOf(failure ?? ended(opened as OpenConsumer<E, A>)))
    })
    if (signal?.aborted === true) {
      session.refuse(new AbortError(signal.reason))
      return
    }
    if (signal !== undefined) {
      listening = () => {
        session.fiber.interrupt(failedWith(new AbortError(signal.reason)))
      }
      signal.addEventListener('abort', listening)
    }
    session.start(
      (opened) => {
        const { fiber } = session
        const driven = feedAll(source, opened, fiber, signal === undefined ? opened : new Guard(opened, fiber))
        const ending = new Ending(opened)
        return typeof driven === 'object' ? driven.hang(ending) : ending.resume()
      },
      (opened) => {
        source.unneeded(opened)
      }
    )
  })

const resultOf = <A>(outcome: Outcome<unknown, A>): E.Either<Error, A> =>
  outcome._tag === 'Done' ? E.right(outcome.value) : E.left(outcome.error)

const ended = <E, A>(opened: OpenConsumer<E, A>): Outcome<E, A> =>
  opened.stopped() ? result(opened) : failure(diverging())

/** `EOF`, where more is wanted. */
class Ending implements Frame {
  constructor(private readonly opened: OpenConsumer<never, unknown>) {}

  resume(): Signal {
    return this.opened.stopped() ? Stop : this.opened.end()
  }
}

/** Lets an interruption from within the run itself be seen before the next element. */
class Guard<E> extends Sink<E> implements Frame {
  constructor(
    private readonly next: Sink<E>,
    private readonly fiber: Fiber
  ) {
    super()
  }

  push(element: E): Signal {
    return this.answer(this.next.push(element))
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const end = Math.min(to, i + this.next.sure())
      this.next.taken = end
      signal = this.next.chunk(elements, i, end)
      i = signal === More ? end : this.next.taken
      signal = this.answer(signal)
    }
    this.taken = i
    return signal
  }

  override empty(): Signal {
    return this.answer(this.next.empty())
  }

  end(): Signal {
    return this.next.end()
  }

  override sure(): number {
    return this.next.sure()
  }

  stopped(): boolean {
    return this.fiber.interrupted || this.next.stopped()
  }

  get consumer(): OpenConsumer<never, unknown> {
    return this.next.consumer
  }

  resume(signal: Settled): Signal {
    return this.answer(signal)
  }

  private answer(signal: Signal): Signal {
    return this.fiber.interrupted ? Stop : typeof signal === 'object' ? signal.hang(this) : signal
  }
}
