import { Line } from '../Line.js'
import { after, type Frame, More, type Settled, type Signal, Stop, wait } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { backwards, type Part, type Parts, Stage } from '../Stage.js'

/** A row of parts that has to be waited for. It is asked for when the line is opened. */
export class Flattened<in A, out B> implements Part<A, B> {
  // nobody knows yet what the row will hold
  readonly aside = true
  readonly answers = true

  constructor(readonly task: () => PromiseLike<Parts>) {}

  open(next: Sink<B>, host: Host): Stage<A, B> {
    return new FlattenedStage(this, next, host)
  }
}

class FlattenedStage<A, B> extends Stage<A, B> implements Frame {
  private line: Line<A, B> | undefined

  constructor(
    private readonly part: Flattened<A, B>,
    next: Sink<B>,
    private readonly host: Host
  ) {
    super(next)
  }

  override start(): Signal {
    return wait(this.part.task(), (parts) => {
      const line = new Line<A, B>(backwards(parts), this.next, this.host)
      this.line = line
      return after(line.begin(), () => (line.head.stopped() ? this.finishLine() : More))
    })
  }

  push(a: A): Signal {
    try {
      return this.answer(this.head.push(a))
    } catch (error) {
      return this.fail(error)
    }
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { head } = this
    let signal: Signal
    try {
      signal = this.answer(head.chunk(elements, from, to))
    } catch (error) {
      this.taken = head.taken
      return this.fail(error)
    }
    this.taken = head.taken
    return signal
  }

  override empty(): Signal {
    return this.answer(this.head.empty())
  }

  override end(): Signal {
    return after(this.head.stopped() ? Stop : this.head.end(), () => this.finishLine())
  }

  override conclude(): Signal {
    return super.stopped() ? Stop : this.end()
  }

  override sure(): number {
    return this.head.sure()
  }

  override stopped(): boolean {
    return super.stopped() || (this.line?.head.stopped() ?? false)
  }

  override answerTo(error: unknown): Signal | undefined {
    try {
      return this.fail(error)
    } catch (thrown) {
      if (thrown === error) return undefined
      throw thrown
    }
  }

  /** One of the stages has failed, or what comes before them: goes on where another has an answer to that. */
  fail(error: unknown): Signal {
    return this.answer((this.line as Line<A, B>).sourceFailed(error))
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? this.finishLine() : signal
  }

  rest(): Part<A, B> {
    const { line, part } = this
    if (line === undefined) return part
    const parts = line.rest()
    return new Flattened<A, B>(() => Promise.resolve(parts))
  }

  private get head(): Sink<A> {
    return (this.line as Line<A, B>).head
  }

  private answer(signal: Signal): Signal {
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  private finishLine(): Signal {
    const line = this.line as Line<A, B>
    return after(line.finish(), () => this.finish(line.remaining))
  }
}
