import * as O from 'fp-ts/lib/Option.js'
import type { NodeRequest } from './Handler.js'

/**
 * The id of the last event that a client has seen, for a stream that goes on from there: the header `Last-Event-ID`, by
 * which a browser's `EventSource` comes back, or else `lastEventId` in the query, as an `EventSource` cannot begin with an
 * id and a frame has no headers. None where neither is there, or the id is empty.
 *
 * It comes from the client, and may be anything.
 *
 * @category destructors
 * @since 0.1.0
 * @example
 * import * as O from 'fp-ts/lib/Option.js'
 * import { lastEventId } from 'fp-ts-iteratee/node'
 *
 * assert.deepStrictEqual(lastEventId({ url: '/?lastEventId=7', headers: {} }), O.some('7'))
 * assert.deepStrictEqual(lastEventId({ url: '/?lastEventId=7', headers: { 'last-event-id': '8' } }), O.some('8'))
 * assert.deepStrictEqual(lastEventId({ url: '/', headers: {} }), O.none)
 */
export const lastEventId = ({ headers, url }: Pick<NodeRequest, 'headers' | 'url'>): O.Option<string> => {
  const header = headers['last-event-id']
  const id = typeof header === 'string' && header !== '' ? utf8(header) : inQuery(url ?? '')
  return id === null || id === '' ? O.none : O.some(id)
}

/** Node reads headers as Latin-1; browsers write this one as UTF-8. */
const utf8 = (header: string): string => Buffer.from(header, 'latin1').toString()

const inQuery = (url: string): string | null => {
  const at = url.indexOf('?')
  return at < 0 ? null : new URLSearchParams(url.slice(at + 1)).get('lastEventId')
}
