// @ts-check
import * as O from 'fp-ts/lib/Option.js'
import { Enumerator, Envelope, Html, Hub, Iteratee, WireFormat, Writeable } from 'fp-ts-iteratee'
import { chunked, lastEventId, negotiated } from 'fp-ts-iteratee/node'
import { cometHeaders, newNonce } from './policy.mjs'

/**
 * Numbered without a hole since the server has started; times in milliseconds.
 *
 * @typedef {object} Message
 * @property {number} since when the server has started
 * @property {number} n
 * @property {number} at when it was published
 * @property {number} open how many streams were open then
 * @property {number} dropped how many messages had been dropped for clients that were too slow
 * @property {string} ballast
 *
 * @typedef {ReturnType<typeof chunked>} Answer
 */

const tickMs = 250
const burst = { messages: 32, ballast: '.'.repeat(8 * 1024) }

/** Room for a burst and a half: who has taken the last one when the next comes loses nothing. */
const maxBufferedBytes = 400 * 1024

/**
 * One feed for all who listen, each in the format that it accepts; it runs while somebody does.
 *
 * @returns {{ stream: Answer, burst: Answer }}
 */
export const newFeed = () => {
  /** @type {Hub<Message>} */
  const hub = Hub.inMemory({ retain: 256 })
  const numbers = { since: Date.now(), n: 0, open: 0, dropped: 0 }
  /** @type {AbortController | undefined} */
  let clock

  const publish = (ballast = '') => {
    numbers.n++
    return hub.publish({ ...numbers, at: Date.now(), ballast })
  }

  const onOpen = () => {
    numbers.open++
    if (clock !== undefined) return
    clock = new AbortController()
    void Enumerator.tick(tickMs).run(
      Iteratee.foreachM(() => publish()),
      { signal: clock.signal }
    )()
  }

  const onClose = () => {
    numbers.open--
    if (numbers.open > 0) return
    clock?.abort()
    clock = undefined
  }

  /** @param {import('fp-ts-iteratee/node').Dropped} dropped */
  const onDrop = ({ reason, count }) => {
    // for any other reason the client has gone, and gets them when it comes back
    if (reason === 'full') numbers.dropped += count
  }

  return {
    stream: (req, res) => {
      const nonce = newNonce()
      const messages = hub.subscribe({ after: O.toUndefined(lastEventId(req)) })
      return negotiated(messages, formats(nonce), {
        // what may be stored Chromium reads ahead, also while the page reads nothing: some 60 MB
        headers: { ...cometHeaders(nonce), 'cache-control': 'no-store, no-transform' },
        keepAliveMs: 2000,
        slowClient: { policy: 'dropOldest', maxBufferedBytes },
        onOpen,
        onClose,
        onDrop
      })(req, res)
    },

    /** Publishes many messages at once, large ones, and answers the number of the last. */
    burst: (req, res) => {
      for (let i = 0; i < burst.messages; i++) void publish(burst.ballast)()
      return chunked(Enumerator.of({ upTo: numbers.n }), Writeable.json)(req, res)
    }
  }
}

/**
 * The first is for those who accept anything, such as curl.
 *
 * @param {string} nonce
 * @returns {Array<WireFormat<Envelope<Message>>>}
 */
const formats = (nonce) => [
  WireFormat.ndjson(Envelope.ndjson()),
  WireFormat.eventStream(Envelope.eventSource()),
  WireFormat.comet(
    // not batched: what is dropped is one message then, as in the other formats
    Envelope.comet('frameElement.cometMessage', {
      initialChunk: Html.raw('<!doctype html><html lang="en"><title>Comet</title><body>'),
      nonce,
      removeScripts: true
    })
  )
]
