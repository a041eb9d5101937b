import { BlockStage } from '../Block.js'
import { More, type Signal } from '../Signal.js'
import { type Adaptation, foldInto } from '../Folding.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'
import { composed, most } from './composed.js'

/** The elements that satisfy a predicate, changed by a function; without the one or the other, all, or as they are. */
export class FilterMap<in out A, out B> implements Part<A, B>, Adaptation<A, B> {
  readonly f: ((a: A) => B) | undefined

  private constructor(
    readonly predicate: ((a: A) => boolean) | undefined,
    /** one after the other: `f` is all of them */
    private readonly functions: ReadonlyArray<(x: unknown) => unknown>
  ) {
    this.f = composed(functions) as ((a: A) => B) | undefined
  }

  static map<A, B>(f: (a: A) => B): FilterMap<A, B> {
    return new FilterMap<A, B>(undefined, [f as (a: unknown) => B])
  }

  static filter<A>(predicate: (a: A) => boolean): FilterMap<A, A> {
    return new FilterMap<A, A>(predicate, [])
  }

  open(next: Sink<B>): Stage<A, never> {
    return new AdaptingStage(this, next, () => this)
  }

  /** A filter and the maps that follow it are one, up to a number. */
  fuse(following: Part<never, unknown>): Part<A, unknown> | undefined {
    if (!(following instanceof FilterMap) || following.predicate !== undefined) return undefined
    const functions = [...this.functions, ...following.functions]
    return functions.length > most ? undefined : new FilterMap<A, unknown>(this.predicate, functions)
  }
}

/** Adapts the elements; `left` is what is left of the part that it stands for. */
export class AdaptingStage<A, B> extends BlockStage<A, B> {
  private readonly predicate: ((a: A) => boolean) | undefined
  private readonly f: ((a: A) => B) | undefined

  constructor(
    private readonly adaptation: Adaptation<A, B>,
    next: Sink<B>,
    private readonly left: () => Part<A, B>
  ) {
    super(next)
    this.predicate = adaptation.predicate
    this.f = adaptation.f
  }

  push(a: A): Signal {
    const { predicate, f } = this
    if (predicate !== undefined && !predicate(a)) return More
    return this.next.push(f === undefined ? (a as unknown as B) : f(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { folding } = this.next
    if (folding === undefined) return super.chunk(elements, from, to)
    foldInto(folding, this.adaptation, elements, from, to, this)
    return More
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
    return this.left()
  }
}
