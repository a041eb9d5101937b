import type { Input } from '../../Input.js'
import * as In from '../../Input.js'
import { answer, begun, inputOf, result } from '../given.js'
import { type Signal, wait } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Each element, and each `Empty`, becomes an input; not the `EOF`. */
export class MapInput<in A, out B> implements Part<A, B> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly f: (input: Input<A>) => Input<B>
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new MapInputStage(this, next)
  }
}

class MapInputStage<A, B> extends Stage<A, B> {
  constructor(
    private readonly part: MapInput<A, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.replace(In.el(a))
  }

  override empty(): Signal {
    return this.replace(In.empty)
  }

  rest(): Part<A, B> {
    return this.part
  }

  private replace(input: Input<A>): Signal {
    const { name, f } = this.part
    return this.feed(inputOf(name, f(input), answer))
  }
}

/** The same, where the input has to be waited for. */
export class MapInputM<in A, out B> implements Part<A, B> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly f: (input: Input<A>) => () => PromiseLike<Input<B>>
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new MapInputMStage(this, next)
  }
}

class MapInputMStage<A, B> extends Stage<A, B> {
  private readonly proceed = (input: Input<B>): Signal => this.feed(inputOf(this.part.name, input, result))

  constructor(
    private readonly part: MapInputM<A, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.replace(In.el(a))
  }

  override empty(): Signal {
    return this.replace(In.empty)
  }

  rest(): Part<A, B> {
    return this.part
  }

  private replace(input: Input<A>): Signal {
    const { name, f } = this.part
    return wait(begun(name, f(input)), this.proceed)
  }
}
