import { type Frame, goOn, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import { type OpenConsumer, Sink } from '../Sink.js'

/** What is done with the sink on behalf of the giver. */
type Use<E> = (sink: Sink<E>) => Signal

/** What a giver waits for. */
interface Turn<E> {
  readonly use: Use<E>
  begun: boolean
  answer: Settled | undefined
  pending: Pending | undefined
}

/**
 * From a fiber that gives to another one that drives the sink: what is given is handed over one at a time, and the giver
 * waits until the sink has done with it. So either of the two may be left, in the midst of that too, and the other one
 * goes on; and either may come first.
 *
 * Law: no element is held but the one that the giver waits for.
 */
export class Relay<E> implements Frame {
  private taker: Sink<E> | undefined
  private idle: Pending | undefined
  private turn: Turn<E> | undefined
  private ending: Use<never> | undefined
  private over = false

  /** Nothing is taken any more. */
  get isOver(): boolean {
    return this.over || this.ending !== undefined
  }

  /** Takes what is given, until the sink stops or the giver has finished. */
  run(sink: Sink<E>): Signal {
    this.taker = sink
    for (;;) {
      const { turn } = this
      if (turn === undefined) {
        if (this.ending !== undefined) return this.ending(sink)
        return (this.idle = new Pending()).hang(this)
      }
      turn.begun = true
      const signal = turn.use(sink)
      if (typeof signal === 'object') return signal.hang(this)
      if (this.answered(turn, signal)) return Stop
    }
  }

  /** There is something to be taken, or what was taken has been used. */
  resume(signal: Settled): Signal {
    const { turn } = this
    if (turn?.begun === true && this.answered(turn, signal)) return Stop
    return this.run(this.taker as Sink<E>)
  }

  /** Answers what the sink has. One thing at a time is given. */
  give(use: Use<E>): Signal {
    if (this.isOver) return Stop
    const turn: Turn<E> = { use, begun: false, answer: undefined, pending: undefined }
    this.turn = turn
    this.wake()
    return turn.answer ?? (turn.pending = new Pending())
  }

  /** Somebody gives, and waits. */
  get isGiving(): boolean {
    return this.turn !== undefined
  }

  /** True where what was given last is being used. */
  get hasBegun(): boolean {
    return this.turn?.begun !== false
  }

  /** Nothing follows what is being used but this; what is not being used yet is taken back. The first one counts. */
  finish(ending: Use<never>): void {
    if (this.isOver) return
    this.ending = ending
    this.takeBack()
    this.wake()
  }

  /** What has been given is not to be used, unless it is already. */
  takeBack(): void {
    if (this.turn?.begun === false) this.turn = undefined
  }

  /** The taker is gone: whoever gives is told to stop. */
  close(): void {
    this.over = true
    const { turn } = this
    if (turn !== undefined) this.settle(turn, Stop)
  }

  /** True where that was the last. */
  private answered(turn: Turn<E>, signal: Settled): boolean {
    if (signal === Stop) this.over = true
    this.settle(turn, signal)
    return signal === Stop
  }

  private settle(turn: Turn<E>, signal: Settled): void {
    this.turn = undefined
    turn.answer = signal
    turn.pending?.settle(() => signal)
  }

  private wake(): void {
    const { idle } = this
    this.idle = undefined
    idle?.settle(goOn)
  }
}

/** The end that a source pushes to whose elements are given to a relay. */
export class Giving<E> extends Sink<E> {
  constructor(
    private readonly relay: Relay<E>,
    /** who takes in the end */
    private readonly sink: Sink<E>,
    /** this one gives no more */
    private readonly isLeft: () => boolean
  ) {
    super()
  }

  push(element: E): Signal {
    return this.stopped() ? Stop : this.relay.give((sink) => sink.push(element))
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    this.taken = from
    return this.stopped() ? Stop : giveChunk(this.relay, this, elements, from, to)
  }

  override empty(): Signal {
    return this.stopped() ? Stop : More
  }

  end(): Signal {
    this.relay.finish((sink) => sink.end())
    return Stop
  }

  stopped(): boolean {
    return this.isLeft() || this.relay.isOver || this.sink.stopped()
  }

  get consumer(): OpenConsumer<never, unknown> {
    return this.sink.consumer
  }
}

/** Gives a chunk where the taker is ready for it, else its first element: how many are taken is to be known at once. */
export const giveChunk = <E>(
  relay: Relay<E>,
  giver: Sink<E>,
  elements: ReadonlyArray<E>,
  from: number,
  to: number
): Signal => {
  let last = to
  const signal = relay.give((sink) => {
    if (last !== to) return sink.push(elements[from] as E)
    const answer = sink.chunk(elements, from, to)
    giver.taken = answer === More ? to : sink.taken
    return answer
  })
  if (!relay.hasBegun) giver.taken = last = from + 1
  return signal
}
