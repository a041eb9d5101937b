import * as In from '../../Input.js'
import { failedWith } from '../Scope.js'
import { goOn, Pending, type Signal, Stop } from '../Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome } from '../Sink.js'

/**
 * A consumer that is pulled: after an element it waits until who stands behind it wants the next one. It stands for a
 * thing in the world (a stream, an iterator) and no value, and so is what it opens into.
 */
export abstract class Pulled<A> extends OpenConsumer<A, void> implements Consumer<A, void> {
  /** nothing more is taken */
  protected over = false
  private host: Host | undefined
  private waiting: Pending | undefined

  open(host: Host): this {
    this.host = host
    return this
  }

  end(): Signal {
    this.over = true
    return Stop
  }

  stopped(): boolean {
    return this.over
  }

  outcome<F extends A>(): Outcome<F, void> {
    return { _tag: 'Done', value: undefined, remaining: In.eof }
  }

  freeze(): Consumer<A, void> {
    return this
  }

  /** Until the next element is wanted. */
  protected wait(): Pending {
    return (this.waiting = new Pending())
  }

  /** The next element is wanted. */
  protected proceed(): void {
    this.answer(goOn)
  }

  /** No element is wanted any more: to the source an early end, at once, also while it is idle. */
  protected stop(): void {
    this.over = true
    this.answer(() => Stop)
    this.host?.ended()
  }

  /** The same, as a failure. */
  protected stopWith(thrown: unknown): void {
    this.over = true
    this.host?.fiber.interrupt(failedWith(thrown))
  }

  private answer(next: () => Signal): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(next)
  }
}
