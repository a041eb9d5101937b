/**
 * Consumers built from others: results, continuations written by hand, sequences, and what is not known yet.
 *
 * One interpreter runs them all, in a loop: neither the depth of a chain of `flatMap`s, on either side, nor a
 * continuation that answers a continuation costs stack.
 */
import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { Fiber } from '../Fiber.js'
import type { Finalizer, Release } from '../Scope.js'
import { after, type Frame, More, Pending, type Settled, type Signal, Stop, wait } from '../Signal.js'
import { type Consumer, failure, feed, type Host, OpenConsumer, type Outcome, result } from '../Sink.js'

// The interpreter passes values of types it does not know from one handler to the next, and so speaks of `unknown`.
type Some = Consumer<never, unknown>
type Leaf = OpenConsumer<unknown, unknown>

abstract class Interpreted<in E, out A> implements Consumer<E, A> {
  open(host: Host): OpenConsumer<E, A> {
    return new Interpreter<E, A>(host, this)
  }
}

/** A result, or a failure. */
export class Finished<in E, out A> extends Interpreted<E, A> {
  constructor(readonly result: Outcome<unknown, A>) {
    super()
  }
}

/** A result. */
export const finished = <A>(value: A, remaining: Input<unknown> = In.empty): Finished<unknown, A> =>
  new Finished({ _tag: 'Done', value, remaining })

/** A failure, of whatever was thrown. */
export const failed = (thrown: unknown): Finished<unknown, never> => new Finished(failure(thrown))

/** A continuation written by hand. */
export class Continue<in E, out A> extends Interpreted<E, A> {
  constructor(readonly k: (input: Input<E>) => Consumer<E, A>) {
    super()
  }
}

/** A result whose remainder has regard to what was left over before: it counts as it is. */
export class Concluded<in E, out A> extends Finished<E, A> {}

/** A consumer that is not known yet. */
export class Later<in E, out A> extends Interpreted<E, A> {
  constructor(readonly task: () => PromiseLike<Consumer<E, A>> | Consumer<E, A>) {
    super()
  }
}

/** What goes on where a consumer has ended. Without a function for how it ended, the end is passed on. */
export interface Handler {
  readonly done?: (value: never, remaining: Input<never>) => Some
  readonly error?: (error: Error, remaining: Input<never>) => Some
}

/** A stack of handlers, shared between all consumers that were bound from one. */
interface Handlers {
  readonly handler: Handler
  readonly outer: Handlers | undefined
  /** one of them has an answer to errors */
  readonly recovers: boolean
}

const onto = (outer: Handlers | undefined, handler: Handler): Handlers => ({
  handler,
  outer,
  recovers: handler.error !== undefined || outer?.recovers === true
})

/** A consumer, then what its handlers answer. */
export class Bound<in E, out A> extends Interpreted<E, A> {
  constructor(
    readonly first: Some,
    readonly handlers: Handlers
  ) {
    super()
  }
}

/** What an opened consumer has become, as a description. */
export const reached = <E, A>(opened: OpenConsumer<E, A>): Consumer<E, A> => {
  if (opened.stopped()) return new Finished<E, A>(result(opened))
  const left = opened.freeze()
  if (!opened.awaited) return left
  const done = (value: A): Some => {
    opened.tell()
    return finished(value)
  }
  return bind<E, A>(left, { done })
}

export const bind = <E, A>(first: Some, handler: Handler): Consumer<E, A> =>
  new Bound<E, A>(first, onto(undefined, handler))

const pushAll = (handlers: Handlers, outer: Handlers | undefined): Handlers => {
  if (outer === undefined) return handlers
  const all: Handler[] = []
  for (let h: Handlers | undefined = handlers; h !== undefined; h = h.outer) all.push(h.handler)
  return all.reduceRight<Handlers>(onto, outer)
}

/** For the answer of a leaf. */
class Waiting implements Frame {
  constructor(
    private readonly interpreter: Interpreter<never, unknown>,
    private readonly leaf: Leaf
  ) {}

  resume(signal: Settled): Signal {
    return this.interpreter.answered(this.leaf, signal)
  }

  fail(error: unknown): Signal {
    return this.interpreter.failedLater(this.leaf, error)
  }
}

class Interpreter<E, A> extends OpenConsumer<E, A> implements Host {
  readonly fiber: Fiber
  // exactly one of these three is there, once started and while nothing is awaited
  private continuation: Continue<unknown, unknown> | undefined
  private leaf: Leaf | undefined
  private result: Outcome<unknown, unknown> | undefined
  private handlers: Handlers | undefined
  /** those who pushed while this was busy with the end of a leaf that had stopped by itself */
  private queue: Pending[] | undefined

  /** the input is over: what goes on after a failure is told so */
  private over = false

  constructor(
    private readonly host: Host,
    private readonly description: Some
  ) {
    super()
    this.fiber = host.fiber
  }

  keep(release: Release): Finalizer {
    return this.host.keep(release)
  }

  override start(): Signal {
    return this.become(this.description, In.empty)
  }

  push(element: E): Signal {
    const { leaf } = this
    if (leaf === undefined || this.queue !== undefined) return this.take(In.el(element))
    let signal: Signal
    try {
      signal = leaf.push(element)
    } catch (error) {
      return this.failedLater(leaf, error)
    }
    return this.answer(leaf, signal)
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const { leaf } = this
      if (leaf === undefined || this.queue !== undefined) signal = this.push(elements[i++] as E)
      else {
        try {
          signal = leaf.chunk(elements, i, to)
        } catch (error) {
          this.taken = i = leaf.taken
          signal = this.failedLater(leaf, error)
          continue
        }
        this.taken = i = signal === More ? to : leaf.taken
        signal = this.answer(leaf, signal)
      }
    }
    this.taken = i
    return signal
  }

  override empty(): Signal {
    return this.take(In.empty)
  }

  end(): Signal {
    return this.take(In.eof)
  }

  override sure(): number {
    // one that goes on after a failure may stop at any element
    return this.leaf === undefined || this.queue !== undefined || this.handlers?.recovers === true
      ? 1
      : this.leaf.sure()
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, A> {
    return this.result as Outcome<F, A>
  }

  freeze(): Consumer<E, A> {
    const first = this.leaf === undefined ? (this.continuation as Some) : this.leaf.freeze()
    return (this.handlers === undefined ? first : new Bound<E, A>(first, this.handlers)) as Consumer<E, A>
  }

  /** The leaf has stopped by itself. What follows may have to wait, beside the run; pushes wait for it. */
  ended(): void {
    if (this.queue !== undefined || this.leaf?.stopped() !== true) return
    const queue: Pending[] = (this.queue = [])
    new Fiber((exit) => {
      this.queue = undefined
      if (exit.failed) this.result = failure(exit.error)
      for (const waiting of queue) waiting.settle(() => (this.stopped() ? Stop : More))
      if (this.stopped()) this.host.ended()
    }).start(() => this.finishLeaf())
  }

  /** A leaf has answered. It may have ended by itself before that, also in the midst of a push: then that is late. */
  answered(leaf: Leaf, signal: Settled): Signal {
    if (leaf !== this.leaf) return this.late()
    return signal === More ? More : this.finishLeaf()
  }

  /** The same of a failure. */
  failedLater(leaf: Leaf, error: unknown): Signal {
    return leaf === this.leaf ? this.fail(error) : this.late()
  }

  private late(): Signal {
    if (this.queue === undefined) return this.stopped() ? Stop : More
    const turn = new Pending()
    this.queue.push(turn)
    return turn
  }

  /**
   * The leaf has failed. Where nobody in here has an answer to that this stays as it was before: whoever feeds it may go
   * on with the next element (see `Enumeratee.recover`).
   */
  private fail(error: unknown): Signal {
    if (this.handlers?.recovers === true) return this.failAs(error, In.empty)
    throw error
  }

  /** A leaf may stop meanwhile: what goes on in its place has to be quiet too. */
  override quiet(): Signal {
    const { leaf } = this
    const quiet =
      leaf === undefined ? this.late() : after(leaf.quiet(), () => (leaf.stopped() ? this.answered(leaf, Stop) : More))
    return after(quiet, (signal) => (this.leaf === leaf || signal === Stop ? signal : this.quiet()))
  }

  override sourceFailed(error: unknown): Signal {
    if (this.leaf === undefined || this.queue !== undefined) throw error
    return this.answer(this.leaf, this.leaf.sourceFailed(error))
  }

  /** A leaf that ends because it is left is none of this one's any more: nothing follows it. */
  override abandon(error: unknown): void {
    const { leaf } = this
    this.leaf = undefined
    leaf?.abandon(error)
  }

  /** Hands an input to the continuation or the leaf, when its turn comes. */
  private take(input: Input<unknown>): Signal {
    const { leaf, continuation, queue } = this
    if (input._tag === 'EOF') this.over = true
    if (queue !== undefined) return after(this.late(), (signal) => (signal === Stop ? Stop : this.take(input)))
    if (this.result !== undefined) return Stop
    let signal: Signal = More
    let next: Some | undefined
    try {
      if (leaf === undefined) next = (continuation as Continue<unknown, unknown>).k(input)
      else signal = feed(leaf, input)
    } catch (error) {
      return this.fail(error)
    }
    return next === undefined ? this.answer(leaf as Leaf, signal) : this.become(next, In.empty)
  }

  private answer(leaf: Leaf, signal: Signal): Signal {
    if (signal === More) return More
    return typeof signal === 'object' ? signal.hang(new Waiting(this, leaf)) : this.answered(leaf, signal)
  }

  private finishLeaf(): Signal {
    return this.become(new Finished((this.leaf as Leaf).outcome<unknown>()), In.empty)
  }

  /** Goes on as another consumer, which is fed `carried` first. */
  private become(next: Some, carried: Input<unknown>): Signal {
    let consumer = next
    let carry = carried
    this.leaf = undefined
    this.continuation = undefined
    for (;;) {
      let isFed = false
      try {
        if (consumer instanceof Bound) {
          this.handlers = pushAll(consumer.handlers, this.handlers)
          consumer = consumer.first
        } else if (consumer instanceof Finished) {
          const end = consumer.result as Outcome<unknown, unknown>
          const result = consumer instanceof Concluded ? end : withCarry(end, carry)
          carry = result.remaining
          if (result._tag === 'Error' && this.over && carry._tag === 'Empty') carry = In.eof
          const following = this.handle(result)
          if (following === undefined) {
            this.result = result
            return Stop
          }
          consumer = following
        } else if (consumer instanceof Continue) {
          const { k } = (this.continuation = consumer as Continue<unknown, unknown>)
          if (carry._tag === 'Empty') return More
          const input = carry
          carry = In.empty
          isFed = true
          consumer = k(input)
          this.continuation = undefined
        } else if (consumer instanceof Later) {
          const input = carry
          const then = (consumer as Later<never, unknown>).task()
          if ('then' in then) {
            return wait(
              then,
              (known) => this.become(known, input),
              (error) => this.failAs(error, input)
            )
          }
          consumer = then
        } else {
          const leaf = consumer.open(this) as Leaf
          const input = carry
          this.leaf = leaf
          let signal = leaf.start()
          if (typeof signal === 'object') {
            return signal.hang({ resume: () => this.started(leaf, input), fail: (error) => this.failAs(error, input) })
          }
          if (!leaf.stopped()) {
            carry = In.empty
            isFed = true
            signal = input._tag === 'Empty' ? More : feed(leaf, input)
            if (signal !== Stop) return this.answer(leaf, signal)
          }
          consumer = new Finished(leaf.outcome<unknown>())
          this.leaf = undefined
        }
      } catch (error) {
        // it stays as it was before what it was fed, see `fail`
        if (isFed && this.handlers?.recovers !== true) throw error
        this.continuation = undefined
        this.abandon(error)
        consumer = failed(error)
      }
    }
  }

  /** A leaf that had to wait before it began: is fed what was carried, unless it has stopped without it. */
  private started(leaf: Leaf, carry: Input<unknown>): Signal {
    if (leaf.stopped()) return this.become(new Finished(leaf.outcome<unknown>()), carry)
    return carry._tag === 'Empty' ? More : this.take(carry)
  }

  private failAs(error: unknown, carry: Input<unknown>): Signal {
    this.abandon(error)
    return this.become(failed(error), carry)
  }

  /** The consumer that the nearest handler has for this end, if one has. */
  private handle(result: Outcome<unknown, unknown>): Some | undefined {
    for (let h = this.handlers; h !== undefined; h = h.outer) {
      this.handlers = h.outer
      if (result._tag === 'Done') {
        if (h.handler.done !== undefined) return h.handler.done(result.value as never, result.remaining as Input<never>)
      } else if (h.handler.error !== undefined) {
        return h.handler.error(result.error, result.remaining as Input<never>)
      }
    }
    this.handlers = undefined
    return undefined
  }
}

/** What was left before comes first: a result made with a remainder of its own keeps that only where nothing was left. */
const withCarry = (result: Outcome<unknown, unknown>, carry: Input<unknown>): Outcome<unknown, unknown> =>
  carry._tag === 'Empty' ? result : { ...result, remaining: carry }
