import * as In from '../../Input.js'
import { begun } from '../given.js'
import { More, type Signal, Stop, wait } from '../Signal.js'
import type { Folding } from '../Folding.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** A consumer that takes all there is into a state, and answers the state. */
abstract class Collecting<E, S> extends OpenConsumer<E, S> {
  private ended = false

  constructor(public state: S) {
    super()
  }

  end(): Signal {
    this.ended = true
    return Stop
  }

  stopped(): boolean {
    return this.ended
  }

  outcome<F extends E>(): Outcome<F, S> {
    return { _tag: 'Done', value: this.state, remaining: In.eof }
  }
}

/** Folds with a pure function, any number of elements at a time. */
export class Fold<in E, in out S> implements Consumer<E, S> {
  constructor(
    readonly state: S,
    readonly f: (state: S, element: E) => S
  ) {}

  open(): OpenConsumer<E, S> {
    return new PureFolding(this)
  }
}

class PureFolding<E, S> extends Collecting<E, S> implements Folding<E> {
  readonly f: (state: S, element: E) => S

  constructor(description: Fold<E, S>) {
    super(description.state)
    this.f = description.f
  }

  push(element: E): Signal {
    this.state = this.f(this.state, element)
    return More
  }

  // the first step is taken before the loop, as in `foldInto`
  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    const { f } = this
    let { state } = this
    let i = from
    try {
      state = f(state, elements[i] as E)
      for (i++; i < to; i++) state = f(state, elements[i] as E)
      return More
    } finally {
      this.state = state
      this.taken = i + 1
    }
  }

  override get folding(): Folding<E> {
    return this
  }

  override sure(): number {
    return Infinity
  }

  freeze(): Consumer<E, S> {
    return new Fold(this.state, this.f)
  }
}

/** Folds with a function that may have to wait. */
export class FoldM<in E, in out S> implements Consumer<E, S> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly state: S,
    readonly f: (state: S, element: E) => () => PromiseLike<S>
  ) {}

  open(): OpenConsumer<E, S> {
    return new WaitingFolding(this)
  }
}

class WaitingFolding<E, S> extends Collecting<E, S> {
  private readonly name: string
  private readonly f: (state: S, element: E) => () => PromiseLike<S>
  private readonly proceed = (state: S): Signal => {
    this.state = state
    return More
  }

  constructor(description: FoldM<E, S>) {
    super(description.state)
    this.name = description.name
    this.f = description.f
  }

  push(element: E): Signal {
    return wait(begun(this.name, this.f(this.state, element)), this.proceed)
  }

  freeze(): Consumer<E, S> {
    return new FoldM(this.name, this.state, this.f)
  }
}

/**
 * Acts on each element. An action is there for its effect, which a reader expects between the effects of the source:
 * so this takes one element at a time for sure, where a fold takes any number.
 */
export class Foreach<in E> implements Consumer<E, void> {
  constructor(readonly f: (element: E) => void) {}

  open(): OpenConsumer<E, void> {
    return new Acting(this)
  }
}

class Acting<E> extends Collecting<E, void> {
  private readonly f: (element: E) => void

  constructor(private readonly description: Foreach<E>) {
    super(undefined)
    this.f = description.f
  }

  push(element: E): Signal {
    this.f(element)
    return More
  }

  freeze(): Consumer<E, void> {
    return this.description
  }
}
