/** The head of a response that streams. */
import { requireMethod } from '../kernel/given.js'
import { shown } from '../kernel/shown.js'
import type { Writeable } from './Writeable.js'

/**
 * What keeps caches, proxies and browsers from holding the stream back, and from guessing what it is. Names in lower
 * case, so that a user's header can take the place of one.
 */
export const defaultHeaders = (writeable: Writeable<never>): Readonly<Record<string, string>> => ({
  'content-type': writeable.contentType,
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff'
})

/** What can be a body. */
export const requireWriteable = <A>(name: string, writeable: Writeable<A>): Writeable<A> =>
  requireMethod(name, writeable, 'transform', 'a Writeable')

/** A status whose response has a body. */
export const requireStatus = (name: string, status: number): number => {
  const hasBody = Number.isInteger(status) && status >= 200 && status <= 599 && ![204, 205, 304].includes(status)
  if (hasBody) return status
  throw new RangeError(`${name}: status: expected one that has a body, 200 to 599, got ${shown(status)}`)
}
