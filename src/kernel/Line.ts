/**
 * Parts opened in front of a sink: see {@link Line}.
 */
import type { Input } from '../Input.js'
import { Aside } from './Aside.js'
import type { Beside } from './Beside.js'
import { Fiber } from './Fiber.js'
import { type Exit, failedWith } from './Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop, wait } from './Signal.js'
import type { Host, Sink } from './Sink.js'
import { actsAside, type Parts, type Row, type Stage } from './Stage.js'

/**
 * `begin` starts the stages from the last to the first; `finish` ends those that have not stopped, from the first to the
 * last, and leaves the sink as it is, unless a stage has sent `EOF`.
 */
export class Line<From, To> implements Frame {
  readonly head: Sink<From>
  /** a stage has failed while nobody was pushing, and none had an answer */
  failure: { readonly error: unknown } | undefined
  /** last to first */
  private readonly stages: Stage<never, never>[]
  private started = 0
  private toEnd: number
  private eof = false
  /** all stages have been ended; until then `finish` may be called again, where its wait was cut short */
  isFinished = false
  /** a stage may have an answer to a failure of what comes before it */
  private readonly answers: boolean
  /** what had been acquired when a stage was last begun or ended */
  private acquired = 0
  private readonly aside: Aside | undefined

  constructor(
    row: Row,
    private readonly sink: Sink<To>,
    private readonly host: Host
  ) {
    let next: Sink<never> = sink
    const aside = row.some(actsAside) ? (this.aside = new Aside(row, host, this)) : undefined
    this.stages = row.map((part, i) => {
      const stage = part.open(next as Sink<unknown>, aside?.homeOf(i) ?? host, aside?.besideOf(i) as Beside)
      next = stage
      return stage
    })
    this.answers = row.some(({ answers }) => answers === true)
    this.head = next as Sink<From>
    this.toEnd = this.stages.length
  }

  /** a stage acts by itself */
  get actsAside(): boolean {
    return this.aside !== undefined
  }

  get length(): number {
    return this.stages.length
  }

  get hasBegun(): boolean {
    return this.started === this.stages.length
  }

  /** It is being finished. */
  get isEnding(): boolean {
    return this.toEnd < this.stages.length
  }

  /** Nothing more is taken. A stage may go on though what follows has ended, so that is asked of the first. */
  get stopped(): boolean {
    return this.failure !== undefined || this.head.stopped()
  }

  /** The same of the stage that is being begun or ended. */
  get actingStopped(): boolean {
    const acting = this.stages[this.isEnding ? this.toEnd : this.started - 1]
    return this.failure !== undefined || acting?.stopped() !== false
  }

  /** to remember what is acquired on behalf of what comes now */
  get now(): number {
    return this.answers ? this.host.fiber.scope.now : 0
  }

  /** Called until the line has begun: where stages act by themselves it begins one, whose wait may be cut short. */
  begin(): Signal {
    while (!this.hasBegun) {
      const signal = this.act(this.started++, (stage) => stage.start())
      if (typeof signal === 'object') return signal.hang(this)
      if (this.actsAside) return More
    }
    return More
  }

  finish(): Signal {
    while (this.toEnd > 0) {
      // while it waited: that is how it ends, and nothing more is said
      if (this.failure !== undefined) return Stop
      const signal = this.act(--this.toEnd, (stage, i) => {
        // a stage has ended the one behind it, as if the input were over: that passes to the end of the line
        if (i < this.stages.length - 1 && stage.leftOver._tag === 'EOF') this.eof = true
        return stage.conclude()
      })
      if (typeof signal === 'object') return signal.hang(this)
    }
    if (this.isFinished) return Stop
    this.isFinished = true
    return !this.eof || this.sink.stopped() ? Stop : after(this.sink.end(), () => Stop)
  }

  /** Nothing is left to come, or nothing counts any more: what the stages hold is released. */
  close(exit: Exit): PromiseLike<void> | undefined {
    return this.aside?.close(exit)
  }

  /** Waits until no stage is at work by itself. */
  quiet(): Signal {
    if (this.aside === undefined) return More
    const quiet = (i: number): Signal => {
      const stage = this.stages[i]
      return stage === undefined ? More : after(stage.quiet(), () => quiet(i - 1))
    }
    return quiet(this.stages.length - 1)
  }

  resume(_: Settled): Signal {
    return this.isEnding ? this.finish() : this.actsAside ? More : this.begin()
  }

  fail(error: unknown): Signal {
    const failed = this.isEnding ? this.toEnd : this.started - 1
    return after(this.answer(error, failed, this.acquired), (signal) => this.resume(signal))
  }

  /** What feeds the line, or its first stages, have failed: goes on where a stage has an answer to that. */
  sourceFailed(error: unknown, acquired: number): Signal {
    return this.answer(error, this.stages.length, acquired)
  }

  /** What follows a stage takes nothing more, or has failed. */
  belowEnded(i: number, exit: Exit): void {
    if (this.aside?.closed === false) this.stages[i]?.belowEnded(exit)
  }

  /** A stage has come to its end by itself, or, at -1, the sink. */
  endedAt(i: number): void {
    for (const stage of this.stages.slice(i + 1)) stage.followingEnded()
  }

  /** A stage has failed while nobody was pushing. */
  failAside(error: unknown, i: number, then: () => void): void {
    new Fiber((exit) => {
      if (exit.failed) this.failure ??= { error: exit.error }
      then()
    }).start(() => this.ask(error, i))
  }

  /** what the first stage was offered and did not consume; nothing, where it was the sink that stopped */
  get remaining(): Input<unknown> {
    return (this.stages[this.stages.length - 1] as Stage<never, never>).leftOver
  }

  /** what is left of the parts */
  rest(): Parts {
    return this.stages.map((stage) => stage.rest()).reverse()
  }

  private act(i: number, what: (stage: Stage<never, never>, i: number) => Signal): Signal {
    this.acquired = this.now
    try {
      return what(this.stages[i] as Stage<never, never>, i)
    } catch (error) {
      return this.answer(error, i, this.acquired)
    }
  }

  /** Releases what was acquired on behalf of what has failed, then asks for an answer. */
  private answer(error: unknown, failed: number, acquired: number): Signal {
    if (!this.answers) throw error
    const closed = this.host.fiber.scope.closeSince(acquired, failedWith(error))
    return 'then' in closed ? wait(closed, () => this.ask(error, failed)) : this.ask(error, failed)
  }

  /** The first stage after the one that failed that has an answer gives it. */
  private ask(error: unknown, failed: number): Signal {
    for (let i = failed - 1; i >= 0; i--) {
      const signal = (this.stages[i] as Stage<never, never>).answerTo(error)
      if (signal !== undefined) return signal
    }
    throw error
  }
}
