import type { Input } from '../../Input.js'
import * as In from '../../Input.js'
import { after, type Signal } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { nest, type Source } from '../Source.js'
import { type Part, Stage } from '../Stage.js'

/** Each element becomes a source, driven whole before the next element is taken. */
export class FlatMap<in A, out B> implements Part<A, B> {
  constructor(readonly f: (a: A) => Source<B>) {}

  open(next: Sink<B>, host: Host): Stage<A, never> {
    return new FlatMapStage(this, next, host)
  }
}

class FlatMapStage<A, B> extends Stage<A, B> {
  constructor(
    private readonly part: FlatMap<A, B>,
    next: Sink<B>,
    private readonly host: Host
  ) {
    super(next)
  }

  push(a: A): Signal {
    return nest(this.part.f(a), this.next, this.host.fiber)
  }

  rest(): Part<A, B> {
    return this.part
  }
}

/** The same for each input: `Empty`, and the end too. */
export class FlatMapInput<in A, out B> implements Part<A, B> {
  constructor(readonly f: (input: Input<A>) => Source<B>) {}

  open(next: Sink<B>, host: Host): Stage<A, never> {
    return new FlatMapInputStage(this, next, host)
  }
}

class FlatMapInputStage<A, B> extends Stage<A, B> {
  constructor(
    private readonly part: FlatMapInput<A, B>,
    next: Sink<B>,
    private readonly host: Host
  ) {
    super(next)
  }

  push(a: A): Signal {
    return this.drive(In.el(a))
  }

  override empty(): Signal {
    return this.drive(In.empty)
  }

  override end(): Signal {
    return after(this.drive(In.eof), () => this.finish(In.eof))
  }

  rest(): Part<A, B> {
    return this.part
  }

  private drive(input: Input<A>): Signal {
    return nest(this.part.f(input), this.next, this.host.fiber)
  }
}
