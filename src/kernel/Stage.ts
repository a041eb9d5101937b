/**
 * Adapters: a {@link Part} is the immutable description of one stage, a {@link Stage} the sink it opens into, in front
 * of another sink. An enumeratee is a list of parts; a {@link Line} is such a list, opened.
 */
import * as In from '../Input.js'
import type { Beside } from './Beside.js'
import type { Input } from '../Input.js'
import type { Exit } from './Scope.js'
import { after, More, type Signal, Stop } from './Signal.js'
import { feed, type Host, type OpenConsumer, Sink } from './Sink.js'

export abstract class Stage<in From, in To> extends Sink<From> {
  private finished = false
  private remaining: Input<unknown> = In.empty

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

  /** once stopped: what was offered and not consumed */
  get leftOver(): Input<unknown> {
    return this.remaining
  }

  stopped(): boolean {
    return this.finished || this.next.stopped()
  }

  /** The line is over: ends, unless that has come about before. */
  conclude(): Signal {
    return this.stopped() ? Stop : this.end()
  }

  get consumer(): OpenConsumer<never, unknown> {
    return this.next.consumer
  }

  /** Waits until nothing is under way that was begun by itself. */
  quiet(): Signal {
    return More
  }

  /** What follows is driven by a fiber of its own, and takes nothing more, or has failed. */
  belowEnded(_: Exit): void {
    // most do not drive what follows
  }

  /** What follows has come to its end by itself: what is under way there counts no more. */
  followingEnded(): void {
    // most wait for nothing there
  }

  /** What comes before this stage has failed. Goes on, where there is something to do with that. */
  answerTo(_: unknown): Signal | undefined {
    return undefined
  }

  /** Hands on any input; after `EOF` there is nothing more to hand on. */
  protected feed(input: Input<To>): Signal {
    return input._tag === 'EOF' ? after(this.next.end(), () => this.finish(In.empty)) : feed(this.next, input)
  }

  /** This stage takes nothing more, whatever follows it. */
  protected finish(remaining: Input<unknown>): Signal {
    this.finished = true
    this.remaining = remaining
    return Stop
  }

  /** what is left of this stage, as a description */
  abstract rest(): Part<From, unknown>
}

export interface Part<in From, out To> {
  /**
   * where its stage acts while nobody pushes to it, and so may come to its end then: `drives` what follows itself, or
   * only `watches`
   */
  readonly aside?: 'drives' | 'watches'
  /** true where its stage may have an answer to a failure of what comes before it */
  readonly answers?: boolean
  /** this part and the one that follows as a single one, where they can be that */
  fuse?(following: Part<never, unknown>): Part<From, unknown> | undefined
  open(next: Sink<To>, host: Host, beside: Beside): Stage<From, never>
}

/** A stage that hands on everything as it is. */
export class PassAlongStage<in out A> extends Stage<A, A> {
  push(a: A): Signal {
    return this.next.push(a)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    return this.offerTo(this.next, elements, from, to)
  }

  override sure(): number {
    return this.next.sure()
  }

  rest(): Part<A, A> {
    return passAlong as Part<A, A>
  }
}

/** What is left of a part that has done what it had to do at the beginning. */
export const passAlong: Part<never, unknown> = { open: (next) => new PassAlongStage<unknown>(next) }

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

export const actsAside = ({ aside }: Part<never, unknown>): boolean => aside !== undefined

/** Parts last to first, the order in which they are opened; neighbours that can be one are. */
export type Row = ReadonlyArray<Part<never, unknown>>

export const backwards = (parts: Parts): Row => {
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
  // a row has an end of its own, which is not the sink's: an empty one passes all along
  return out.length === 0 ? [passAlong] : out
}
