import type { Fiber } from '../Fiber.js'
import { isAside, Line } from '../Line.js'
import { failedWith, type Scope } from '../Scope.js'
import { after, type Frame, More, type Settled, type Signal, Stop, wait } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'
import { backwards, isEmpty, join, type Parts, type Row } from '../Stage.js'
import { Apart } from './apart.js'

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
  /** where the source is driven, if stages may come to their end while it waits */
  private readonly apart: Apart | undefined
  /** what has been acquired after it is the source's */
  private begun = 0

  constructor(
    private readonly source: Source<From>,
    row: Row,
    private readonly sink: Sink<To>,
    private readonly outer: Fiber
  ) {
    if (isAside(row)) this.apart = new Apart(outer)
    this.line = new Line<From, To>(row, sink, this)
  }

  /** who drives the stages just now */
  get fiber(): Fiber {
    return this.next === 'finish' && this.apart !== undefined ? this.apart.fiber : this.outer
  }

  get scope(): Scope {
    return this.outer.scope
  }

  run(): Signal {
    while (this.next !== 'answer') {
      const signal = this.step()
      if (typeof signal === 'object') return signal.hang(this)
    }
    this.line.close()
    return this.sink.stopped() ? Stop : More
  }

  resume(_: Settled): Signal {
    return this.run()
  }

  /** What has been waited for has failed. Where that was the source, what it holds is released before a stage answers. */
  fail(error: unknown): Signal {
    if (this.next !== 'finish' || !this.line.answers) throw error
    const closed = this.outer.scope.closeSince(this.begun, failedWith(error))
    const answer = (): Signal => after(this.line.sourceFailed(error), () => this.run())
    return 'then' in closed ? wait(closed, answer) : answer()
  }

  /** A stage has come to its end while the source was waiting. */
  ended(): void {
    this.apart?.stop()
  }

  private step(): Signal {
    const { line } = this
    switch (this.next) {
      case 'begin':
        this.next = 'drive'
        return line.begin()
      case 'drive':
        this.next = 'finish'
        return line.head.stopped() ? Stop : this.drive()
      case 'finish':
        // the line ends with its source in any case; what follows it only where the source has said `EOF`
        this.next = line.remaining._tag === 'EOF' ? 'passEOF' : 'answer'
        return line.finish()
      case 'passEOF':
      case 'answer':
        this.next = 'answer'
        return this.sink.stopped() ? Stop : this.sink.end()
    }
  }

  private drive(): Signal {
    const { source, line, apart, outer } = this
    this.begun = outer.scope.now
    try {
      return apart === undefined ? nest(source, line.head, outer, line.length) : apart.drive(source, line.head)
    } catch (error) {
      return this.fail(error)
    }
  }
}
