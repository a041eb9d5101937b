import type { Fiber } from '../Fiber.js'
import { Apart } from '../Apart.js'
import { Line } from '../Line.js'
import { type Finalizer, type Release, succeeded } from '../Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop, wait } from '../Signal.js'
import type { Host, OpenConsumer, Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'
import { backwards, isEmpty, join, type Parts, type Row } from '../Stage.js'

/** A source whose elements pass through a row of parts. The parts end with it; the sink does not, unless it sends `EOF`. */
export class Through<From, out To> extends Source<To> {
  constructor(
    private readonly source: Source<From>,
    private readonly parts: Parts
  ) {
    super()
  }

  /** The same line made longer: one boundary, however many parts. */
  longer<Next>(parts: Parts): Through<From, Next> {
    return new Through<From, Next>(this.source, join(this.parts, parts))
  }

  drive(sink: Sink<To>, fiber: Fiber): Signal {
    return new Passage<From, To>(this.source, backwards(this.parts), sink, fiber).run()
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    this.source.unneeded(consumer)
  }
}

export const through = <From, To>(source: Source<From>, parts: Parts): Source<To> =>
  isEmpty(parts)
    ? (source as Source<unknown> as Source<To>)
    : source instanceof Through
      ? source.longer<To>(parts)
      : new Through<From, To>(source, parts)

/** A source, a line and a sink, through phases each of which may have to wait. */
class Passage<From, To> implements Frame, Host {
  private next: 'begin' | 'drive' | 'finish' | 'passEOF' | 'answer' = 'begin'
  private readonly line: Line<From, To>
  /** where the phase is worked on, if stages may come to their end while it waits */
  private apart: Apart | undefined
  /** the source is being driven */
  private driving = false
  /** once it has been: whether it has said `EOF` */
  private eof: boolean | undefined
  /** what has been acquired after it is the source's */
  private begun = 0

  constructor(
    private readonly source: Source<From>,
    row: Row,
    private readonly sink: Sink<To>,
    private readonly outer: Fiber
  ) {
    this.line = new Line<From, To>(row, sink, this)
  }

  /** who drives the stages just now */
  get fiber(): Fiber {
    return this.apart?.fiber ?? this.outer
  }

  keep(release: Release): Finalizer {
    return this.outer.scope.addFirst(release)
  }

  run(): Signal {
    while (this.next !== 'answer') {
      this.check()
      const signal = this.step()
      if (typeof signal === 'object') return signal.hang(this)
    }
    this.check()
    const answer = (): Signal => (this.sink.stopped() ? Stop : More)
    const closing = this.line.close(succeeded)
    return closing === undefined ? answer() : wait(closing, answer)
  }

  resume(_: Settled): Signal {
    this.apart = undefined
    this.driving = false
    return this.run()
  }

  /** What has been waited for has failed: where that was the source, a stage may have an answer. */
  fail(error: unknown): Signal {
    this.apart = undefined
    if (!this.driving) throw error
    this.driving = false
    return after(this.line.sourceFailed(error, this.begun), () => this.run())
  }

  /** A stage has come to its end by itself. */
  ended(): void {
    if (this.line.actingStopped) this.apart?.stop()
  }

  private step(): Signal {
    const { line } = this
    switch (this.next) {
      case 'begin':
        this.next = 'drive'
        return this.work(() => line.begin())
      case 'drive':
        if (!line.stopped && !line.hasBegun) return this.work(() => line.begin())
        this.next = 'finish'
        if (!line.stopped) return this.drive()
        this.source.unneeded(this.sink.consumer)
        return Stop
      case 'finish':
        // the line ends with its source in any case; what follows it only where the source has said `EOF`
        this.eof ??= line.remaining._tag === 'EOF'
        if (!line.isFinished) return this.work(() => line.finish())
        this.next = this.eof ? 'passEOF' : 'answer'
        return Stop
      case 'passEOF':
      case 'answer':
        this.next = 'answer'
        return this.sink.stopped() ? Stop : this.sink.end()
    }
  }

  private drive(): Signal {
    const { source, line } = this
    this.begun = line.now
    this.driving = true
    try {
      const signal = this.work(() => nest(source, line.head, this.fiber, line.length))
      this.driving = typeof signal === 'object'
      return signal
    } catch (error) {
      return this.fail(error)
    }
  }

  private work(what: () => Signal): Signal {
    if (!this.line.actsAside) return what()
    this.apart = new Apart(this.outer)
    return this.apart.do(what)
  }

  private check(): void {
    if (this.line.failure !== undefined) throw this.line.failure.error
  }
}
