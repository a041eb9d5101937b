import * as In from '../../Input.js'
import { after, type Signal, Stop } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { nest, type Source } from '../Source.js'
import { type Part, PassAlongStage, type Stage } from '../Stage.js'

/** A source before the elements. */
export class Heading<in out A> implements Part<A, A> {
  constructor(readonly source: Source<A>) {}

  open(next: Sink<A>, host: Host): Stage<A, never> {
    return new HeadingStage(this.source, next, host)
  }
}

/** What is left of it, once opened, passes all along. */
class HeadingStage<A> extends PassAlongStage<A> {
  constructor(
    private readonly source: Source<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
  }

  override start(): Signal {
    return this.next.stopped() ? Stop : nest(this.source, this.next, this.host.fiber)
  }
}

/** A source after the elements, when there are no more. */
export class Trailing<in out A> implements Part<A, A> {
  constructor(readonly source: Source<A>) {}

  open(next: Sink<A>, host: Host): Stage<A, never> {
    return new TrailingStage(this, next, host)
  }
}

class TrailingStage<A> extends PassAlongStage<A> {
  constructor(
    private readonly part: Trailing<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
  }

  override end(): Signal {
    return after(nest(this.part.source, this.next, this.host.fiber), () => this.finish(In.eof))
  }

  override rest(): Part<A, A> {
    return this.part
  }
}
