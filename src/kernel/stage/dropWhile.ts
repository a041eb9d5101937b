import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, passAlong, Stage } from '../Stage.js'

/** The elements from the first on that does not satisfy the predicate. */
export class DropWhile<in out A> implements Part<A, A> {
  constructor(readonly predicate: (a: A) => boolean) {}

  open(next: Sink<A>): Stage<A, never> {
    return new DropWhileStage(this, next)
  }
}

class DropWhileStage<A> extends Stage<A, A> {
  private dropping = true

  constructor(
    private readonly part: DropWhile<A>,
    next: Sink<A>
  ) {
    super(next)
  }

  push(a: A): Signal {
    if (this.drops(a)) return More
    return this.next.push(a)
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    let i = from
    this.taken = i + 1
    while (i < to && this.drops(elements[i] as A)) this.taken = ++i + 1
    if (i === to) return More
    return this.offerTo(this.next, elements, i, to)
  }

  override sure(): number {
    return this.dropping ? 1 : this.next.sure()
  }

  rest(): Part<A, A> {
    return this.dropping ? this.part : (passAlong as Part<A, A>)
  }

  private drops(a: A): boolean {
    return this.dropping && (this.dropping = this.part.predicate(a))
  }
}
