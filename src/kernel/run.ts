/**
 * A source and a consumer, brought together for good.
 */
import * as E from 'fp-ts/lib/Either.js'
import { AbortError, diverging } from '../Errors.js'
import type { Fiber } from './Fiber.js'
import type { Interruption } from './Interruption.js'
import { failedWith } from './Scope.js'
import { after, type Frame, type Settled, type Signal, Stop } from './Signal.js'
import { type Consumer, failure, type OpenConsumer, type Outcome, result, Sink } from './Sink.js'
import { nest, type Source } from './Source.js'
import { Session } from './session.js'
import type { Failure } from '../Step.js'
import { whenAborted } from './whenAborted.js'

/** Feeds all of the source, then `EOF`, and answers how the consumer ended. Never rejects. */
export const run = <E, A>(
  source: Source<E>,
  consumer: Consumer<E, A>,
  signal?: Interruption
): Promise<E.Either<Error, A>> =>
  new Promise((resolve) => {
    new Run<E, A>(resolve).drive(source, consumer, signal)
  })

/** It is the frame that stands outermost, too. */
class Run<E, A> extends Session<E, A> implements Frame {
  private ignore: (() => void) | undefined

  constructor(private readonly resolve: (result: E.Either<Error, A>) => void) {
    super()
  }

  drive(source: Source<E>, consumer: Consumer<E, A>, signal: Interruption | undefined): void {
    if (signal?.aborted === true) {
      this.refuse(consumer, new AbortError(signal.reason))
      return
    }
    if (signal !== undefined) {
      this.ignore = whenAborted(signal, () => {
        this.interrupt(failedWith(new AbortError(signal.reason)))
      })
    }
    this.begin(
      consumer,
      (opened) => this.feed(source, signal === undefined ? opened : new Guard(opened, this)),
      (opened) => {
        source.unneeded(opened)
      }
    )
  }

  /** The source has been driven: `EOF`, where more is wanted. */
  resume(): Signal {
    const opened = this.opened as OpenConsumer<E, A>
    return opened.stopped() ? Stop : opened.end()
  }

  /** The source has failed: the consumer may have an answer to that. */
  fail(error: unknown): Signal {
    const opened = this.opened as OpenConsumer<E, A>
    return after(opened.sourceFailed(error), () => this.resume())
  }

  protected override report(failure: Failure<E> | undefined, opened: OpenConsumer<E, A> | undefined): void {
    this.ignore?.()
    this.resolve(resultOf(failure ?? ended(opened as OpenConsumer<E, A>)))
  }

  private feed(source: Source<E>, sink: Sink<E>): Signal {
    let driven: Signal
    try {
      driven = nest(source, sink, this)
    } catch (error) {
      return this.fail(error)
    }
    return typeof driven === 'object' ? driven.hang(this) : this.resume()
  }
}

const resultOf = <A>(outcome: Outcome<unknown, A>): E.Either<Error, A> =>
  outcome._tag === 'Done' ? E.right(outcome.value) : E.left(outcome.error)

const ended = <E, A>(opened: OpenConsumer<E, A>): Outcome<E, A> =>
  opened.stopped() ? result(opened) : failure(diverging())

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
