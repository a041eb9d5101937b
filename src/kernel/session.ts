/**
 * A consumer, opened for a while.
 */
import type { Input } from '../Input.js'
import { Finished, reached } from './consumer/interpret.js'
import { Fiber } from './Fiber.js'
import type { Failure } from '../Step.js'
import { type Finalizer, type Release, succeeded } from './Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop } from './Signal.js'
import { type Consumer, failureOf, feed, type Host, type OpenConsumer, type Sink } from './Sink.js'
import { nest, type Source } from './Source.js'

/** Opens a consumer in a fiber, does something with it, and reports once how that ended. */
export class Session<E, A> implements Host {
  readonly fiber: Fiber
  private opened: OpenConsumer<E, A> | undefined

  constructor(
    private readonly consumer: Consumer<E, A>,
    report: (failure: Failure<E> | undefined, opened: OpenConsumer<E, A> | undefined) => void
  ) {
    this.fiber = new Fiber((exit, interruption) => {
      const failure = failureOf(exit, interruption, this.opened)
      if (exit.failed) this.opened?.abandon(exit.error)
      report(failure, this.opened)
    })
  }

  /** Opens the consumer only to leave it. */
  refuse(error: Error): void {
    this.fiber.start(() => {
      this.opened = this.consumer.open(this)
      throw error
    })
  }

  keep(release: Release): Finalizer {
    return this.fiber.scope.keep(release)
  }

  /** `unneeded` is told where the consumer takes nothing from the beginning. */
  start(
    use: (opened: OpenConsumer<E, A>) => Signal,
    unneeded: (opened: OpenConsumer<E, A>) => void = () => undefined
  ): void {
    this.fiber.start(() => {
      const opened = this.consumer.open(this)
      this.opened = opened
      const go = (): Signal => {
        if (!opened.stopped()) return use(opened)
        unneeded(opened)
        return Stop
      }
      const signal = opened.start()
      return typeof signal === 'object' ? signal.hang({ resume: go }) : go()
    })
  }

  ended(): void {
    if (this.opened?.stopped() === true) this.fiber.interrupt(succeeded)
  }
}

/** Feeds all of a source to a consumer, through `sink`; that may have an answer to a failure. */
export const feedAll = <E, A>(
  source: Source<E>,
  opened: OpenConsumer<E, A>,
  fiber: Fiber,
  sink: Sink<E> = opened
): Signal => {
  try {
    const signal = nest(source, sink, fiber)
    return typeof signal === 'object' ? signal.hang(new Feeding(opened)) : signal
  } catch (error) {
    return opened.sourceFailed(error)
  }
}

class Feeding implements Frame {
  constructor(private readonly opened: OpenConsumer<never, unknown>) {}

  resume(signal: Settled): Signal {
    return signal
  }

  fail(error: unknown): Signal {
    return this.opened.sourceFailed(error)
  }
}

/** Feeds all of the source and nothing more, and answers what is left of the consumer. Never rejects. */
export const apply = <E, A>(source: Source<E>, consumer: Consumer<E, A>): Promise<Consumer<E, A>> =>
  Promise.resolve(
    use(
      consumer,
      (opened, fiber) => feedAll(source, opened, fiber),
      (opened) => {
        source.unneeded(opened)
      }
    )
  )

/** What a consumer is before it is fed: it may have ended by then, or have to wait before it begins. */
export const begin = <E, A>(consumer: Consumer<E, A>): Consumer<E, A> | Promise<Consumer<E, A>> =>
  use(consumer, () => More)

/** Feeds one input, and answers what is left of the consumer: at once, where nothing has to wait. */
export const step = <E, A>(consumer: Consumer<E, A>, input: Input<E>): Consumer<E, A> | Promise<Consumer<E, A>> =>
  use(consumer, (opened) => feed(opened, input))

const use = <E, A>(
  consumer: Consumer<E, A>,
  what: (opened: OpenConsumer<E, A>, fiber: Fiber) => Signal,
  unneeded?: (opened: OpenConsumer<E, A>) => void
): Consumer<E, A> | Promise<Consumer<E, A>> => {
  let now: Consumer<E, A> | undefined
  let answer = (left: Consumer<E, A>): void => {
    now = left
  }
  const session = new Session(consumer, (failure, opened) => {
    answer(failure === undefined ? reached(opened as OpenConsumer<E, A>) : new Finished<E, A>(failure))
  })
  session.start(
    (opened) => after(what(opened, session.fiber), (signal) => (signal === Stop ? Stop : opened.quiet())),
    unneeded
  )
  return (
    now ??
    new Promise((resolve) => {
      answer = resolve
    })
  )
}
