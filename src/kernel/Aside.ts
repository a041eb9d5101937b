/**
 * What a line has whose stages act by themselves.
 */
import type { Beside } from './Beside.js'
import { Fiber } from './Fiber.js'
import { type Exit, type Finalizer, Scope } from './Scope.js'
import type { Host } from './Sink.js'
import type { Row } from './Stage.js'

/** The line, as far as it is told here what happens. */
interface Told {
  /** What follows a stage takes nothing more, or has failed. */
  belowEnded(stage: number, exit: Exit): void
  endedAt(stage: number): void
  failAside(error: unknown, stage: number, then: () => void): void
}

/** The timers of a line, and the fibers that drive what follows its boundaries. Stages go by their index. */
export class Aside {
  private readonly timers = new Scope()
  private readonly fibers: ReadonlyArray<Fiber | undefined>
  private readonly kept: Finalizer
  closed = false

  constructor(
    row: Row,
    private readonly host: Host,
    private readonly line: Told
  ) {
    this.fibers = row.map(({ aside }, stage) =>
      aside === 'drives'
        ? new Fiber((exit) => {
            line.belowEnded(stage, exit)
          })
        : undefined
    )
    this.kept = host.keep((exit) => this.close(exit))
  }

  /** A stage lives in the fiber that drives it: the one below the boundary before it, once that is through that of the line. */
  homeOf(stage: number): Host {
    const { host, line } = this
    const before = this.fibers.find((below, i) => i > stage && below !== undefined)
    if (before === undefined) return host
    const keep: Host['keep'] = (release) => host.keep(release)
    const ended = (): void => {
      line.endedAt(stage)
      host.ended()
    }
    return {
      get fiber() {
        return before.hasEnded ? host.fiber : before
      },
      keep,
      ended
    }
  }

  besideOf(stage: number): Beside {
    const { timers, line } = this
    const fail: Beside['fail'] = (error, then) => {
      line.failAside(error, stage, then)
    }
    const giveUp: Beside['giveUp'] = (error, then) => {
      line.failAside(error, 0, then)
    }
    return { below: this.fibers[stage] as Fiber, timers, fail, giveUp }
  }

  close(exit: Exit): PromiseLike<void> | undefined {
    if (this.closed) return undefined
    this.closed = true
    this.kept.forget()
    void this.timers.close(exit)
    const leaving = this.fibers.map((fiber) => fiber?.leave(exit)).filter((promise) => promise !== undefined)
    return leaving.length === 0 ? undefined : Promise.all(leaving).then(() => undefined)
  }
}
