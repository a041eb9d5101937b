import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { type Frame, goOn, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import { type OpenConsumer, Sink } from '../Sink.js'

/** What is done with the sink on behalf of the giver. */
type Use<E> = (sink: Sink<E>) => Signal

/** What a giver waits for. */
interface Turn<E> {
  /** the first, or only, element of it */
  readonly element: E
  readonly use: Use<E>
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
  private offered: Turn<E> | undefined
  private used: Turn<E> | undefined
  private ending: Use<never> | undefined
  private over = false

  /** Nothing is taken any more. */
  get isOver(): boolean {
    return this.over || this.ending !== undefined
  }

  /** Somebody gives, and waits. */
  get isGiving(): boolean {
    return this.offered !== undefined || this.used !== undefined
  }

  /** What is offered, and not being used yet. */
  get unused(): Input<E> {
    return this.offered === undefined ? In.empty : In.el(this.offered.element)
  }

  /** Takes what is given, until the sink stops or the giver has finished; then it is to be closed. */
  run(sink: Sink<E>): Signal {
    this.taker = sink
    for (;;) {
      const turn = this.offered
      if (turn === undefined) {
        if (this.ending !== undefined) return this.ending(sink)
        return (this.idle = new Pending()).hang(this)
      }
      this.offered = undefined
      this.used = turn
      const signal = turn.use(sink)
      if (typeof signal === 'object') return signal.hang(this)
      if (signal === Stop) return Stop
      this.answered(turn)
    }
  }

  /** There is something to be taken, or what was taken has been used. */
  resume(signal: Settled): Signal {
    const { used } = this
    if (signal === Stop) return Stop
    if (used !== undefined) this.answered(used)
    return this.run(this.taker as Sink<E>)
  }

  /** Answers what the sink has. One giver gives at a time. */
  give(element: E, use: Use<E>): Signal {
    if (this.isOver) return Stop
    const turn: Turn<E> = { element, use, answer: undefined, pending: undefined }
    this.offered = turn
    this.wake()
    return turn.answer ?? (turn.pending = new Pending())
  }

  /** Nothing follows what is being used but this; what is not being used yet is taken back. The first one counts. */
  finish(ending: Use<never>): void {
    if (this.isOver) return
    this.ending = ending
    this.takeBack()
    this.wake()
  }

  /** What is offered is not to be used, unless it is already. */
  takeBack(): void {
    this.offered = undefined
  }

  /** The taker is gone: whoever gives is told to stop. */
  close(): void {
    this.over = true
    const { offered, used } = this
    this.offered = this.used = undefined
    for (const turn of [used, offered]) if (turn !== undefined) settle(turn, Stop)
  }

  private answered(turn: Turn<E>): void {
    this.used = undefined
    settle(turn, More)
  }

  private wake(): void {
    const { idle } = this
    this.idle = undefined
    idle?.settle(goOn)
  }
}

const settle = <E>(turn: Turn<E>, signal: Settled): void => {
  turn.answer = signal
  turn.pending?.settle(() => signal)
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
    return this.stopped() ? Stop : this.relay.give(element, (sink) => sink.push(element))
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

/**
 * Gives a chunk where the taker is ready for it, else its first element: how many are taken is to be known at once. Where
 * the giver is left in the midst of it no more of it is used.
 */
export const giveChunk = <E>(
  relay: Relay<E>,
  giver: Sink<E>,
  elements: ReadonlyArray<E>,
  from: number,
  to: number
): Signal => {
  const first = elements[from] as E
  let i = from
  let isLate = false
  const signal = relay.give(first, (sink) => {
    if (isLate) return sink.push(first)
    let answer: Signal = More
    while (i < to && answer === More && (i === from || !giver.stopped())) {
      const at = i
      i = Math.min(to, at + sink.sure())
      answer = sink.chunk(elements, at, i)
      if (answer !== More) i = sink.taken
    }
    return answer
  })
  isLate = i === from && signal !== Stop
  giver.taken = isLate ? from + 1 : i
  return signal
}
