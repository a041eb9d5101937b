import type { IO } from 'fp-ts/lib/IO.js'
import { type Channel, Pusher } from '../enumerator/channel.js'
import { Enumerator } from '../enumerator/model.js'
import { reporting } from '../enumerator/reporting.js'
import { OverflowError } from '../Errors.js'
import type { Input } from '../Input.js'
import { requireFunction, requireLazy } from '../kernel/given.js'
import type { Fiber } from '../kernel/Fiber.js'
import { requireOptions } from '../kernel/options.js'
import { succeeded } from '../kernel/Scope.js'
import type { Signal } from '../kernel/Signal.js'
import type { OpenConsumer, Sink } from '../kernel/Sink.js'
import { Source } from '../kernel/Source.js'
import { Finally } from '../kernel/source/finally.js'
import { Pushing, type Queue } from '../kernel/source/queue.js'
import { advice, type BufferOptions, requireBuffer } from './options.js'

/**
 * Who pushes, and who is told how that ends.
 *
 * @category model
 * @since 0.1.0
 */
export interface UnicastOptions<E> extends BufferOptions {
  /** called each time that the enumerator is run, with the channel to push to */
  readonly onStart: (channel: Channel<E>) => void
  /** called when the iteratee is done or the channel has been ended; not where `onError` is */
  readonly onComplete?: IO<void>
  /** called when the iteratee has failed, the channel was ended with an error, or the run was interrupted */
  readonly onError?: (error: Error, input: Input<unknown>) => void
}

/**
 * An enumerator that is pushed to. Each run calls `onStart`, and then exactly one of the other two, once: `onComplete`
 * when the iteratee is done, also where it was done from the beginning (the channel is closed then) or ends by itself
 * while nothing is pushed, and when the channel has been ended; `onError`, with the error and what the iteratee left over,
 * where anything has failed. What the two throw is the failure of the run, unless that has failed before.
 *
 * Pushes keep their order. The first end counts, and comes after what has been accepted. Where `buffer` elements are
 * waiting, `policy` says what becomes of one more: `fail` (the default): the run fails with an `OverflowError`, after what
 * was waiting; `block`: it is refused, `room` resolves when there is some; `dropNewest`: it is lost; `dropOldest`: the oldest
 * one is lost instead.
 *
 * It is Play's name, and its callbacks, on the queue that `Enumerator.async` has. That one is shorter where a single
 * cleanup is what there is to do in the end, whatever that was.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `buffer` is not a whole number of at least 1; `TypeError` for a policy or an option that there
 * is not
 * @example
 * import { Concurrent, Iteratee } from 'fp-ts-iteratee'
 *
 * const log: string[] = []
 * const messages = Concurrent.unicast<string>({
 *   onStart: (channel) => {
 *     channel.push('kiki')
 *     channel.push('foo')
 *   },
 *   onComplete: () => { log.push('complete') }
 * })
 * assert.deepStrictEqual(await messages.run(Iteratee.head())(), { _tag: 'Right', right: { _tag: 'Some', value: 'kiki' } })
 * assert.deepStrictEqual(log, ['complete'])
 */
export const unicast = <E>(options: UnicastOptions<E>): Enumerator<E> => {
  requireOptions(name, options, ['onStart', 'onComplete', 'onError', 'buffer', 'policy'])
  const { onStart, onComplete = () => undefined, onError = () => undefined } = options
  requireFunction(name, onStart, 'onStart')
  requireLazy(name, onComplete, 'onComplete')
  requireFunction(name, onError, 'onError')
  const { buffer, policy } = requireBuffer(name, options)
  const over = reporting(onComplete, onError)
  const pushing = new Pushing<E>(
    (queue: Queue<E>) => {
      onStart(new Pusher(queue))
      return () => undefined
    },
    {
      capacity: buffer,
      policy,
      overflow: () =>
        new OverflowError(buffer, `${name}: ${String(buffer)} elements are waiting, and one more was pushed; ${advice}`)
    }
  )
  return Enumerator.from(
    new Unicast(new Finally(pushing, over), (consumer) => {
      onStart(closed)
      over(succeeded, { consumer })
    })
  )
}

const name = 'Concurrent.unicast'

/** Begun also where the consumer needs nothing. */
class Unicast<E> extends Source<E> {
  constructor(
    private readonly source: Source<E>,
    private readonly inVain: (consumer: OpenConsumer<never, unknown>) => void
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return this.source.drive(sink, fiber)
  }

  override unneeded(consumer: OpenConsumer<never, unknown>): void {
    this.inVain(consumer)
  }
}

const closed: Channel<unknown> = new Pusher({
  isOver: true,
  push: () => 'closed',
  room: () => Promise.resolve(),
  end: () => undefined
})
