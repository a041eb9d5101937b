import type { Envelope, EventId } from '../concurrent/hub/model.js'
import { DecodeError } from '../enumeratee/decoding.js'
import { toError } from '../Errors.js'
import type { Connection } from './Connection.js'
import { parsePlace, type Place, placeOf } from './Place.js'
import type { Settings } from './Settings.js'
import { UndecodableEventError } from './UndecodableEventError.js'
import type { Waiter } from './Waiter.js'

/** What stands in a topic: an event, or a gap in the place of some. */
export interface Stored<A> {
  /** of what stands before it */
  readonly after: Place
  /** of the event, or of the last that is missing */
  readonly place: Place
  readonly envelope: Envelope<A>
}

/** Some of what follows a place. */
export interface Page<A> {
  readonly stored: ReadonlyArray<Stored<A>>
  /** up to where was read, whatever stands there */
  readonly last: Place
  readonly hasMore: boolean
}

/** Where a subscriber begins. */
export interface Beginning {
  /** where the stream ended then */
  readonly newest: Place
  readonly place: Place
  /** it is where the subscriber has asked for */
  readonly isKnown: boolean
}

/** The events of a topic, as Redis has them. */
export class Stream<A> {
  constructor(
    readonly key: string,
    private readonly commands: Connection,
    private readonly settings: Settings<A>
  ) {}

  /** After the event with the id, or after the newest. */
  async begin(after?: EventId, waiter?: Waiter): Promise<Beginning> {
    const { retain, forgetMs } = this.settings
    // what cannot be an id is asked for as one that is not there
    const asked = after === undefined ? '' : (parsePlace(after)?.id ?? '1-1')
    const [newest, id, isKnown] = await this.commands.persist(
      (redis) => redis.beginAfter(this.key, asked, retain, forgetMs),
      waiter
    )
    return { newest: placeOf(newest), place: placeOf(id), isKnown: isKnown === 1 }
  }

  /** What follows a place at which something was read; where that is not there any more, a gap. */
  after(place: Place, waiter?: Waiter): Promise<Page<A>> {
    return this.commands.persist(async (redis) => {
      const entries = await redis.xrange(this.key, place.id, '+', 'COUNT', pageSize + 1)
      const [first, ...others] = entries
      if (first?.[0] === place.id) return this.page(place, others)
      const resumesAt = first === undefined ? (await this.begin(undefined, waiter)).place : placeOf(first[0])
      return { stored: [gap(place, resumesAt)], last: resumesAt, hasMore: true }
    }, waiter)
  }

  /** An event that follows a place; undefined, and reported, where it is not one. */
  read(after: Place, place: Place, json: string | undefined): Stored<A> | undefined {
    try {
      if (json === undefined) throw new TypeError('it has no field "event"')
      const decoded = this.settings.codec.decode(JSON.parse(json))
      if (decoded._tag === 'Left') throw new DecodeError(decoded.left)
      return { after, place, envelope: { _tag: 'Event', id: place.id, data: decoded.right } }
    } catch (error) {
      this.settings.onError(new UndecodableEventError(this.key, place.id, toError(error).message))
      return undefined
    }
  }

  private page(from: Place, entries: ReadonlyArray<readonly [id: string, fields: ReadonlyArray<string>]>): Page<A> {
    const stored: Stored<A>[] = []
    let last = from
    for (const [id, fields] of entries) {
      const place = placeOf(id)
      // others than ours are put behind the newest, and have its number
      const isNext = place.number <= last.number + 1
      const one = isNext ? this.read(last, place, fieldOf(fields, 'event')) : gap(last, place)
      if (one !== undefined) stored.push(one)
      last = place
    }
    return { stored, last, hasMore: entries.length === pageSize }
  }
}

const pageSize = 100

/** Those after a place, up to another, are missing. */
export const gap = (after: Place, place: Place): Stored<never> => ({
  after,
  place,
  envelope: { _tag: 'Gap', after: after.id, resumesAt: place.id }
})

const fieldOf = (fields: ReadonlyArray<string>, name: string): string | undefined => {
  const at = fields.findIndex((field, i) => i % 2 === 0 && field === name)
  return at < 0 ? undefined : fields[at + 1]
}
