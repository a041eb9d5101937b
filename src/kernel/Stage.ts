/**
 * Adapters: a {@link Part} is the immutable description of one stage, a {@link Stage} the sink it opens into, in front
 * of another sink. An enumeratee is a list of parts; a {@link Line} is such a list, opened.
 */
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import type { Fiber } from './Fiber.js'
import { Sink } from './Sink.js'
import { type Frame, More, type Settled, type Signal, Stop } from './Signal.js'

export abstract class Stage<in From, out To> extends Sink<From> {
  private finished = false
  /** once finished: what was offered and not consumed */
  remaining: Input<unknown> = In.empty

  constructor(protected readonly next: Sink<To>) {
    super()
  }

  override empty(): Signal {
    return this.next.empty()
  }

  /** `EOF` ends the stage, not what follows it: stages that have something left to say say it here first. */
  end(): Signal {
    return this.finish(In.eof)
  }

  stopped(): boolean {
    return this.finished || this.next.stopped()
  }

  /** This stage takes nothing more, whatever follows it. */
  protected finish(remaining: Input<unknown>): Signal {
    this.finished = true
    this.remaining = remaining
    return Stop
  }

  /** what is left of this stage, as a description */
  abstract rest(): Part<From, To>
}

export interface Part<in From, out To> {
  /** this part and the one that follows as a single one, where they can be that */
  fuse?(following: Part<never, unknown>): Part<From, unknown> | undefined
  open(next: Sink<To>, fiber: Fiber): Stage<From, To>
}

/** A stage that hands on everything as it is. */
export class PassAlongStage<in out A> extends Stage<A, A> {
  push(a: A): Signal {
    return this.next.push(a)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    try {
      return this.next.chunk(elements, from, to)
    } finally {
      this.taken = this.next.taken
    }
  }

  override sure(): number {
    return this.next.sure()
  }

  rest(): Part<A, A> {
    return passAlong as Part<A, A>
  }
}

const passAlong: Part<never, unknown> = { open: (next) => new PassAlongStage<unknown>(next) }

/** Parts in a row, first to last; joining two rows costs nothing, however long they are. */
export type Parts = ReadonlyArray<Part<never, unknown>> | Joined

interface Joined {
  readonly left: Parts
  readonly right: Parts
}

const isJoined = (parts: Parts): parts is Joined => 'left' in parts

/** A row that passes all along. */
export const isEmpty = (parts: Parts): boolean => !isJoined(parts) && parts.length === 0

export const join = (left: Parts, right: Parts): Parts =>
  isEmpty(left) ? right : isEmpty(right) ? left : { left, right }

/** last to first, the order in which they are opened; neighbours that can be one are */
const backwards = (parts: Parts): Part<never, unknown>[] => {
  const out: Part<never, unknown>[] = []
  const left: Parts[] = [parts]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (isJoined(next)) left.push(next.left, next.right)
    else {
      for (let i = next.length - 1; i >= 0; i--) {
        const part = next[i] as Part<never, unknown>
        const following = out[out.length - 1]
        const one = following && part.fuse?.(following)
        if (one === undefined) out.push(part)
        else out[out.length - 1] = one
      }
    }
  }
  return out
}

/**
 * Parts opened in front of a sink. `begin` starts them from the last to the first; `finish` ends those that have not
 * stopped, from the first to the last, and leaves the sink as it is.
 */
export class Line<From, To> implements Frame {
  readonly head: Sink<From>
  /** last to first */
  private readonly stages: Stage<never, unknown>[]
  private started = 0
  private toEnd: number

  constructor(parts: Parts, sink: Sink<To>, fiber: Fiber) {
    let next: Sink<never> = sink
    const row = backwards(parts)
    // a line has an end of its own, which is not the sink's: an empty row is a stage that passes all along
    if (row.length === 0) row.push(passAlong)
    this.stages = row.map((part) => {
      const stage = part.open(next as Sink<unknown>, fiber)
      next = stage
      return stage
    })
    this.head = next as Sink<From>
    this.toEnd = this.stages.length
  }

  get length(): number {
    return this.stages.length
  }

  begin(): Signal {
    while (this.started < this.stages.length) {
      const signal = (this.stages[this.started++] as Stage<never, unknown>).start()
      if (typeof signal === 'object') return signal.hang(this)
    }
    return More
  }

  finish(): Signal {
    while (this.toEnd > 0) {
      const stage = this.stages[--this.toEnd] as Stage<never, unknown>
      if (stage.stopped()) continue
      const signal = stage.end()
      if (typeof signal === 'object') return signal.hang(this)
    }
    return Stop
  }

  resume(_: Settled): Signal {
    return this.toEnd < this.stages.length ? this.finish() : this.begin()
  }

  /** what the first stage was offered and did not consume; nothing, where it was the sink that stopped */
  get remaining(): Input<unknown> {
    return (this.stages[this.stages.length - 1] as Stage<never, unknown>).remaining
  }

  /** what is left of the parts */
  rest(): Parts {
    return this.stages.map((stage) => stage.rest()).reverse()
  }
}
