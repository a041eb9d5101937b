/**
 * A line that is fed from outside, and finished when it stops: whatever comes about in it, whoever feeds it hears of it
 * only when the stages behind have ended too.
 */
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import { Apart } from './Apart.js'
import { Fiber } from './Fiber.js'
import { Line } from './Line.js'
import { failedWith, type Finalizer, type Release, succeeded } from './Scope.js'
import { after, type Frame, More, Pending, type Settled, type Signal, Stop, wait } from './Signal.js'
import { type Host, type OpenConsumer, Sink } from './Sink.js'
import { backwards, type Parts } from './Stage.js'

export class Entrance<From, To> extends Sink<From> implements Frame, Host {
  private readonly line: Line<From, To>
  /** what had been acquired when the input came that is being used */
  private acquired = 0
  /** where the line is begun or finished, if its stages may stop by themselves meanwhile */
  private apart: Apart | undefined
  /** the line has stopped by itself, and is being finished, in a fiber of its own; those who come meanwhile wait for that */
  private finishing: Pending[] | undefined
  private finisher: Fiber | undefined
  private over = false
  /** the line has stopped by itself while somebody was in here */
  private left = false
  /** somebody is in here, and hears by the answer how that ends */
  private entered = false
  /** something has failed, and nobody knows yet whether the line has stopped by that: who feeds it may go on */
  private hasFailed = false
  /** what came when the line had stopped by a failure */
  private late: Input<From> = In.empty

  constructor(
    parts: Parts,
    private readonly sink: Sink<To>,
    private readonly host: Host
  ) {
    super()
    this.line = new Line<From, To>(backwards(parts), sink, this)
  }

  get fiber(): Fiber {
    return this.apart?.fiber ?? this.host.fiber
  }

  get consumer(): OpenConsumer<never, unknown> {
    return this.sink.consumer
  }

  /** a stage has failed while nobody was feeding, and none had an answer */
  get failure(): { readonly error: unknown } | undefined {
    return this.line.failure
  }

  /** what was fed and not consumed */
  get remaining(): Input<unknown> {
    return this.late._tag === 'El' ? this.late : this.line.remaining
  }

  keep(release: Release): Finalizer {
    return this.host.keep(release)
  }

  override start(): Signal {
    return after(
      this.work(() => this.line.begin()),
      () => (this.line.stopped ? this.resume(Stop) : this.line.hasBegun ? this.resume(More) : this.start())
    )
  }

  push(element: From): Signal {
    if (this.isLeft) return this.wait()
    if (this.hasStopped) return this.leave(In.el(element))
    this.acquired = this.line.now
    this.entered = true
    let signal: Signal
    try {
      signal = this.line.head.push(element)
    } catch (error) {
      signal = this.ask(error, this.acquired)
    }
    return this.answer(signal)
  }

  override chunk(elements: ReadonlyArray<From>, from: number, to: number): Signal {
    this.taken = from
    if (this.isLeft) return this.wait()
    if (this.hasStopped) {
      this.taken = from + 1
      return this.leave(In.el(elements[from] as From))
    }
    const { head } = this.line
    this.acquired = this.line.now
    this.entered = true
    let signal: Signal
    try {
      signal = head.chunk(elements, from, to)
    } catch (error) {
      this.taken = head.taken
      signal = this.ask(error, this.acquired)
    }
    this.taken = head.taken
    return this.answer(signal)
  }

  override empty(): Signal {
    if (this.isLeft) return this.wait()
    if (this.hasStopped) return this.finish()
    this.entered = true
    return this.answer(this.line.head.empty())
  }

  end(): Signal {
    return this.isLeft ? this.wait() : this.finish()
  }

  override sure(): number {
    return this.hasStopped ? 1 : this.line.head.sure()
  }

  stopped(): boolean {
    return this.over
  }

  resume(signal: Settled): Signal {
    this.entered = false
    if (this.isLeft) return this.wait()
    return signal === Stop || this.left ? this.finish() : More
  }

  /** A stage has failed that had to wait. */
  fail(error: unknown): Signal {
    return this.isLeft ? this.wait() : this.sourceFailed(error, this.acquired)
  }

  /** What feeds the line has failed: goes on, where a stage has an answer to that, or where the line had ended before. */
  sourceFailed(error: unknown, acquired = Infinity): Signal {
    // what fails while the line is finished comes by here too: the stages that may have an answer have been asked
    if (this.line.isEnding && !this.isLeft) throw error
    return this.isLeft ? this.wait() : this.answer(this.ask(error, acquired))
  }

  /** Waits until no stage is at work by itself; where the line stops by that, until it is finished. */
  quiet(): Signal {
    return this.isLeft ? this.wait() : after(this.line.quiet(), () => this.resume(this.line.stopped ? Stop : More))
  }

  /** A stage has stopped, or failed, by itself. */
  ended(): void {
    if (this.line.actingStopped) this.apart?.stop()
    if (this.isLeft || !this.line.stopped) return
    this.left = true
    if (this.entered || this.apart !== undefined) return
    this.finishAside()
  }

  /** What follows the line has stopped by itself. */
  sinkEnded(): void {
    this.followingEnded()
    this.ended()
  }

  /** The same, where somebody else finishes the line. */
  followingEnded(): void {
    this.line.endedAt(-1)
  }

  /** what is left of the parts */
  rest(): Parts {
    return this.line.rest()
  }

  private get isLeft(): boolean {
    return this.over || this.finishing !== undefined
  }

  private wait(): Signal {
    if (this.over || this.finishing === undefined) return Stop
    const turn = new Pending()
    this.finishing.push(turn)
    return turn
  }

  /** The line has stopped by a failure, on which whoever feeds it has gone on. */
  private get hasStopped(): boolean {
    return this.hasFailed && this.line.stopped
  }

  private leave(input: Input<From>): Signal {
    this.late = input
    return this.finish()
  }

  private ask(error: unknown, acquired: number): Signal {
    this.hasFailed = true
    return this.line.sourceFailed(error, acquired)
  }

  private answer(signal: Signal): Signal {
    if (typeof signal !== 'object') return this.resume(signal)
    this.entered = false
    return signal.hang(this)
  }

  private finish(): Signal {
    if (this.failure !== undefined || this.line.isFinished) return this.close()
    return after(
      this.work(() => this.line.finish()),
      () => this.finish()
    )
  }

  /** Whoever feeds the line may be through before that is, and must not cut it. */
  private finishAside(): void {
    const finishing: Pending[] = (this.finishing = [])
    const finisher = (this.finisher = new Fiber((exit, interruption) => {
      kept.forget()
      if (interruption !== undefined) return
      if (exit.failed) this.line.failure ??= { error: exit.error }
      this.over = true
      for (const waiting of finishing) waiting.settle(() => Stop)
      this.host.ended()
    }))
    const kept = this.host.keep((exit) => finisher.leave(exit))
    finisher.start(() => this.finish())
  }

  /** Work that is stopped where a stage stops by itself. */
  private work(what: () => Signal): Signal {
    if (!this.line.actsAside) return what()
    const apart = (this.apart = new Apart(this.finisher ?? this.host.fiber))
    return apart.do(what).hang({
      resume: (signal) => {
        this.apart = undefined
        return signal
      }
    })
  }

  private close(): Signal {
    const stop = (): Signal => {
      this.over = true
      return Stop
    }
    const closing = this.line.close(this.failure === undefined ? succeeded : failedWith(this.failure.error))
    return closing === undefined ? stop() : wait(closing, stop)
  }
}
