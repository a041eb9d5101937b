/**
 * A source and a consumer, brought together for good.
 */
import * as E from 'fp-ts/lib/Either.js'
import { AbortError, diverging } from '../Errors.js'
import type { Fiber } from './Fiber.js'
import type { Interruption } from './Interruption.js'
import { failedWith } from './Scope.js'
import { type Frame, type Settled, type Signal, Stop } from './Signal.js'
import { type Consumer, failure, type OpenConsumer, type Outcome, result, Sink } from './Sink.js'
import type { Source } from './Source.js'
import { feedAll, Session } from './session.js'
import { whenAborted } from './whenAborted.js'

/** Feeds all of the source, then `EOF`, and answers how the consumer ended. Never rejects. */
export const run = <E, A>(
  source: Source<E>,
  consumer: Consumer<E, A>,
  signal?: Interruption
): Promise<E.Either<Error, A>> =>
  new Promise((resolve) => {
    let ignore: (() => void) | undefined
    const session = new Session(consumer, (failure, opened) => {
      ignore?.()
      resolve(resultOf(failure ?? ended(opened as OpenConsumer<E, A>)))
    })
    if (signal?.aborted === true) {
      session.refuse(new AbortError(signal.reason))
      return
    }
    if (signal !== undefined) {
      ignore = whenAborted(signal, () => {
        session.fiber.interrupt(failedWith(new AbortError(signal.reason)))
      })
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
    return this.answer(this.offerWhile(() => !this.fiber.interrupted, this.next, elements, from, to))
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
