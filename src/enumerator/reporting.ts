import type { IO } from 'fp-ts/lib/IO.js'
import type { Input } from '../Input.js'
import type { Exit } from '../kernel/Scope.js'
import { failure, type OpenConsumer } from '../kernel/Sink.js'

/** Calls one of the two, by how the consumer has ended or, where it has not, the run. */
export const reporting =
  (onComplete: IO<void>, onError: (error: Error, input: Input<unknown>) => void) =>
  (exit: Exit, { consumer }: { readonly consumer: OpenConsumer<never, unknown> }): void => {
    const end = exit.failed ? failure(exit.error) : consumer.stopped() ? consumer.outcome() : undefined
    if (end?._tag === 'Error') onError(end.error, end.remaining)
    else onComplete()
  }
