// @ts-check
import * as O from 'fp-ts/lib/Option.js'
import { Envelope, Html, WireFormat } from 'fp-ts-iteratee'
import { lastEventId, negotiated } from 'fp-ts-iteratee/node'
import { cometHeaders, newNonce } from '../demo/policy.mjs'

/** @typedef {import('./hub.mjs').Said} Said */

/**
 * What is said in a room, for an `EventSource` as well as for `cometFrame`: both come back with the last id that they have
 * had, and miss nothing.
 *
 * @param {import('fp-ts-iteratee/Hub').Topic<Said>} room
 * @returns {import('fp-ts-iteratee/node').Handler}
 */
export const listen = (room) => (req, res) => {
  const nonce = newNonce()
  const said = room.subscribe({ after: O.toUndefined(lastEventId(req)) })
  return negotiated(said, formats(nonce), {
    headers: cometHeaders(nonce),
    keepAliveMs: 2000,
    // who takes nothing for so long is cut off, and finds all when it comes back
    slowClient: { policy: 'block', stallTimeoutMs: 30_000 }
  })(req, res)
}

/**
 * The first is for those who accept anything, such as curl.
 *
 * @param {string} nonce
 * @returns {Array<WireFormat<Envelope<Said>>>}
 */
const formats = (nonce) => [
  WireFormat.ndjson(Envelope.ndjson()),
  WireFormat.eventStream(Envelope.eventSource()),
  WireFormat.comet(
    Envelope.comet('frameElement.cometMessage', {
      // the page is told that it is connected, also where nobody says anything
      initialChunk: Html.raw(
        `<!doctype html><html lang="en"><title>Comet</title><body><script nonce="${nonce}">parent.cometOpen?.()</script>`
      ),
      nonce,
      removeScripts: true
    })
  )
]
