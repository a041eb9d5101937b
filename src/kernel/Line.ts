/**
 * Parts opened in front of a sink: see {@link Line}.
 */
import type { Input } from '../Input.js'
import type { Fiber } from './Fiber.js'
import { type Finalizer, Scope, succeeded } from './Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop } from './Signal.js'
import type { Host, Sink } from './Sink.js'
import type { Parts, Row, Stage } from './Stage.js'

/**
 * `begin` starts the stages from the last to the first; `finish` ends those that have not stopped, from the first to the
 * last, and leaves the sink as it is, unless a stage has sent `EOF`.
 */
export class Line<From, To> implements Frame {
  readonly head: Sink<From>
  /** true where a stage may have an answer to a failure of what comes before it */
  readonly answers: boolean
  /** last to first */
  private readonly stages: Stage<never, unknown>[]
  private started = 0
  private toEnd: number
  private eof = false
  private readonly aside: Aside | undefined

  constructor(
    row: Row,
    private readonly sink: Sink<To>,
    host: Host
  ) {
    let next: Sink<never> = sink
    const home = isAside(row) ? (this.aside = new Aside(host)) : host
    this.stages = row.map((part) => {
      const stage = part.open(next as Sink<unknown>, home)
      next = stage
      return stage
    })
    this.answers = row.some(({ answers }) => answers === true)
    this.head = next as Sink<From>
    this.toEnd = this.stages.length
  }

  get length(): number {
    return this.stages.length
  }

  begin(): Signal {
    while (this.started < this.stages.length) {
      const signal = this.act(this.started++, (stage) => stage.start())
      if (typeof signal === 'object') return signal.hang(this)
    }
    return More
  }

  finish(): Signal {
    while (this.toEnd > 0) {
      const signal = this.act(--this.toEnd, (stage, i) => {
        // a stage has ended the one behind it, as if the input were over: that passes to the end of the line
        if (i < this.stages.length - 1 && stage.leftOver._tag === 'EOF') this.eof = true
        return stage.conclude()
      })
      if (typeof signal === 'object') return signal.hang(this)
    }
    if (!this.eof || this.sink.stopped()) return Stop
    this.eof = false
    return after(this.sink.end(), () => Stop)
  }

  /** Nothing is left to come: what the stages hold is released. */
  close(): void {
    this.aside?.close()
  }

  resume(_: Settled): Signal {
    return this.toEnd < this.stages.length ? this.finish() : this.begin()
  }

  fail(error: unknown): Signal {
    const signal = this.answer(error, this.toEnd < this.stages.length ? this.toEnd : this.started - 1)
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  /** What feeds the line, or its first stages, have failed: goes on where a stage has an answer to that. */
  sourceFailed(error: unknown): Signal {
    return this.answer(error, this.stages.length)
  }

  /** what the first stage was offered and did not consume; nothing, where it was the sink that stopped */
  get remaining(): Input<unknown> {
    return (this.stages[this.stages.length - 1] as Stage<never, unknown>).leftOver
  }

  /** what is left of the parts */
  rest(): Parts {
    return this.stages.map((stage) => stage.rest()).reverse()
  }

  private act(i: number, what: (stage: Stage<never, unknown>, i: number) => Signal): Signal {
    try {
      return what(this.stages[i] as Stage<never, unknown>, i)
    } catch (error) {
      return this.answer(error, i)
    }
  }

  /** The first stage after the one that failed, if there is one, has the answer. */
  private answer(error: unknown, failed: number): Signal {
    if (this.answers) {
      for (let i = failed - 1; i >= 0; i--) {
        const signal = (this.stages[i] as Stage<never, unknown>).answerTo(error)
        if (signal !== undefined) return signal
      }
    }
    throw error
  }
}

/** True where a stage may push while nobody pushes to it. */
export const isAside = (row: Row): boolean => row.some(({ aside }) => aside === true)

/** Where the stages of such a line live: what they hold, timers, is released with the line. */
class Aside implements Host {
  readonly scope = new Scope()
  private readonly kept: Finalizer

  constructor(private readonly host: Host) {
    this.kept = host.scope.keep(() => {
      this.close()
    })
  }

  get fiber(): Fiber {
    return this.host.fiber
  }

  ended(): void {
    this.host.ended()
  }

  close(): void {
    this.kept.forget()
    void this.scope.close(succeeded)
  }
}
