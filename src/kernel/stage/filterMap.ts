import { BlockStage } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import type { Adaptation, Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

/** The elements that satisfy a predicate, changed by a function; without the one or the other, all, or as they are. */
export class FilterMap<in out A, out B> implements Part<A, B>, Adaptation<A, B> {
  private constructor(
    readonly predicate: ((a: A) => boolean) | undefined,
    readonly f: ((a: A) => B) | undefined
  ) {}

  static map<A, B>(f: (a: A) => B): FilterMap<A, B> {
    return new FilterMap<A, B>(undefined, f)
  }

  static filter<A>(predicate: (a: A) => boolean): FilterMap<A, A> {
    return new FilterMap<A, A>(predicate, undefined)
  }

  open(next: Sink<B>): Stage<A, B> {
    return new FilterMapStage(this, next)
  }

  /** A filter and the map that follows it are one. */
  fuse(following: Part<never, unknown>): Part<A, unknown> | undefined {
    return this.f === undefined && following instanceof FilterMap && following.predicate === undefined
      ? new FilterMap<A, unknown>(this.predicate, following.f as (a: A) => unknown)
      : undefined
  }
}

class FilterMapStage<A, B> extends BlockStage<A, B> {
  private readonly predicate: ((a: A) => boolean) | undefined
  private readonly f: ((a: A) => B) | undefined

  constructor(
    private readonly part: FilterMap<A, B>,
    next: Sink<B>
  ) {
    super(next)
    this.predicate = part.predicate
    this.f = part.f
  }

  push(a: A): Signal {
    const { predicate, f } = this
    if (predicate !== undefined && !predicate(a)) return More
    return this.next.push(f === undefined ? (a as unknown as B) : f(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { next } = this
    if (next.adapt === undefined) return super.chunk(elements, from, to)
    try {
      return next.adapt(elements, from, to, this.part)
    } finally {
      this.taken = next.taken
    }
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { predicate, f } = this
    let n = 0
    let i = from
    try {
      if (predicate === undefined) for (; i < to; i++, n++) block[n] = (f as (a: A) => B)(elements[i] as A)
      else if (f === undefined) {
        for (; i < to; i++) if (predicate(elements[i] as A)) block[n++] = elements[i]
      } else {
        for (; i < to; i++) {
          if (!predicate(elements[i] as A)) continue
          block[n] = f(elements[i] as A)
          n++
        }
      }
    } finally {
      this.filled = n
      this.taken = i + 1
    }
  }

  rest(): Part<A, B> {
    return this.part
  }
}
