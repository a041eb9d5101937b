import type { Fiber } from '../Fiber.js'
import { Finished } from '../consumer/interpret.js'
import { Recorded } from '../consumer/recorded.js'
import { after, More, type Signal, Stop, wait } from '../Signal.js'
import type { Consumer, Outcome, Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { Inputs } from './inputs.js'

/**
 * A source written as a step: from a state, with a consumer that stands for the one at the end, which the step may feed;
 * it answers that, told to go on from another state or not.
 */
export class Continuing<S, out E> extends Source<E> {
  constructor(
    private readonly state: S,
    private readonly step: (state: S) => PromiseLike<Consumer<never, unknown>>
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const from = (state: S): Signal =>
      wait(this.step(state), (answer) => {
        if (answer instanceof Finished) return failure(answer.result as Outcome<unknown, unknown>)
        // whoever answers the consumer as it was has fed nothing
        if (!(answer instanceof Recorded)) return More
        const { inputs, next } = answer as Recorded<E, unknown>
        return after(new Inputs(inputs).drive(sink, fiber), (signal) =>
          signal === Stop ? Stop : next === undefined ? More : from(next.state as S)
        )
      })
    return from(this.state)
  }
}

const failure = (result: Outcome<unknown, unknown>): Signal => {
  if (result._tag === 'Error') throw result.error
  return Stop
}
