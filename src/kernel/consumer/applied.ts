import * as In from '../../Input.js'
import { diverging } from '../../Errors.js'
import { Entrance } from '../Entrance.js'
import { step } from '../session.js'
import { after, type Signal } from '../Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome } from '../Sink.js'
import { isEmpty, join, type Parts } from '../Stage.js'
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

class Adapting<From, To, A> extends OpenConsumer<From, Consumer<To, A>> {
  private readonly inner: OpenConsumer<To, A>
  private readonly entrance: Entrance<From, To>

  constructor(parts: Parts, inner: Consumer<To, A>, host: Host) {
    super()
    this.inner = inner.open({
      fiber: host.fiber,
      keep: (release) => host.keep(release),
      ended: () => {
        this.entrance.sinkEnded()
      }
    })
    this.entrance = new Entrance(parts, this.inner, host)
  }

  override start(): Signal {
    return after(this.inner.start(), () => this.entrance.start())
  }

  push(element: From): Signal {
    return this.entrance.push(element)
  }

  override chunk(elements: ReadonlyArray<From>, from: number, to: number): Signal {
    return this.offerTo(this.entrance, elements, from, to)
  }

  override empty(): Signal {
    return this.entrance.empty()
  }

  end(): Signal {
    return this.entrance.end()
  }

  override sourceFailed(error: unknown): Signal {
    return this.entrance.sourceFailed(error)
  }

  override quiet(): Signal {
    return after(this.entrance.quiet(), () => this.inner.quiet())
  }

  override sure(): number {
    return this.entrance.sure()
  }

  stopped(): boolean {
    return this.entrance.stopped()
  }

  outcome<F extends From>(): Outcome<F, Consumer<To, A>> {
    const { failure: failed } = this.entrance
    if (failed !== undefined) {
      this.inner.abandon(failed.error)
      return failure(failed.error)
    }
    return { _tag: 'Done', value: reached(this.inner), remaining: this.entrance.remaining as In.Input<F> }
  }

  freeze(): Consumer<From, Consumer<To, A>> {
    return new Applied<From, To, A>(this.entrance.rest(), reached(this.inner))
  }

  override abandon(error: unknown): void {
    this.inner.abandon(error)
  }
}

class Transformed<in From, To, out A> extends Bound<From, A> {
  constructor(
    readonly parts: Parts,
    readonly inner: Consumer<To, A>
  ) {
    super(new Applied<From, To, A>(parts, inner), { handler: ending, outer: undefined, recovers: false })
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
