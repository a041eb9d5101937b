import type { EventId } from '../concurrent/hub/model.js'

/**
 * Where an event stands in its topic. Its id in Redis is `NUMBER-MARK`.
 *
 * The numbers of a topic have no holes. They begin with the time at which it was made, in microseconds, so those of one
 * that was lost and is made anew are greater. The mark is that of the time at which the event was published: it tells an
 * event from another one that has got the same number, after Redis has lost the first.
 */
export interface Place {
  readonly id: EventId
  readonly number: number
}

/** The place that an id from Redis names. */
export const placeOf = (id: EventId): Place => ({ id, number: Number(id.slice(0, id.indexOf('-'))) })

/** The same of an id that anybody may have sent; undefined where no event can have it. */
export const parsePlace = (id: string): Place | undefined =>
  /^[1-9]\d{0,15}-(0|[1-9]\d{0,5})$/.test(id) ? placeOf(id) : undefined
