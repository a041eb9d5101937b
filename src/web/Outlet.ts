/** Runs that a `ReadableStream` pulls. */
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { OnDemand } from '../enumerator/onDemand.js'

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

/** The consumer of such a run. */
export abstract class Outlet<A, C> extends OnDemand<A> {
  private readonly roomWhenEmpty: number
  /** follows what has not been read yet */
  private failure: Error | undefined

  constructor(private readonly controller: ReadableStreamDefaultController<C>) {
    super()
    this.roomWhenEmpty = this.room
  }

  override pull(): void {
    this.tellFailure()
    super.pull()
  }

  /** Resolves when all is released. */
  async cancel(): Promise<void> {
    const ended = await this.quit()
    if (ended !== undefined && isLeft(ended) && ended.left !== this.failure) throw ended.left
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

  protected settle(how: Either<Error, void>): Either<Error, void> {
    const ended = this.finish(how)
    if (this.left) return ended
    if (isLeft(ended)) {
      this.failure = ended.left
      this.tellFailure()
    } else this.controller.close()
    return ended
  }

  /** in chunks; negative where a read was given up that had been answered */
  private get room(): number {
    return this.controller.desiredSize ?? 0
  }

  /** A stream that is told of a failure forgets what has not been read: that is read first. */
  private tellFailure(): void {
    if (this.failure !== undefined && this.room >= this.roomWhenEmpty) this.controller.error(this.failure)
  }
}
