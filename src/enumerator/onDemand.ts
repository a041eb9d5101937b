/**
 * Runs that somebody outside asks for one element after the other: the stream of a platform that pulls.
 *
 * ```text
 *   stream   pull        pull        quit
 *   source   |-----> a - |-----> b - |--- released, and then `quit` resolves
 * ```
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { Iteratee } from '../iteratee/model.js'
import { Pulled } from '../kernel/consumer/pulled.js'
import type { Enumerator, RunOptions } from './model.js'

/** The consumer of such a run: takes an element only when one is wanted. */
export abstract class OnDemand<A> extends Pulled<A> {
  /** the stream has room, or somebody reads */
  protected wanted = true
  /** nobody will read any more */
  protected left = false
  private ended: Promise<Either<Error, void>> | undefined

  run(enumerator: Enumerator<A>, options: RunOptions): void {
    this.ended = enumerator
      .run(Iteratee.from(this), options)()
      .then((ended) => this.settle(ended))
  }

  pull(): void {
    this.wanted = true
    this.proceed()
  }

  /** Stops the run. Resolves with how it has ended, when all is released. */
  quit(): Promise<Either<Error, void> | undefined> {
    this.left = true
    this.stop()
    // where a function of the source's has left, the run is not known yet
    return Promise.resolve().then(() => this.ended)
  }

  /** The run is over, and all is released. Answers how it has ended. */
  protected abstract settle(ended: Either<Error, void>): Either<Error, void>
}
