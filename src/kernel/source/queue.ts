import type { Fiber } from '../Fiber.js'
import { type Frame, goOn, More, Pending, type Settled, type Signal, soon, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { together } from '../together.js'
import { releaseAfter } from './finally.js'

/** What became of an element that was pushed. */
export type Pushed = 'accepted' | 'full' | 'closed'

/** What to do with an element for which there is no room. */
export type Policy = 'block' | 'dropOldest' | 'dropNewest' | 'fail'

/** All there are. */
export const policies: ReadonlyArray<Policy> = ['block', 'dropOldest', 'dropNewest', 'fail']

/** How a queue ends, once what it holds has been delivered. */
type Ending<E> = (sink: Sink<E>) => Signal

/** What the queues of one source have in common. */
export interface Kind {
  readonly capacity: number
  readonly policy: Policy
  readonly overflow: () => Error
}

/** Never added to: most queues are empty. */
const nothing: never[] = []

/**
 * A bounded queue between producers that push when they like and one consumer.
 *
 * A burst of pushes is handed on together, at the end of the producer's turn or when the queue is full.
 */
export class Queue<E> extends Pending implements Frame {
  private elements: E[] = nothing
  private at = 0
  private ending: Ending<E> | undefined
  /** nothing is there, and this is what the fiber waits for */
  private idle = false
  private cleanup: (() => void) | undefined
  private waking = false
  private forRoom: (() => void)[] = nothing

  constructor(
    private readonly sink: Sink<E>,
    private readonly kind: Kind
  ) {
    super()
  }

  get size(): number {
    return this.elements.length - this.at
  }

  get isOver(): boolean {
    return this.ending !== undefined
  }

  push(element: E): Pushed {
    if (this.ending !== undefined) return 'closed'
    if (this.size >= this.kind.capacity) this.wake()
    if (this.isOver) return 'closed'
    if (this.size >= this.kind.capacity) {
      switch (this.kind.policy) {
        case 'fail': {
          const error = this.kind.overflow()
          this.end(() => {
            throw error
          })
          return 'full'
        }
        case 'dropOldest':
          this.shift()
          break
        case 'dropNewest':
        case 'block':
          return 'full'
      }
    }
    if (this.elements === nothing) this.elements = [element]
    else this.elements.push(element)
    this.wakeSoon()
    return 'accepted'
  }

  /** Resolves when there is room, or no need for it any more. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.ending !== undefined || this.size < this.kind.capacity) resolve()
      else if (this.forRoom === nothing) this.forRoom = [resolve]
      else this.forRoom.push(resolve)
    })
  }

  /** Nothing follows what has been pushed but this. */
  end(ending: Ending<E>): void {
    if (this.ending !== undefined) return
    this.ending = ending
    this.wakeSoon()
    this.tellRoom()
  }

  /** Hands on what is there, and waits for more. */
  run(): Signal {
    const { sink } = this
    for (;;) {
      const { size } = this
      if (size === 0) return this.ending === undefined ? this.pause() : this.ending(sink)
      const k = Math.min(size, sink.sure())
      let signal: Signal
      if (k === 1) signal = sink.push(this.shift())
      else {
        const { elements, at } = this
        this.advance(k)
        signal = sink.chunk(elements, at, at + k)
      }
      this.tellRoom()
      if (signal !== More) return signal === Stop ? Stop : signal.hang(this)
    }
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? Stop : this.run()
  }

  /** `register` answers what undoes it. */
  begin(register: (queue: this) => () => void): void {
    this.cleanup = register(this)
  }

  /** The consumer is gone. */
  close(): void {
    this.ending ??= () => Stop
    this.elements = nothing
    this.at = 0
    this.tellRoom()
    this.cleanup?.()
  }

  private shift(): E {
    const element = this.elements[this.at] as E
    this.advance(1)
    return element
  }

  /** The array that a sink may still be reading is left as it is: a new one takes its place. */
  private advance(k: number): void {
    this.at += k
    if (this.at === this.elements.length) this.elements = nothing
    else if (this.at >= this.kind.capacity) this.elements = this.elements.slice(this.at)
    else return
    this.at = 0
  }

  private pause(): Pending {
    this.renew()
    this.idle = true
    return this.hang(this)
  }

  private wakeSoon(): void {
    if (this.waking || !this.idle) return
    this.waking = true
    soonAwake(this)
  }

  wakeNow(): void {
    this.waking = false
    this.wake()
  }

  private wake(): void {
    if (!this.idle) return
    this.idle = false
    this.settle(goOn)
  }

  private tellRoom(): void {
    if (this.forRoom.length === 0 || (this.ending === undefined && this.size >= this.kind.capacity)) return
    const waiting = this.forRoom
    this.forRoom = nothing
    for (const resolve of waiting) resolve()
  }
}

const soonAwake = together<Pick<Queue<unknown>, 'wakeNow'>>(soon, (queue) => {
  queue.wakeNow()
})

/** A source that is pushed to: `register` is called for each run, with its queue, and answers what undoes it. */
export class Pushing<E> extends Source<E> {
  constructor(
    private readonly register: (queue: Queue<E>) => () => void,
    private readonly kind: Kind
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const queue = new Queue(sink, this.kind)
    queue.begin(this.register)
    // bound, as a closure has a context of its own
    const finalizer = fiber.scope.add(queue.close.bind(queue))
    return releaseAfter(queue.run(), finalizer)
  }
}
