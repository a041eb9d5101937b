import type { Input } from '../../Input.js'
import type { Fiber } from '../Fiber.js'
import { foldBoth } from '../Folding.js'
import type { Finalizer, Release } from '../Scope.js'
import { after, More, type Signal, Stop } from '../Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome } from '../Sink.js'
import { Finished } from './interpret.js'

/**
 * Two consumers of the same input. Each element goes to the first, then to the second, as far as they want it.
 *
 * Law: what is left over is what the one left that took more.
 */
export class Zip<in E, A, B> implements Consumer<E, readonly [A, B]> {
  constructor(
    readonly first: Consumer<E, A>,
    readonly second: Consumer<E, B>
  ) {}

  open(host: Host): OpenConsumer<E, readonly [A, B]> {
    return new Zipping(this, host)
  }
}

class Zipping<E, A, B> extends OpenConsumer<E, readonly [A, B]> implements Host {
  readonly fiber: Fiber
  private readonly first: OpenConsumer<E, A>
  private readonly second: OpenConsumer<E, B>
  private left: Outcome<unknown, A> | undefined
  private right: Outcome<unknown, B> | undefined
  private result: Outcome<unknown, readonly [A, B]> | undefined

  constructor(
    { first, second }: Zip<E, A, B>,
    private readonly host: Host
  ) {
    super()
    this.fiber = host.fiber
    this.first = first.open(this)
    this.second = second.open(this)
  }

  override start(): Signal {
    return after(this.first.start(), () => after(this.second.start(), () => this.decide()))
  }

  push(element: E): Signal {
    return this.offer((consumer) => consumer.push(element))
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    const first = this.left === undefined ? this.first.folding : undefined
    const second = this.right === undefined ? this.second.folding : undefined
    if (first !== undefined && second !== undefined) {
      foldBoth(first, second, elements, from, to, this)
      return More
    }
    this.note()
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const start = i
      this.taken = i = Math.min(to, i + this.sure())
      signal = i === start + 1 ? this.push(elements[start] as E) : this.offerAll(elements, start, i)
    }
    return signal
  }

  override empty(): Signal {
    return this.offer((consumer) => consumer.empty())
  }

  end(): Signal {
    return this.offer((consumer) => consumer.end())
  }

  override sure(): number {
    return Math.min(
      this.left === undefined ? this.first.sure() : Infinity,
      this.right === undefined ? this.second.sure() : Infinity
    )
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, readonly [A, B]> {
    return this.result as Outcome<F, readonly [A, B]>
  }

  freeze(): Consumer<E, readonly [A, B]> {
    this.note()
    return new Zip<E, A, B>(
      this.left === undefined ? this.first.freeze() : new Finished(this.left),
      this.right === undefined ? this.second.freeze() : new Finished(this.right)
    )
  }

  override abandon(error: unknown): void {
    if (this.left === undefined) this.first.abandon(error)
    if (this.right === undefined) this.second.abandon(error)
  }

  override sourceFailed(error: unknown): Signal {
    if (this.stopped()) throw error
    return this.both((consumer) => consumer.sourceFailed(error))
  }

  override quiet(): Signal {
    return after(this.first.quiet(), () => this.second.quiet())
  }

  keep(release: Release): Finalizer {
    return this.host.keep(release)
  }

  ended(): void {
    if (this.decide() === Stop) this.host.ended()
  }

  /** A slice that neither can end within: where the first fails, the second has what came before that, and may fail on it. */
  private offerAll(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    const offer = (consumer: OpenConsumer<E, unknown>, end: number): Signal => {
      try {
        return consumer.chunk(elements, from, end)
      } catch (error) {
        this.taken = consumer.taken
        throw error
      }
    }
    const offerSecond = (end: number): Signal =>
      this.right !== undefined || end === from ? More : offer(this.second, end)
    let signal: Signal
    try {
      signal = this.left === undefined ? offer(this.first, to) : More
    } catch (error) {
      offerSecond(this.taken - 1)
      throw error
    }
    return after(signal, () => after(offerSecond(this.hasFailed(this.first) ? to - 1 : to), () => this.decide()))
  }

  private offer(feed: (consumer: OpenConsumer<E, unknown>) => Signal): Signal {
    this.note()
    return this.both(feed)
  }

  private both(feed: (consumer: OpenConsumer<E, unknown>) => Signal): Signal {
    const signal = this.left === undefined ? feed(this.first) : More
    const next = (): Signal =>
      this.right !== undefined || this.hasFailed(this.first)
        ? this.decide()
        : after(feed(this.second), () => this.decide())
    return after(signal, next)
  }

  private hasFailed(consumer: OpenConsumer<E, unknown>): boolean {
    return consumer.stopped() && consumer.outcome()._tag === 'Error'
  }

  /** Looks at who has ended on this input: both have to, or one to fail. */
  private decide(): Signal {
    const before = this.left ?? this.right
    this.note()
    const { left, right } = this
    if (left?._tag === 'Error') return this.fail(left)
    if (right?._tag === 'Error') return this.fail(right)
    if (left === undefined || right === undefined) return More
    const last =
      before === undefined
        ? smaller(left.remaining, right.remaining)
        : before === left
          ? right.remaining
          : left.remaining
    this.result ??= { _tag: 'Done', value: [left.value, right.value], remaining: last }
    return Stop
  }

  /** Who has ended. That is not known yet where the other one has failed on the same input, and whoever feeds both goes on. */
  private note(): void {
    if (this.left === undefined && this.first.stopped()) this.left = this.first.outcome<E>()
    if (this.right === undefined && this.second.stopped()) this.right = this.second.outcome<E>()
  }

  private fail(result: Outcome<unknown, never> & { readonly _tag: 'Error' }): Signal {
    if (this.result === undefined) this.abandon(result.error)
    this.result ??= result
    return Stop
  }
}

/** Of what two left over of the same input. */
const smaller = (a: Input<unknown>, b: Input<unknown>): Input<unknown> => (b._tag === 'Empty' ? b : a)
