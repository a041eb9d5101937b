import * as In from '../../Input.js'
import type { Beside } from '../Beside.js'
import { Entrance } from '../Entrance.js'
import type { Fiber } from '../Fiber.js'
import { failedWith, type Finalizer, type Release } from '../Scope.js'
import { after, More, orElse, Pending, type Signal, Stop, wait } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, type Parts, Stage } from '../Stage.js'

/** A row of parts that has to be waited for. It is asked for when the line is opened. */
export class Flattened<in A, out B> implements Part<A, B> {
  // nobody knows yet what the row will hold
  readonly aside = 'drives'
  readonly answers = true

  constructor(readonly task: () => PromiseLike<Parts>) {}

  open(next: Sink<B>, host: Host, beside: Beside): Stage<A, never> {
    return new FlattenedStage(this, next, host, beside)
  }
}

class FlattenedStage<A, B> extends Stage<A, B> implements Host {
  private line: Entrance<A, B> | undefined
  /** the row has failed by itself; whoever comes now waits until that has been told */
  private failing: Pending | undefined

  constructor(
    private readonly part: Flattened<A, B>,
    next: Sink<B>,
    private readonly host: Host,
    private readonly beside: Beside
  ) {
    super(next)
  }

  override start(): Signal {
    return wait(this.part.task(), (parts) => {
      const line = (this.line = new Entrance<A, B>(parts, this.next, this))
      return this.answer(line.start())
    })
  }

  push(a: A): Signal {
    return this.failing ?? this.use((row) => row.push(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    this.taken = from
    if (this.failing !== undefined) return this.failing
    return this.use((row) => this.offerTo(row, elements, from, to))
  }

  override empty(): Signal {
    return this.failing ?? this.answer(this.row.empty())
  }

  override end(): Signal {
    return this.failing ?? (this.row.stopped() ? this.leave() : this.answer(this.row.end()))
  }

  /** The row may have something to finish, also where nothing more is wanted. */
  override conclude(): Signal {
    return this.line === undefined || this.line.stopped() ? super.conclude() : this.end()
  }

  /** The row may go on though what follows has ended. */
  override stopped(): boolean {
    return this.line === undefined ? super.stopped() : this.line.stopped()
  }

  override followingEnded(): void {
    this.line?.followingEnded()
  }

  override sure(): number {
    return this.row.sure()
  }

  override quiet(): Signal {
    return this.line === undefined ? More : this.answer(this.line.quiet())
  }

  override answerTo(error: unknown): Signal | undefined {
    try {
      return this.answer(this.row.sourceFailed(error))
    } catch (thrown) {
      if (thrown === error) return undefined
      throw thrown
    }
  }

  rest(): Part<A, B> {
    const { line, part } = this
    if (line === undefined) return part
    const parts = line.rest()
    return new Flattened<A, B>(() => Promise.resolve(parts))
  }

  get fiber(): Fiber {
    return this.host.fiber
  }

  keep(release: Release): Finalizer {
    return this.host.keep(release)
  }

  /** The row has come to its end by itself. */
  ended(): void {
    const signal = this.leave()
    if (typeof signal !== 'object') this.host.ended()
  }

  private get row(): Entrance<A, B> {
    return this.line as Entrance<A, B>
  }

  /** A failure that passes through has left nothing behind. */
  private use(what: (row: Entrance<A, B>) => Signal): Signal {
    const fail = (error: unknown): Signal => {
      const closed = this.beside.below.scope.closeSince(0, failedWith(error))
      const rethrow = (): never => {
        throw error
      }
      return 'then' in closed ? wait(closed, rethrow) : rethrow()
    }
    return this.answer(orElse(() => what(this.row), fail))
  }

  private answer(signal: Signal): Signal {
    return after(signal, (settled) => (settled === Stop ? this.leave() : More))
  }

  private leave(): Signal {
    if (this.failing !== undefined) return this.failing
    const { failure, remaining } = this.row
    if (failure === undefined) return this.finish(remaining)
    const failing = (this.failing = new Pending())
    this.beside.fail(failure.error, () => {
      this.finish(In.empty)
      failing.settle(() => Stop)
      this.host.ended()
    })
    return failing
  }
}
