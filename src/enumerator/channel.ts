import type { Task } from 'fp-ts/lib/Task.js'
import type { Input } from '../Input.js'
import { More, type Signal } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import type { Pushed } from '../kernel/source/queue.js'

export type { Pushed }

/**
 * The pushing end of an enumerator.
 *
 * Pushes keep their order. What has been accepted is delivered before the end is. The first end counts, later ones
 * and later pushes do nothing.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { type Channel, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const produce = async (channel: Channel<number>) => {
 *   for (const n of [1, 2, 3]) while (channel.push(n) === 'full') await channel.room()
 *   while (channel.pushInput(Input.el(4)) === 'full') await channel.room()
 *   channel.eofAndEnd()
 * }
 * const produced = Enumerator.async<number>((channel) => {
 *   produce(channel).catch((error: Error) => channel.endWith(error))
 *   return () => {}
 * }, { capacity: 2, policy: 'block' })
 * assert.deepStrictEqual(await produced.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2, 3, 4] })
 */
export interface Channel<in E> {
  /** `accepted`; or `full`: it was not taken, see the policy; or `closed`: nothing is taken any more */
  push(element: E): Pushed
  /** pushes an element; `EOF` is `eofAndEnd`, as nothing can follow it; `Empty` is neutral, and does nothing */
  pushInput(input: Input<E>): Pushed
  /** resolves when there is room again, or when none is needed because the channel is closed */
  readonly room: Task<void>
  /** ends the enumerator, after what was accepted; without `EOF`, as enumerators do */
  end(): void
  /** fails the run with this error, after what was accepted */
  endWith(error: Error): void
  /** sends `EOF` and ends, after what was accepted */
  eofAndEnd(): void
}

/** What a channel pushes to. */
interface Outlet<in E> {
  readonly isOver: boolean
  push(element: E): Pushed
  room(): Promise<void>
  end(ending: (sink: Sink<never>) => Signal): void
}

/** @internal */
export class Pusher<in E> implements Channel<E> {
  constructor(private readonly outlet: Outlet<E>) {}

  push(element: E): Pushed {
    return this.outlet.push(element)
  }

  pushInput(input: Input<E>): Pushed {
    if (input._tag === 'El') return this.push(input.value)
    if (this.outlet.isOver) return 'closed'
    if (input._tag === 'EOF') this.eofAndEnd()
    return 'accepted'
  }

  get room(): Task<void> {
    return () => this.outlet.room()
  }

  end(): void {
    this.outlet.end(() => More)
  }

  endWith(error: Error): void {
    this.outlet.end(() => {
      throw error
    })
  }

  eofAndEnd(): void {
    this.outlet.end((sink) => sink.end())
  }
}
