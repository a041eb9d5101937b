/**
 * Runs that somebody outside asks for one element after the other: the stream of a platform that pulls.
 *
 * ```text
 *   stream   pull        pull        stop
 *   source   |-----> a - |-----> b - |--- released, and then `stop` resolves
 * ```
 */
import type { Either } from 'fp-ts/lib/Either.js'
import * as In from '../Input.js'
import { Iteratee } from '../iteratee/model.js'
import { goOn, Pending, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import type { Enumerator, RunOptions } from './model.js'

/**
 * The consumer of such a run: takes an element only when one is wanted. It stands for one stream, which is a thing and no
 * value.
 */
export abstract class OnDemand<A> extends OpenConsumer<A, void> implements Consumer<A, void> {
  /** the stream has room, or somebody reads */
  protected wanted = true
  /** nobody will read any more */
  protected left = false
  private host: Host | undefined
  private waiting: Pending | undefined
  private over = false
  private ended: Promise<Either<Error, void>> | undefined

  run(enumerator: Enumerator<A>, options: RunOptions): void {
    this.ended = enumerator
      .run(Iteratee.from(this), options)()
      .then((ended) => this.settle(ended))
  }

  pull(): void {
    this.wanted = true
    this.proceed(goOn)
  }

  /** Stops the run. Resolves with how it has ended, when all is released. */
  stop(): Promise<Either<Error, void> | undefined> {
    this.left = this.over = true
    this.proceed(() => Stop)
    this.host?.ended()
    // where a function of the source's has left, the run is not known yet
    return Promise.resolve().then(() => this.ended)
  }

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

  /** The run is over, and all is released. Answers how it has ended. */
  protected abstract settle(ended: Either<Error, void>): Either<Error, void>

  protected wait(): Pending {
    return (this.waiting = new Pending())
  }

  private proceed(next: () => Signal): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(next)
  }
}
