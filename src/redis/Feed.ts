import { type BufferOptions, HubClosedError, SlowSubscriberError } from '../concurrent/hub/model.js'
import { More } from '../kernel/Signal.js'
import type { Begun } from '../kernel/source/following.js'
import { Log } from '../kernel/source/log.js'
import { type Place, placeOf } from './Place.js'
import { gap, type Stored, type Stream } from './Stream.js'
import { Queue, type Waiter } from './Waiter.js'

/**
 * A topic that somebody in this process subscribes to: each event is read and decoded once, for all of them.
 *
 * Redis tells of an event when it is published, and of what is in it. That may fail to reach us; the numbers say so, or
 * the connection, and then we read on in the stream, which alone counts.
 */
export class Feed<A> {
  private readonly log = new Log<Stored<A>>(atHand)
  private readonly awaiting = new Queue<Place>()
  private last: Place | undefined
  /** the position in the log from which on nothing is missing: what was before that may have been lost */
  private whole = 0
  /** There may be something in the stream that we have not been told of. */
  private isBehind = false
  private catchingUp: Promise<void> | undefined

  constructor(private readonly stream: Stream<A>) {}

  /** Reads all from a place on; the first one counts. */
  beginAt(place: Place): void {
    if (this.last !== undefined) return
    this.last = place
    void this.catchUp()
  }

  /** What Redis tells. */
  heard(message: string): void {
    const { last } = this
    const end = message.indexOf(' ')
    const place = placeOf(message.slice(0, end))
    // what is told while the stream is read is found there
    if (last === undefined || this.catchingUp !== undefined || place.number > last.number + 1) void this.catchUp()
    else if (place.number === last.number + 1) this.take(this.stream.read(last, place, message.slice(end + 1)), place)
  }

  /** Reads on in the stream, to its end. */
  catchUp(): Promise<void> {
    this.isBehind = true
    this.catchingUp ??= this.readOn()
      .catch(unlessClosed)
      .finally(() => {
        this.catchingUp = undefined
      })
    return this.catchingUp
  }

  /** Resolves when all up to a place is read, or nothing is read any more. */
  reached(place: Place, waiter: Waiter): Promise<void> {
    return this.has(place) ? Promise.resolve() : this.awaiting.wait(place, waiter)
  }

  /** The log, from the event after a place on; undefined where that is not in it. */
  follow(place: Place, { buffer, policy }: Required<BufferOptions>): Begun<Stored<A>> | undefined {
    const from = this.positionAfter(place)
    if (from === undefined) return undefined
    const missing = (from: number) => {
      const after = this.placeBefore(from)
      return (to: number) => gap(after, this.placeBefore(to))
    }
    const overflow = () => new SlowSubscriberError(buffer)
    return { log: this.log, following: { from, capacity: buffer, policy, overflow, missing } }
  }

  finish(): void {
    this.log.finish(() => More)
    this.awaiting.tell(() => true)
  }

  private async readOn(): Promise<void> {
    while (this.isBehind && this.last !== undefined && !this.log.isOver) {
      this.isBehind = false
      const { stored, last, hasMore } = await this.stream.after(this.last)
      for (const one of stored) this.take(one, one.place)
      this.take(undefined, last)
      if (hasMore) this.isBehind = true
    }
  }

  private take(stored: Stored<A> | undefined, place: Place): void {
    this.last = place
    if (stored !== undefined) this.log.push(stored)
    if (stored?.envelope._tag === 'Gap') this.whole = this.log.end
    this.awaiting.tell((awaited) => this.has(awaited))
  }

  private positionAfter({ number }: Place): number | undefined {
    const { log, last, whole } = this
    if (log.isOver || last?.number === number) return log.end
    let [from, to] = [Math.max(log.start, whole), log.end]
    if (from === to || number < log.at(from).after.number) return undefined
    while (from < to) {
      const middle = Math.floor((from + to) / 2)
      if (log.at(middle).place.number > number) to = middle
      else from = middle + 1
    }
    return from
  }

  private placeBefore(position: number): Place {
    return position < this.log.end ? this.log.at(position).after : (this.last as Place)
  }

  private has({ number }: Place): boolean {
    return this.log.isOver || (this.last !== undefined && number <= this.last.number)
  }
}

/** How many events are at hand for those who join, beyond what is needed by who has joined. */
const atHand = 100

const unlessClosed = (error: unknown): void => {
  if (!(error instanceof HubClosedError)) throw error
}
