/**
 * What is pushed, for many consumers, each of which reads it at its own pace.
 *
 * It is held once, however many there are: each has a place in it. An element leaves when all have read it, or those that
 * have not have had more than their share, and it is not among the newest that are retained.
 */
import { type Signal, soon } from '../Signal.js'
import type { Sink } from '../Sink.js'

/** How a log ends, for those who have read it all. */
export type Ending = (sink: Sink<never>) => Signal

/** Whoever reads a log. */
interface Follower<E> {
  readonly sink: Sink<E>
  /** the position that it is to read next; `Infinity` where it needs nothing of what is held */
  readonly next: number
  /** how far the log may come before this one has more than its share unread */
  readonly limit: number
  wake(): void
  /** It has more than its share unread. */
  lose(): void
}

/** Positions count from 0, and never begin anew. */
export class Log<E> {
  private elements: E[] = []
  /** the position of the first that is held */
  private first = 0
  private readonly followers = new Set<Follower<E>>()
  /** those who have read all */
  private readonly idle = new Set<Follower<E>>()
  private waking = false
  private ending: Ending | undefined
  /** when the log has come so far, some may have had more than their share, or something may be forgotten */
  private lookAt = 0
  private forRoom: (() => void)[] = []
  private feeder: (() => void) | undefined
  private telling = false

  /** how many of the newest are held for those who come later */
  constructor(private readonly retained: number) {}

  /** the position of what will be pushed next */
  get end(): number {
    return this.first + this.elements.length
  }

  /** the position of the oldest that is retained */
  get start(): number {
    return Math.max(this.first, this.end - this.retained)
  }

  get count(): number {
    return this.followers.size
  }

  /** Somebody has read all, and waits for more. */
  get isAwaited(): boolean {
    return this.idle.size > 0 && !this.waking
  }

  /** How many elements may be pushed before somebody has more than its share unread. */
  get slack(): number {
    let slack = Infinity
    for (const { limit } of this.followers) slack = Math.min(slack, limit - this.end)
    return slack
  }

  /** Calls `feeder` when somebody waits for more, has read on or has left. */
  feedBy(feeder: () => void): void {
    this.feeder = feeder
  }

  get isOver(): boolean {
    return this.ending !== undefined
  }

  push(element: E): void {
    this.elements.push(element)
    this.wakeSoon()
    if (this.end > this.lookAt) this.look()
  }

  /** True where nobody would have more than its share by another element. */
  hasRoom(): boolean {
    if (this.end < this.lookAt) return true
    for (const follower of this.followers) {
      this.giveTurn(follower, this.end + 1)
      if (this.end >= follower.limit) return false
    }
    return true
  }

  /** Resolves when there is room, or no need for it any more. */
  room(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isOver || this.hasRoom()) resolve()
      else this.forRoom.push(resolve)
    })
  }

  /** Nothing follows what has been pushed but this; the first one counts. */
  finish(ending: Ending): void {
    if (this.ending !== undefined) return
    this.ending = ending
    this.wakeSoon()
    this.tellRoom()
  }

  /** From the position on, up to as many as there are, offered to the sink. */
  offer(sink: Sink<E>, from: number, k: number): Signal {
    const { elements, first } = this
    return k === 1 ? sink.push(elements[from - first] as E) : sink.chunk(elements, from - first, from - first + k)
  }

  /** what is at a position that is held */
  at(position: number): E {
    return this.elements[position - this.first] as E
  }

  copy(from: number, to: number): ReadonlyArray<E> {
    return this.elements.slice(from - this.first, to - this.first)
  }

  /** For one who has read all: the end, or undefined where more may come; then it is woken. */
  endOf(follower: Follower<E>): Signal | undefined {
    if (this.ending !== undefined) return this.ending(follower.sink)
    this.idle.add(follower)
    this.tellFeeder()
    return undefined
  }

  enter(follower: Follower<E>): void {
    this.followers.add(follower)
    this.lookAt = Math.min(this.lookAt, follower.limit)
  }

  leave(follower: Follower<E>): void {
    this.followers.delete(follower)
    this.idle.delete(follower)
    if (this.followers.size === 0) this.look()
    this.tellRoom()
  }

  /** Somebody has read on. */
  tellRoom(): void {
    this.tellFeeder()
    if (this.forRoom.length === 0 || (this.ending === undefined && !this.hasRoom())) return
    const waiting = this.forRoom
    this.forRoom = []
    for (const resolve of waiting) resolve()
  }

  /** Not at once: whoever has read on is still on the stack. */
  private tellFeeder(): void {
    if (this.feeder === undefined || this.telling) return
    this.telling = true
    soon(() => {
      this.telling = false
      this.feeder?.()
    })
  }

  private wakeSoon(): void {
    if (this.waking || this.idle.size === 0) return
    this.waking = true
    soon(() => {
      this.waking = false
      this.wake()
    })
  }

  private wake(): void {
    // whoever is not yet woken may have its turn sooner, by what one that is woken pushes
    for (const follower of [...this.idle]) if (this.idle.delete(follower)) follower.wake()
    this.look()
  }

  /** Sees to those who have had more than their share, and forgets what nobody is to read any more. */
  private look(): void {
    let needed = this.end - this.retained
    // what nobody reads is not held for a while either
    let lookAt = needed + 2 * this.retained + (this.followers.size === 0 ? 0 : 64)
    for (const follower of this.followers) {
      this.giveTurn(follower, this.end)
      if (this.end > follower.limit) follower.lose()
      needed = Math.min(needed, follower.next)
      lookAt = Math.min(lookAt, follower.limit)
    }
    this.lookAt = lookAt
    if (needed <= this.first) return
    this.elements = this.elements.slice(needed - this.first)
    this.first = needed
  }

  /** One that would have more than its share may only not have had its turn yet. */
  private giveTurn(follower: Follower<E>, end: number): void {
    if (end > follower.limit && this.idle.delete(follower)) follower.wake()
  }
}
