import * as O from 'fp-ts/lib/Option.js'
import * as In from '../../Input.js'
import { type Signal, Stop } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** The first element, if there is one. */
export class Head<E> implements Consumer<E, O.Option<E>> {
  open(): OpenConsumer<E, O.Option<E>> {
    return new Heading<E>()
  }
}

class Heading<E> extends OpenConsumer<E, O.Option<E>> {
  private result: Outcome<never, O.Option<E>> | undefined

  push(element: E): Signal {
    this.result = { _tag: 'Done', value: O.some(element), remaining: In.empty }
    return Stop
  }

  end(): Signal {
    this.result = { _tag: 'Done', value: O.none, remaining: In.eof }
    return Stop
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, O.Option<E>> {
    return this.result as Outcome<never, O.Option<E>>
  }

  freeze(): Consumer<E, O.Option<E>> {
    return new Head()
  }
}
