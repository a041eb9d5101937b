/**
 * A consumer, opened for a while.
 */
import type { Input } from '../Input.js'
import { Finished, reached } from './consumer/interpret.js'
import { Fiber } from './Fiber.js'
import type { Failure } from '../Step.js'
import { type Exit, type Finalizer, type Release, succeeded } from './Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop } from './Signal.js'
import { type Consumer, failureOf, feed, type Host, type OpenConsumer } from './Sink.js'
import { nest, type Source } from './Source.js'

/**
 * A fiber in which a consumer is opened, for something to be done with it; it reports once how that ended. The two are one
 * object, as thousands of them are idle at a time.
 */
export abstract class Session<E, A> extends Fiber implements Host {
  protected opened: OpenConsumer<E, A> | undefined

  /** Told how it ended: a failure, or what has become of the consumer. */
  protected abstract report(failure: Failure<E> | undefined, opened: OpenConsumer<E, A> | undefined): void

  get fiber(): this {
    return this
  }

  /** Opens the consumer only to leave it. */
  refuse(consumer: Consumer<E, A>, error: Error): void {
    this.start(() => {
      this.opened = consumer.open(this)
      throw error
    })
  }

  keep(release: Release): Finalizer {
    return this.scope.keep(release)
  }

  /** `unneeded` is told where the consumer takes nothing from the beginning. */
  begin(
    consumer: Consumer<E, A>,
    use: (opened: OpenConsumer<E, A>) => Signal,
    unneeded: (opened: OpenConsumer<E, A>) => void = () => undefined
  ): void {
    this.start(() => {
      const opened = consumer.open(this)
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
    if (this.opened?.stopped() === true) this.interrupt(succeeded)
  }

  protected override exited(exit: Exit, interruption: Exit | undefined): void {
    const failure = failureOf(exit, interruption, this.opened)
    if (exit.failed) this.opened?.abandon(exit.error)
    this.report(failure, this.opened)
  }
}

/** One that calls back. */
export class ToldSession<E, A> extends Session<E, A> {
  constructor(
    protected override readonly report: (
      failure: Failure<E> | undefined,
      opened: OpenConsumer<E, A> | undefined
    ) => void
  ) {
    super()
  }
}

/** Feeds all of a source to a consumer; that may have an answer to a failure. */
export const feedAll = <E, A>(source: Source<E>, opened: OpenConsumer<E, A>, fiber: Fiber): Signal => {
  try {
    const signal = nest(source, opened, fiber)
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
  const session = new ToldSession<E, A>((failure, opened) => {
    answer(failure === undefined ? reached(opened as OpenConsumer<E, A>) : new Finished<E, A>(failure))
  })
  session.begin(
    consumer,
    (opened) => after(what(opened, session), (signal) => (signal === Stop ? Stop : opened.quiet())),
    unneeded
  )
  return (
    now ??
    new Promise((resolve) => {
      answer = resolve
    })
  )
}
