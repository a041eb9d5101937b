import { type Channel, Pusher } from '../enumerator/channel.js'
import { Enumerator } from '../enumerator/model.js'
import { OverflowError } from '../Errors.js'
import { requireFunction, sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { type Following, Reading } from '../kernel/source/following.js'
import { Intake } from '../kernel/source/intake.js'
import { type Ending, Log } from '../kernel/source/log.js'
import type { Pushed } from '../kernel/source/queue.js'
import { advice, type BufferOptions, requireBuffer } from './options.js'

/**
 * What holds a broadcast source. Play's `Concurrent.Broadcaster`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const [shared, broadcaster] = Concurrent.broadcast(Enumerator.never)
 * const client = shared.run(Iteratee.getChunks())()
 * assert.strictEqual(broadcaster.noCords(), false)
 * broadcaster.close()
 * assert.deepStrictEqual(await client, { _tag: 'Right', right: [] })
 * assert.deepStrictEqual([broadcaster.noCords(), broadcaster.closed()], [true, true])
 */
export interface Broadcaster {
  /** True where nobody is attached. */
  noCords(): boolean
  /**
   * Stops the source, at once, also while it is idle. When it is released, those who are attached end, after what they
   * have; who attaches later ends at once.
   */
  close(): void
  /** True where nothing more comes: it has been closed, or the source has ended. */
  closed(): boolean
}

/**
 * How a source is broadcast.
 *
 * @category model
 * @since 0.1.0
 */
export interface BroadcastOptions extends BufferOptions {
  /** called each time that the last consumer has left; what it throws is the failure of the run of that one */
  readonly interestIsDownToZero?: (broadcaster: Broadcaster) => void
}

/**
 * An enumerator for any number of consumers, each of which is handed what is pushed while it is attached: from when it is
 * run until it has ended. One that is done, fails or is interrupted leaves at once. What is pushed while nobody is
 * attached is lost.
 *
 * Each consumer reads at its own pace, and has a buffer of its own of `buffer` elements, so that a slow one holds up
 * nobody. What becomes of one whose buffer is full, and that has had its turn, says `policy`:
 * - `fail`: its run fails with an `OverflowError`, after what it had;
 * - `dropOldest`: it loses the oldest of what is waiting;
 * - `dropNewest`: it loses what comes until it has taken all that was waiting;
 * - `block`: the slowest holds up all, but nothing is lost. `push` answers `full` where anybody has no room, and nothing is
 *   pushed; `room` resolves when all have.
 *
 * The first end counts. It comes after what each one has waiting; who attaches later is told the same end at once.
 *
 * An element is held once, however many consumers there are.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `buffer` is not a whole number of at least 1; `TypeError` for a policy or an option that there
 * is not
 * @example
 * import { Concurrent, Iteratee } from 'fp-ts-iteratee'
 *
 * const [messages, channel] = Concurrent.broadcast<string>()
 * const clients = [1, 2].map(() => messages.run(Iteratee.getChunks())())
 * channel.push('kiki')
 * channel.push('foo')
 * channel.end()
 * assert.deepStrictEqual(await clients[0], { _tag: 'Right', right: ['kiki', 'foo'] })
 * assert.deepStrictEqual(await clients[1], { _tag: 'Right', right: ['kiki', 'foo'] })
 */
export function broadcast<E>(options?: BufferOptions): readonly [Enumerator<E>, Channel<E>]
/**
 * The same of a source, which is run once, when the first consumer attaches; its elements are handed on after that turn, so
 * that those who attach in the same one have all of them. It is asked for an element when one of them
 * has taken all: it goes as fast as the fastest. So one consumer alone is never overrun, and of several those that fall
 * behind by more than `buffer` elements are dealt with as `policy` says. With `block` it goes as fast as the slowest.
 *
 * When the last consumer has left, the source goes on, as a live one would; what comes then is lost. To release it,
 * `close` it in `interestIsDownToZero`. It is released, too, when it ends. Its end, `EOF` or failure is that of all.
 *
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const [ticks, broadcaster] = Concurrent.broadcast(Enumerator.tick(1), {
 *   interestIsDownToZero: (broadcaster) => broadcaster.close()
 * })
 * assert.deepStrictEqual(await ticks.run(Iteratee.head())(), { _tag: 'Right', right: { _tag: 'Some', value: 0 } })
 * assert.strictEqual(broadcaster.closed(), true)
 */
export function broadcast<E>(
  enumerator: Enumerator<E>,
  options?: BroadcastOptions
): readonly [Enumerator<E>, Broadcaster]
export function broadcast<E>(
  first: Enumerator<E> | BufferOptions = {},
  options: BroadcastOptions = {}
): readonly [Enumerator<E>, Channel<E> | Broadcaster] {
  return isEnumerator(first) ? broadcastOf(first, options) : broadcastPushed<E>(first)
}

const name = 'Concurrent.broadcast'

/** Also one of another copy of the library. */
const isEnumerator = <E>(first: Enumerator<E> | BufferOptions): first is Enumerator<E> => 'source' in Object(first)

const broadcastPushed = <E>(options: BufferOptions): readonly [Enumerator<E>, Channel<E>] => {
  requireOptions(name, options, ['buffer', 'policy'])
  const complete = requireBuffer(name, options)
  const log = new Log<E>(0)
  const enumerator = Enumerator.from(new Reading(() => ({ log, following: fromNow(log, complete) })))
  return [enumerator, new Pusher(new Outlet(log, complete.policy === 'block'))]
}

const broadcastOf = <E>(source: Enumerator<E>, options: BroadcastOptions): readonly [Enumerator<E>, Broadcaster] => {
  requireOptions(name, options, ['interestIsDownToZero', 'buffer', 'policy'])
  const complete = requireBuffer(name, options)
  const log = new Log<E>(0)
  if (options.interestIsDownToZero !== undefined) {
    requireFunction(name, options.interestIsDownToZero, 'interestIsDownToZero')
  }
  const intake = new Intake(sourceOf(name, source), log, complete.policy === 'block')
  const broadcaster: Broadcaster = {
    noCords: () => log.count === 0,
    close: () => {
      intake.close()
    },
    closed: () => intake.closed || log.isOver
  }
  const attached = {
    entered: () => {
      intake.start()
    },
    left: () => {
      if (log.count === 0) options.interestIsDownToZero?.(broadcaster)
    }
  }
  const enumerator = Enumerator.from(
    // who comes when it is over has not been interested in anything
    new Reading(() => ({ log, following: fromNow(log, complete), ...(log.isOver ? {} : attached) }))
  )
  return [enumerator, broadcaster]
}

const fromNow = <E>(log: Log<E>, { buffer, policy }: Required<BufferOptions>): Following<E> => ({
  from: log.end,
  capacity: buffer,
  policy,
  overflow: () =>
    new OverflowError(
      buffer,
      `${name}: ${String(buffer)} elements were waiting for a consumer, and one more came; ${advice}`
    )
})

/** A log, as it is pushed to. */
class Outlet<E> {
  constructor(
    private readonly log: Log<E>,
    private readonly waitsForAll: boolean
  ) {}

  get isOver(): boolean {
    return this.log.isOver
  }

  push(element: E): Pushed {
    if (this.isOver) return 'closed'
    if (this.waitsForAll && !this.log.hasRoom()) return 'full'
    this.log.push(element)
    return 'accepted'
  }

  room(): Promise<void> {
    return this.waitsForAll ? this.log.room() : Promise.resolve()
  }

  end(ending: Ending): void {
    this.log.finish(ending)
  }
}
