import type { None, Option, Some } from 'fp-ts/lib/Option.js'
import { BlockStage } from '../Block.js'
import { optionOf } from '../given.js'
import { More, type Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import type { Part, Stage } from '../Stage.js'

// looked at here: a call for each element costs a sixth
const isSome = <A>(made: Option<A> | undefined): made is Some<A> => made?._tag === 'Some'
const isNone = <A>(made: Option<A> | undefined): made is None => made?._tag === 'None'

/** What a function makes of the elements, where it makes something of them. */
export class Collect<in A, out B> implements Part<A, B> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly f: (a: A) => Option<B>
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new CollectStage(this, next)
  }
}

class CollectStage<A, B> extends BlockStage<A, B> {
  constructor(
    private readonly part: Collect<A, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    const { name, f } = this.part
    const made = optionOf(name, f(a))
    return made._tag === 'None' ? More : this.next.push(made.value)
  }

  protected fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void {
    const { name, f } = this.part
    let n = 0
    let i = from
    try {
      for (; i < to; i++) {
        const made = f(elements[i] as A)
        if (isSome(made)) block[n++] = made.value
        else if (!isNone(made)) optionOf(name, made)
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
