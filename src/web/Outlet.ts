/**
 * Runs that a `ReadableStream` pulls.
 *
 * ```text
 *   stream   pull        pull        cancel
 *   source   |-----> a - |-----> b - |--- released, and then `cancel` resolves
 * ```
 */
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { Iteratee } from '../iteratee/model.js'
import { Pulled } from '../kernel/consumer/pulled.js'

/** A stream of what an enumerator has, by way of an outlet. Nothing is made before the first pull. */
export const pulled = <A, C>(
  enumerator: Enumerator<A>,
  open: (controller: ReadableStreamDefaultController<C>) => Outlet<A, C>,
  highWaterMark: number,
  signal: RunOptions['signal']
): ReadableStream<C> => {
  let outlet: Outlet<A, C> | undefined
  return new ReadableStream<C>(
    {
      pull: (controller) => {
        if (outlet !== undefined) outlet.pull()
        else {
          outlet = open(controller)
          outlet.run(enumerator, { signal })
        }
      },
      cancel: () => outlet?.cancel()
    },
    { highWaterMark }
  )
}

/** The consumer of such a run: takes an element only when the stream has asked for one. */
export abstract class Outlet<A, C> extends Pulled<A> {
  /** the stream has room, or somebody reads */
  protected wanted = true
  protected cancelled = false
  private readonly roomWhenEmpty: number
  private ended: Promise<Either<Error, void>> | undefined
  /** follows what has not been read yet */
  private failure: Error | undefined

  constructor(private readonly controller: ReadableStreamDefaultController<C>) {
    super()
    this.roomWhenEmpty = this.room
  }

  run(enumerator: Enumerator<A>, options: RunOptions): void {
    this.ended = enumerator
      .run(Iteratee.from(this), options)()
      .then((ended) => this.settle(ended))
  }

  pull(): void {
    this.wanted = true
    this.tellFailure()
    this.proceed()
  }

  /** Resolves when all is released. */
  cancel(): Promise<void> {
    this.cancelled = true
    this.stop()
    // where a function of the source's has cancelled, the run is not known yet
    return Promise.resolve()
      .then(() => this.ended)
      .then((ended) => {
        if (ended !== undefined && isLeft(ended) && ended.left !== this.failure) throw ended.left
      })
  }

  /** The run is over, and all is released. Answers how it has ended. */
  protected finish(ended: Either<Error, void>): Either<Error, void> {
    return ended
  }

  /** Hands a chunk to the stream. True if that has room for more. */
  protected give(chunk: C): boolean {
    this.wanted = false
    // may pull
    this.controller.enqueue(chunk)
    return (this.wanted ||= this.room > 0)
  }

  /** in chunks; negative where a read was given up that had been answered */
  private get room(): number {
    return this.controller.desiredSize ?? 0
  }

  private settle(how: Either<Error, void>): Either<Error, void> {
    const ended = this.finish(how)
    if (this.cancelled) return ended
    if (isLeft(ended)) {
      this.failure = ended.left
      this.tellFailure()
    } else this.controller.close()
    return ended
  }

  /** A stream that is told of a failure forgets what has not been read: that is read first. */
  private tellFailure(): void {
    if (this.failure !== undefined && this.room >= this.roomWhenEmpty) this.controller.error(this.failure)
  }
}
