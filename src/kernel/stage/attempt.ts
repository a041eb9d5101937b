import * as E from 'fp-ts/lib/Either.js'
import { toError } from '../../Errors.js'
import * as In from '../../Input.js'
import { after, type Frame, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'

/** Elements on the right; a failure of what comes before is one on the left, and the last. */
export class Attempt<in out A> implements Part<A, E.Either<Error, A>> {
  readonly answers = true

  open(next: Sink<E.Either<Error, A>>): Stage<A, never> {
    return new AttemptStage(this, next)
  }
}

class AttemptStage<A> extends Stage<A, E.Either<Error, A>> implements Frame {
  /** a failure of what follows, on its way */
  private passing: { readonly error: unknown } | undefined

  constructor(
    private readonly part: Attempt<A>,
    next: Sink<E.Either<Error, A>>
  ) {
    super(next)
  }

  push(a: A): Signal {
    this.passing = undefined
    try {
      const signal = this.next.push(E.right(a))
      return typeof signal === 'object' ? signal.hang(this) : signal
    } catch (error) {
      return this.fail(error)
    }
  }

  override sure(): number {
    return this.next.sure()
  }

  resume(signal: Settled): Signal {
    return signal
  }

  fail(thrown: unknown): never {
    const error = toError(thrown)
    this.passing = { error }
    throw error
  }

  override answerTo(error: unknown): Signal | undefined {
    if (this.stopped() || this.passing?.error === error) return undefined
    this.finish(In.empty)
    return after(this.next.push(E.left(toError(error))), () => Stop)
  }

  rest(): Part<A, E.Either<Error, A>> {
    return this.part
  }
}
