import type { Fiber } from '../Fiber.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'
import { isEmpty, join, Line, type Parts } from '../Stage.js'

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
    return new Passage(this.source, new Line<From, To>(this.parts, sink, fiber), sink, fiber).run()
  }
}

export const through = <From, To>(source: Source<From>, parts: Parts): Source<To> =>
  isEmpty(parts)
    ? (source as Source<unknown> as Source<To>)
    : source instanceof Through
      ? source.longer<To>(parts)
      : new Through<From, To>(source, parts)

/** A source, a line and a sink, through phases each of which may have to wait. */
class Passage<From, To> implements Frame {
  private next: 'begin' | 'drive' | 'finish' | 'passEOF' | 'answer' = 'begin'

  constructor(
    private readonly source: Source<From>,
    private readonly line: Line<From, To>,
    private readonly sink: Sink<To>,
    private readonly fiber: Fiber
  ) {}

  run(): Signal {
    while (this.next !== 'answer') {
      const signal = this.step()
      if (typeof signal === 'object') return signal.hang(this)
    }
    return this.sink.stopped() ? Stop : More
  }

  resume(_: Settled): Signal {
    return this.run()
  }

  private step(): Signal {
    const { line } = this
    switch (this.next) {
      case 'begin':
        this.next = 'drive'
        return line.begin()
      case 'drive':
        this.next = 'finish'
        return line.head.stopped() ? Stop : nest(this.source, line.head, this.fiber, line.length)
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
}
