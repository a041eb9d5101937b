import * as In from '../../Input.js'
import { begun, pairOf, result } from '../given.js'
import { More, type Signal, Stop, wait } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** Folds with a function that may have to wait, and that says when there is enough. */
export class FoldUntil<in E, in out S> implements Consumer<E, S> {
  constructor(
    /** by which errors name it */
    readonly name: string,
    readonly state: S,
    readonly f: (state: S, element: E) => () => PromiseLike<readonly [S, boolean]>
  ) {}

  open(): OpenConsumer<E, S> {
    return new FoldingUntil(this)
  }
}

class FoldingUntil<E, S> extends OpenConsumer<E, S> {
  private readonly name: string
  private readonly f: (state: S, element: E) => () => PromiseLike<readonly [S, boolean]>
  private state: S
  private over: 'enough' | 'EOF' | undefined
  private readonly proceed = (pair: readonly [S, boolean]): Signal => {
    const [state, enough] = pairOf(this.name, pair, result)
    this.state = state
    if (!enough) return More
    this.over = 'enough'
    return Stop
  }

  constructor(description: FoldUntil<E, S>) {
    super()
    this.name = description.name
    this.f = description.f
    this.state = description.state
  }

  push(element: E): Signal {
    return wait(begun(this.name, this.f(this.state, element)), this.proceed)
  }

  end(): Signal {
    this.over = 'EOF'
    return Stop
  }

  stopped(): boolean {
    return this.over !== undefined
  }

  outcome<F extends E>(): Outcome<F, S> {
    return { _tag: 'Done', value: this.state, remaining: this.over === 'EOF' ? In.eof : In.empty }
  }

  freeze(): Consumer<E, S> {
    return new FoldUntil(this.name, this.state, this.f)
  }
}
