import { Fiber } from '../Fiber.js'
import { type Exit, succeeded } from '../Scope.js'
import { goOn, type Frame, More, Pending, type Settled, type Signal, soon, Stop } from '../Signal.js'
import { type OpenConsumer, Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'

/** How many elements that lie ready a branch may hand on before the next branch has its turn. */
const turn = 256

/**
 * Several sources into one sink, each element as soon as its source has it.
 *
 * Each source has a fiber of its own; the sink is lent to one of them at a time. Those that have elements ready take
 * turns. `EOF` of a branch ends that branch; when all have sent it, it is passed on.
 */
export class Merge<out E> extends Source<E> {
  constructor(private readonly sources: ReadonlyArray<Source<E>>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Merging(this.sources, sink, fiber).run()
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    for (const source of this.sources) source.unneeded(consumer)
  }
}

class Merging<E> implements Frame {
  private readonly branches: Fiber[]
  /** those whose turn is to come */
  private readonly queue: Pending[] = []
  private readonly over = new Pending()
  /** branches that have not come to their end */
  private open: number
  private eofs = 0
  private failure: Exit = succeeded
  /** the sink waits for something on behalf of a branch */
  lent = false
  closed = false
  private pumping = false
  private whenOver: (() => void) | undefined

  constructor(
    private readonly sources: ReadonlyArray<Source<E>>,
    readonly sink: Sink<E>,
    private readonly parent: Fiber
  ) {
    this.open = sources.length
    this.branches = sources.map(
      () =>
        new Fiber((exit) => {
          this.leave(exit)
        })
    )
  }

  run(): Signal {
    if (this.open === 0) return More
    const finalizer = this.parent.scope.add((exit) => this.stop(exit))
    this.over.hang(finalizer)
    this.pumping = true
    this.branches.forEach((branch, i) => {
      branch.start(() => nest(this.sources[i] as Source<E>, new Branch(this), branch))
    })
    this.pumping = false
    this.pump()
    return this.over
  }

  /** Lends the sink to a branch, when its turn comes. */
  lend(use: (sink: Sink<E>) => Signal): Signal {
    if (this.closed) return Stop
    if (this.lent) return this.enqueue().hang({ resume: () => this.lend(use) })
    const signal = use(this.sink)
    if (typeof signal === 'object') {
      this.lent = true
      return signal.hang(this)
    }
    return this.answered(signal)
  }

  /** What the sink waited for is there: it is free again. */
  resume(signal: Settled): Signal {
    this.lent = false
    return this.answered(signal)
  }

  /** The sink has failed on behalf of a branch, which may have an answer to that. */
  fail(error: unknown): Signal {
    this.lent = false
    soon(() => {
      this.pump()
    })
    throw error
  }

  /** After an element the turn is over, where others wait for theirs. */
  private answered(signal: Settled): Signal {
    if (signal === Stop) {
      this.close()
      return Stop
    }
    if (this.open < 2 || (!this.pumping && this.queue.length === 0)) return More
    // whoever has had its turn is still on the stack: the others have theirs when it is not
    if (!this.pumping) {
      soon(() => {
        this.pump()
      })
    }
    return this.enqueue()
  }

  eof(): Signal {
    this.eofs++
    return this.eofs === this.sources.length ? this.lend((sink) => sink.end()) : Stop
  }

  private enqueue(): Pending {
    const turn = new Pending()
    this.queue.push(turn)
    return turn
  }

  /** Gives their turn to those who wait for it, until none does or the sink is lent. */
  private pump(): void {
    if (this.pumping) return
    this.pumping = true
    for (let next = this.queue.shift(); next !== undefined; next = this.lent ? undefined : this.queue.shift()) {
      next.settle(goOn)
    }
    this.pumping = false
  }

  private close(exit: Exit = succeeded): void {
    if (this.closed) return
    this.closed = true
    for (const branch of this.branches) branch.interrupt(exit)
  }

  private leave(exit: Exit): void {
    this.open--
    if (exit.failed && !this.failure.failed) this.failure = exit
    if (exit.failed) this.close()
    if (this.open > 0) return
    this.over.settle(() => {
      if (this.failure.failed) throw this.failure.error
      return this.sink.stopped() ? Stop : More
    })
    this.whenOver?.()
  }

  /** The run is being left: the branches are, too. */
  private stop(exit: Exit): Promise<void> | undefined {
    this.close(exit)
    return this.open === 0
      ? undefined
      : new Promise((resolve) => {
          this.whenOver = resolve
        })
  }
}

class Branch<E> extends Sink<E> {
  constructor(private readonly merging: Merging<E>) {
    super()
  }

  push(element: E): Signal {
    return this.merging.lend((sink) => sink.push(element))
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    const { merging } = this
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      if (merging.lent) signal = this.push(elements[i++] as E)
      else {
        const at = i
        const end = Math.min(to, at + turn)
        i = end
        signal = merging.lend((sink) => {
          const answer = sink.chunk(elements, at, end)
          if (answer !== More) i = sink.taken
          return answer
        })
      }
    }
    this.taken = i
    return signal
  }

  override empty(): Signal {
    return this.merging.lend((sink) => sink.empty())
  }

  end(): Signal {
    return this.merging.eof()
  }

  override sure(): number {
    return this.merging.lent ? 1 : Math.min(turn, this.merging.sink.sure())
  }

  stopped(): boolean {
    return this.merging.closed || this.merging.sink.stopped()
  }

  get consumer(): OpenConsumer<never, unknown> {
    return this.merging.sink.consumer
  }
}
