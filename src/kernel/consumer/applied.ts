import * as In from '../../Input.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome } from '../Sink.js'
import { Line } from '../Line.js'
import { backwards, isEmpty, join, type Parts } from '../Stage.js'
import { diverging } from '../../Errors.js'
import { step } from '../session.js'
import { Bound, failed, Finished, type Handler, Later, reached } from './interpret.js'

/** A consumer behind a row of parts. Its result is the consumer, as far as it has come when the parts end. */
export class Applied<in From, To, A> implements Consumer<From, Consumer<To, A>> {
  constructor(
    private readonly parts: Parts,
    private readonly inner: Consumer<To, A>
  ) {}

  open(host: Host): OpenConsumer<From, Consumer<To, A>> {
    return new Adapting<From, To, A>(this.parts, this.inner, host)
  }
}

class Adapting<From, To, A> extends OpenConsumer<From, Consumer<To, A>> implements Frame {
  private readonly inner: OpenConsumer<To, A>
  private readonly line: Line<From, To>

  constructor(parts: Parts, inner: Consumer<To, A>, host: Host) {
    super()
    this.inner = inner.open(host)
    this.line = new Line(backwards(parts), this.inner, host)
  }

  override start(): Signal {
    const signal = this.inner.start()
    return typeof signal === 'object' ? signal.hang({ resume: () => this.begin() }) : this.begin()
  }

  push(element: From): Signal {
    let signal: Signal
    try {
      signal = this.line.head.push(element)
    } catch (error) {
      signal = this.line.sourceFailed(error)
    }
    return this.answer(signal)
  }

  override chunk(elements: ReadonlyArray<From>, from: number, to: number): Signal {
    const { head } = this.line
    let signal: Signal
    try {
      signal = head.chunk(elements, from, to)
    } catch (error) {
      this.taken = head.taken
      signal = this.line.sourceFailed(error)
    }
    this.taken = head.taken
    return this.answer(signal)
  }

  override empty(): Signal {
    return this.answer(this.line.head.empty())
  }

  end(): Signal {
    return this.answer(this.line.head.end())
  }

  override sourceFailed(error: unknown): Signal {
    return this.answer(this.line.sourceFailed(error))
  }

  /** A stage has failed that had to wait. */
  fail(error: unknown): Signal {
    return this.sourceFailed(error)
  }

  override sure(): number {
    return this.line.head.sure()
  }

  stopped(): boolean {
    return this.line.head.stopped()
  }

  outcome<F extends From>(): Outcome<F, Consumer<To, A>> {
    this.line.close()
    return { _tag: 'Done', value: reached(this.inner), remaining: this.line.remaining as In.Input<F> }
  }

  freeze(): Consumer<From, Consumer<To, A>> {
    return new Applied<From, To, A>(this.line.rest(), reached(this.inner))
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? this.line.finish() : More
  }

  override abandon(error: unknown): void {
    this.inner.abandon(error)
  }

  private begin(): Signal {
    const signal = this.line.begin()
    return typeof signal === 'object' ? signal.hang(this.started) : this.started.resume(signal)
  }

  /** `take(0)` and its like have finished before they began */
  private readonly started: Frame = { resume: () => (this.stopped() ? this.line.finish() : More) }

  private answer(signal: Signal): Signal {
    return signal === More ? More : typeof signal === 'object' ? signal.hang(this) : this.line.finish()
  }
}

class Transformed<in From, To, out A> extends Bound<From, A> {
  constructor(
    readonly parts: Parts,
    readonly inner: Consumer<To, A>
  ) {
    super(new Applied<From, To, A>(parts, inner), { handler: ending, outer: undefined })
  }
}

const ending: Handler = { done: (reached: Consumer<unknown, unknown>) => ended(reached, resultOnly) }

/** A consumer, ended; then what `then` makes of its result. One that still wants more has failed. */
export const ended = <E, A, F, B>(
  consumer: Consumer<E, A>,
  then: (result: Outcome<E, A>) => Consumer<F, B>
): Consumer<F, B> => {
  const conclude = (left: Consumer<E, A>): Consumer<F, B> =>
    left instanceof Finished ? then(left.result as Outcome<E, A>) : failed(diverging())
  return new Later(() => {
    const left = step(consumer, In.eof)
    return left instanceof Promise ? left.then(conclude) : conclude(left)
  })
}

/**
 * A consumer behind a row of parts, ended when they end: its result is the consumer's. Rows that stand one behind the
 * other become one, so that they cost no depth; an empty one stays by itself, as what the other leaves over would
 * otherwise be handed on or not by how the two were put together.
 */
export const transformed = <From, To, A>(parts: Parts, inner: Consumer<To, A>): Consumer<From, A> =>
  inner instanceof Transformed && !isEmpty(parts)
    ? new Transformed<From, unknown, A>(
        join(parts, (inner as Transformed<To, unknown, A>).parts),
        inner.inner as Consumer<unknown, A>
      )
    : new Transformed<From, To, A>(parts, inner)

/** What the inner consumer left over is of another type than what this one is fed, and cannot be handed on. */
export const resultOnly = <A>(result: Outcome<unknown, A>): Consumer<never, A> =>
  new Finished({ ...result, remaining: In.empty })
