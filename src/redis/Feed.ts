import { type BufferOptions, HubClosedError, SlowSubscriberError } from '../concurrent/hub/model.js'
import { More } from '../kernel/Signal.js'
import type { Begun } from '../kernel/source/following.js'
import { Log } from '../kernel/source/log.js'
import { type Place, placeOf } from './Place.js'
import { gap, type Stored, type Stream } from './Stream.js'
import { Waiter } from './Waiter.js'

/**
 * A topic that somebody in this process subscribes to: each event is read and decoded once, for all of them.
 *
 * Redis tells of an event when it is published: what is in it, and what stands before it. Where that is not what we have
 * last, and whenever the connection is made anew, we read on in the stream, which alone counts.
 */
export class Feed<A> {
  private readonly log = new Log<Stored<A>>(atHand)
  private readonly reader = new Waiter()
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
    const [id = '', after = ''] = message.split(' ', 2)
    // what is told while the stream is read is found there
    if (this.catchingUp !== undefined || after !== last?.id) void this.catchUp()
    else {
      const place = placeOf(id)
      this.take(this.stream.read(last, place, message.slice(id.length + after.length + 2)), place)
    }
  }

  /** Reads on in the stream, to its end. */
  catchUp(): Promise<void> {
    if (this.last === undefined || this.log.isOver) return Promise.resolve()
    this.isBehind = true
    return (this.catchingUp ??= this.readOn(this.last))
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
  }

  /** Nobody needs it any more: also what it waits for is forgotten. */
  leave(): void {
    this.finish()
    this.reader.leave()
  }

  private async readOn(from: Place): Promise<void> {
    try {
      while (this.isBehind && !this.log.isOver) {
        this.isBehind = false
        const { stored, last, hasMore } = await this.stream.after(from, this.reader)
        for (const one of stored) this.take(one, one.place)
        this.take(undefined, last)
        from = last
        if (hasMore) this.isBehind = true
      }
    } catch (error) {
      unlessClosed(error)
    } finally {
      this.catchingUp = undefined
    }
  }

  private take(stored: Stored<A> | undefined, place: Place): void {
    this.last = place
    if (stored !== undefined) this.log.push(stored)
    if (stored?.envelope._tag === 'Gap') this.whole = this.log.end
  }

  private positionAfter({ id, number }: Place): number | undefined {
    const { log, whole } = this
    if (log.isOver) return log.end
    let [from, to] = [Math.max(log.start, whole), log.end]
    while (from < to) {
      const middle = Math.floor((from + to) / 2)
      if (log.at(middle).place.number > number) to = middle
      else from = middle + 1
    }
    // numbers may have been given to others since, and the place be one that we have not come to
    return this.placeBefore(from).id === id ? from : undefined
  }

  private placeBefore(position: number): Place {
    return position < this.log.end ? this.log.at(position).after : (this.last as Place)
  }
}

/** How many events are at hand for those who join, beyond what is needed by who has joined. */
const atHand = 100

const unlessClosed = (error: unknown): void => {
  if (!(error instanceof HubClosedError)) throw error
}
