import type { Fiber } from '../Fiber.js'
import { type Frame, goOn, More, Pending, type Settled, type Signal, soon, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { releaseAfter } from './finally.js'

/** What became of an element that was pushed. */
export type Pushed = 'accepted' | 'full' | 'closed'

/** What to do with an element for which there is no room. */
export type Policy = 'block' | 'dropOldest' | 'dropNewest' | 'fail'

/** All there are. */
export const policies: ReadonlyArray<Policy> = ['block', 'dropOldest', 'dropNewest', 'fail']

/** How a queue ends, once what it holds has been delivered. */
type Ending<E> = (sink: Sink<E>) => Signal

/**
 * A bounded queue between producers that push when they like and one consumer.
 *
 * A burst of pushes is handed on together, at the end of the producer's turn or when the queue is full.
 */
export class Queue<E> implements Frame {
  private elements: E[] = []
  private at = 0
  private ending: Ending<E> | undefined
  private idle: Pending | undefined
  private waking = false
  private forRoom: (() => void)[] = []

  constructor(
    private readonly sink: Sink<E>,
    private readonly capacity: number,
    private readonly policy: Policy,
    private readonly overflow: () => Error
  ) {}

  get size(): number {
    return this.elements.length - this.at
  }

  get isOver(): boolean {
    return this.ending !== undefined
  }

  push(element: E): Pushed {
    if (this.ending !== undefined) return 'closed'
    if (this.size >= this.capacity) this.wake()
    if (this.isOver) return 'closed'
    if (this.size >= this.capacity) {
      switch (this.policy) {
        case 'fail': {
          const error = this.overflow()
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
    this.elements.push(element)
    this.wakeSoon()
    return 'accepted'
  }

  /** Resolves when there is room, or no need for it any more. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.ending !== undefined || this.size < this.capacity) resolve()
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
      if (size === 0) return this.ending === undefined ? (this.idle = new Pending()).hang(this) : this.ending(sink)
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

  /** The consumer is gone. */
  close(): void {
    this.ending ??= () => Stop
    this.elements = []
    this.at = 0
    this.tellRoom()
  }

  private shift(): E {
    const element = this.elements[this.at] as E
    this.advance(1)
    return element
  }

  /** The array that a sink may still be reading is left as it is: a new one takes its place. */
  private advance(k: number): void {
    this.at += k
    if (this.at === this.elements.length || this.at >= this.capacity) {
      this.elements = this.elements.slice(this.at)
      this.at = 0
    }
  }

  private wakeSoon(): void {
    if (this.waking || this.idle === undefined) return
    this.waking = true
    soon(() => {
      this.waking = false
      this.wake()
    })
  }

  private wake(): void {
    const { idle } = this
    if (idle === undefined) return
    this.idle = undefined
    idle.settle(goOn)
  }

  private tellRoom(): void {
    if (this.forRoom.length === 0 || (this.ending === undefined && this.size >= this.capacity)) return
    const waiting = this.forRoom
    this.forRoom = []
    for (const resolve of waiting) resolve()
  }
}

/** A source that is pushed to: `register` is called for each run, with its queue, and answers what undoes it. */
export class Pushing<E> extends Source<E> {
  constructor(
    private readonly register: (queue: Queue<E>) => () => void,
    private readonly capacity: number,
    private readonly policy: Policy,
    private readonly overflow: () => Error
  ) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const queue = new Queue(sink, this.capacity, this.policy, this.overflow)
    const cleanup = this.register(queue)
    const finalizer = fiber.scope.add(() => {
      queue.close()
      cleanup()
    })
    return releaseAfter(queue.run(), finalizer)
  }
}
