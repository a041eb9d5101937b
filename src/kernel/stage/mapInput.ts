import type { Input } from '../../Input.js'
import * as In from '../../Input.js'
import { type Signal, wait } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Each element, and each `Empty`, becomes an input; not the `EOF`. */
export class MapInput<in A, out B> implements Part<A, B> {
  constructor(readonly f: (input: Input<A>) => Input<B>) {}

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
    return this.feed(this.part.f(In.el(a)))
  }

  override empty(): Signal {
    return this.feed(this.part.f(In.empty))
  }

  rest(): Part<A, B> {
    return this.part
  }
}

/** The same, where the input has to be waited for. */
export class MapInputM<in A, out B> implements Part<A, B> {
  constructor(readonly f: (input: Input<A>) => () => PromiseLike<Input<B>>) {}

  open(next: Sink<B>): Stage<A, never> {
    return new MapInputMStage(this, next)
  }
}

class MapInputMStage<A, B> extends Stage<A, B> {
  private readonly proceed = (input: Input<B>): Signal => this.feed(input)

  constructor(
    private readonly part: MapInputM<A, B>,
    next: Sink<B>
  ) {
    super(next)
  }

  push(a: A): Signal {
    return wait(this.part.f(In.el(a))(), this.proceed)
  }

  override empty(): Signal {
    return wait(this.part.f(In.empty)(), this.proceed)
  }

  rest(): Part<A, B> {
    return this.part
  }
}
