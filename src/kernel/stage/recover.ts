import { toError } from '../../Errors.js'
import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { failedWith } from '../Scope.js'
import { More, orElse, type Signal, Stop, wait } from '../Signal.js'
import type { Host, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Goes on with the next element where what follows has failed on one. They are handed on one by one. */
export class Recover<in out A> implements Part<A, A> {
  constructor(readonly told: (error: Error, input: Input<A>) => void) {}

  open(next: Sink<A>, host: Host): Stage<A, never> {
    return new RecoverStage(this, next, host)
  }
}

class RecoverStage<A> extends Stage<A, A> {
  constructor(
    private readonly part: Recover<A>,
    next: Sink<A>,
    private readonly host: Host
  ) {
    super(next)
  }

  push(a: A): Signal {
    const begun = this.host.fiber.scope.now
    return orElse(
      () => this.next.push(a),
      (error) => this.recover(error, In.el(a), begun)
    )
  }

  rest(): Part<A, A> {
    return this.part
  }

  /** What has been acquired on behalf of the element is released. */
  private recover(thrown: unknown, input: Input<A>, begun: number): Signal {
    const goOn = (): Signal => {
      this.part.told(toError(thrown), input)
      return this.next.stopped() ? Stop : More
    }
    const closed = this.host.fiber.scope.closeSince(begun, failedWith(thrown))
    return 'then' in closed ? wait(closed, goOn) : goOn()
  }
}
