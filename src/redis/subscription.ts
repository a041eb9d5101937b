import { HubClosedError, type BufferOptions, type Envelope, type EventId } from '../concurrent/hub/model.js'
import { Enumerator } from '../enumerator/model.js'
import { bracket } from '../enumerator/resources.js'
import { defer, empty, fromIterable, of } from '../enumerator/sequence.js'
import { flatten } from '../enumerator/waiting.js'
import { Reading } from '../kernel/source/following.js'
import type { Feed } from './Feed.js'
import type { Listener } from './Listener.js'
import type { Place } from './Place.js'
import { gap, type Stored, type Stream } from './Stream.js'
import { Waiter } from './Waiter.js'

/** A subscription to a topic; the listener follows it as long as it runs. */
export const subscription = <A>(
  listener: Listener<A>,
  stream: Stream<A>,
  after: EventId | undefined,
  buffer: Required<BufferOptions>
): Enumerator<Envelope<A>> =>
  bracket(
    () => Promise.resolve(new Subscriber(stream, listener.follow(stream), after, buffer)),
    (subscriber) => subscriber.events(),
    (subscriber) => () => {
      subscriber.leave()
      listener.unfollow(stream)
      return Promise.resolve()
    }
  )

/** First what is in the stream already, as fast as it is taken; then, from where that ends, what the feed has. */
class Subscriber<A> {
  private readonly waiter = new Waiter()
  private readonly begun: Promise<Enumerator<Stored<A>>>

  /** Where it begins is asked for at once: what is published from now on comes after that. */
  constructor(
    private readonly stream: Stream<A>,
    private readonly feed: Feed<A>,
    after: EventId | undefined,
    private readonly buffer: Required<BufferOptions>
  ) {
    this.begun = this.begin(after).catch(endWhenClosed)
  }

  events(): Enumerator<Envelope<A>> {
    return flatten(() => this.begun).map(({ envelope }) => envelope)
  }

  leave(): void {
    this.waiter.leave()
  }

  private async begin(after: EventId | undefined): Promise<Enumerator<Stored<A>>> {
    const { stream, feed } = this
    const { newest, place, isKnown } = await stream.begin(after, this.waiter)
    // what was published before is read by each at its own pace
    feed.beginAt(newest)
    if (after === undefined || isKnown) return this.from(place)
    return of<Stored<A>>(gap({ id: after, number: 0 }, place)).andThen(this.from(place))
  }

  private from(place: Place): Enumerator<Stored<A>> {
    return defer(() => {
      const live = this.feed.follow(place, this.buffer)
      return live === undefined
        ? flatten(() => this.page(place).catch(endWhenClosed))
        : Enumerator.from(new Reading(() => live))
    })
  }

  /** Some more from the stream; at its end, the feed has to come there too. */
  private async page(place: Place): Promise<Enumerator<Stored<A>>> {
    const { stored, last } = await this.stream.after(place, this.waiter)
    if (last.id === place.id) await this.feed.catchUp()
    return fromIterable(stored).andThen(this.from(last))
  }
}

const endWhenClosed = (error: unknown): Enumerator<never> => {
  if (error instanceof HubClosedError) return empty
  throw error
}
