import * as In from '../../Input.js'
import { after, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { offer } from '../source/array.js'
import { type Part, Stage } from '../Stage.js'

/** What a piece of input makes, together with what came before it. */
export interface Cut<out S, out B> {
  /** what is carried over to the next piece */
  readonly state: S
  readonly made: ReadonlyArray<B>
  /** what is wrong with the input after that which `made` was made of */
  readonly failure?: Error
}

/** Where pieces of input are cut anew; a state is a value, and what it carries over is not changed. */
export interface Cutter<in out S, in A, out B> {
  readonly begin: S
  cut(state: S, piece: A): Cut<S, B>
  /** what the input ends with */
  end(state: S): Cut<S, B>
}

/** Pieces of input that were cut anywhere, cut anew where they should be. */
export class Recut<in out S, in A, out B> implements Part<A, B> {
  constructor(
    readonly cutter: Cutter<S, A, B>,
    readonly state: S = cutter.begin
  ) {}

  open(next: Sink<B>): Stage<A, never> {
    return new RecutStage(this.cutter, this.state, next)
  }
}

class RecutStage<S, A, B> extends Stage<A, B> {
  constructor(
    private readonly cutter: Cutter<S, A, B>,
    private state: S,
    next: Sink<B>
  ) {
    super(next)
  }

  push(piece: A): Signal {
    return this.handOn(this.cutter.cut(this.state, piece))
  }

  override end(): Signal {
    return after(this.handOn(this.cutter.end(this.state)), () => this.finish(In.eof))
  }

  rest(): Part<A, B> {
    return new Recut(this.cutter, this.state)
  }

  /** What was made before the failure is delivered first; where that ends what follows, the failure was not reached. */
  private handOn({ state, made, failure }: Cut<S, B>): Signal {
    if (failure !== undefined) {
      return after(offer(made, 0, this.next), (signal) => {
        if (signal === Stop) return Stop
        throw failure
      })
    }
    this.state = state
    return offer(made, 0, this.next)
  }
}
