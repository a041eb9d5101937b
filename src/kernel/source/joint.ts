import type { Fiber } from '../Fiber.js'
import * as In from '../../Input.js'
import { More, type Signal, Stop } from '../Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome, type Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { releaseAfter } from './finally.js'
import { giveChunk, Relay } from './relay.js'

/**
 * A consumer and a source: what the one is fed comes out of the other. Either may come first, and each is used once.
 *
 * The end of the input is the end of the source; when the source is left, the consumer has its result. A failure of
 * either side is the other's, too.
 */
export class Joint<E> {
  readonly source: Source<E>
  private readonly entry: Entry<E>

  /** `used` makes the error of who uses one of them that has been used */
  constructor(used: (what: 'iteratee' | 'enumerator') => Error) {
    const relay = new Relay<E>()
    this.entry = new Entry(relay, () => used('iteratee'))
    this.source = new Outlet(relay, this.entry, () => used('enumerator'))
  }

  get consumer(): Consumer<E, void> {
    return this.entry
  }

  /** Nothing more comes, where nothing has been said about that. */
  finish(): void {
    this.entry.end()
  }
}

/** It stands for a thing in the world, and so is what it opens into. */
class Entry<E> extends OpenConsumer<E, void> implements Consumer<E, void> {
  private host: Host | undefined
  private result: Outcome<E, void> | undefined
  /** it has come to its end in somebody's hands; who is handed it between two inputs may go on */
  private isSpent = false
  /** somebody is in here, and hears by its answer what comes about */
  private entered = false

  constructor(
    private readonly relay: Relay<E>,
    private readonly used: () => Error
  ) {
    super()
  }

  open(host: Host): this {
    if (this.host !== undefined || this.isSpent) throw this.used()
    this.host = host
    host.keep((exit) => {
      if (this.host !== host) return
      this.host = undefined
      this.isSpent = this.stopped()
      if (exit.failed) this.abandon(exit.error)
      else if (this.relay.isGiving) this.end()
    })
    return this
  }

  push(element: E): Signal {
    return this.give(() => this.relay.give(element, (sink) => sink.push(element)))
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    this.taken = from
    return this.give(() => giveChunk(this.relay, this, elements, from, to))
  }

  end(): Signal {
    this.result ??= { ...done, remaining: In.eof }
    return this.within(() => {
      this.relay.finish(() => More)
      return Stop
    })
  }

  override sourceFailed(error: unknown): never {
    this.abandon(error)
    throw error
  }

  override abandon(error: unknown): void {
    if (this.stopped()) return
    this.result = failure(error)
    this.within(() => {
      this.relay.finish(() => {
        throw error
      })
      return Stop
    })
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, void> {
    return this.result as Outcome<F, void>
  }

  /** Whoever has it next may go on. */
  freeze(): Consumer<E, void> {
    this.host = undefined
    return this
  }

  /** Nobody takes any more: what waits is left over. */
  left(result: Outcome<never, void>): void {
    this.result ??= { ...result, remaining: this.relay.unused }
    this.relay.close()
    if (!this.entered) this.host?.ended()
  }

  private give(what: () => Signal): Signal {
    return this.stopped() ? Stop : this.within(what)
  }

  private within(what: () => Signal): Signal {
    this.entered = true
    const signal = what()
    this.entered = false
    return signal
  }
}

const done: Outcome<never, void> = { _tag: 'Done', value: undefined, remaining: In.empty }

class Outlet<E> extends Source<E> {
  private isUsed = false

  constructor(
    private readonly relay: Relay<E>,
    private readonly entry: Entry<E>,
    private readonly used: () => Error
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    this.use()
    const finalizer = fiber.scope.add((exit) => {
      this.entry.left(exit.failed ? failure(exit.error) : resultOf(sink.consumer))
    })
    return releaseAfter(this.relay.run(sink), finalizer)
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    this.use()
    this.entry.left(resultOf(consumer))
  }

  private use(): void {
    if (this.isUsed) throw this.used()
    this.isUsed = true
  }
}

/** One that has failed without having thrown has failed all the same. */
const resultOf = (consumer: OpenConsumer<never, unknown>): Outcome<never, void> => {
  const outcome = consumer.stopped() ? consumer.outcome() : done
  return outcome._tag === 'Error' ? failure(outcome.error) : done
}
