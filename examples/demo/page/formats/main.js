/* global document, window */
import { byCometFrame, byEventSource, byFetch } from './connections.js'
import { newPane } from './pane.js'

const byId = (id) => document.getElementById(id)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const number = new Intl.NumberFormat('en')

// -------------------------------------------------------------------------------------
// what the feed tells of the server
// -------------------------------------------------------------------------------------

let newest = 0

const onMessage = ({ n, at, open, dropped }) => {
  // a pane that is behind tells of the past
  if (at < newest) return
  newest = at
  byId('published').textContent = number.format(n)
  byId('open').textContent = number.format(open)
  byId('dropped').textContent = number.format(dropped)
}

const comet = newPane({ id: 'comet', title: 'Comet', how: "cometFrame('/feed', { onMessage })", onMessage })
const sse = newPane({ id: 'sse', title: 'Server-sent events', how: "new EventSource('/feed')", onMessage })
const ndjson = newPane({ id: 'ndjson', title: 'NDJSON', how: "(await fetch('/feed')).body.getReader()", onMessage })
const panes = [comet, sse, ndjson]

setInterval(() => panes.forEach((pane) => pane.tick()), 250)

// -------------------------------------------------------------------------------------
// a slow client: the third pane keeps its connection, and reads nothing
// -------------------------------------------------------------------------------------

/** in milliseconds: so long a burst waits for a pane that does not take the last one */
const patience = 1000

let readOn
let mayRead = Promise.resolve()

/** Something has to come that is not read: a feed of four small messages a second would fit into buffers for hours. */
const publishBursts = async (stopped) => {
  while (mayRead === stopped) {
    try {
      const { upTo } = await (await fetch('/burst', { method: 'POST' })).json()
      const deadline = Date.now() + patience
      while (!(comet.has(upTo) && sse.has(upTo)) && Date.now() < deadline) await pause(20)
    } catch {
      await pause(patience)
    }
    await pause(50)
  }
}

const setSlow = (slow) => {
  byId('slow').setAttribute('aria-pressed', String(slow))
  byId('slow').textContent = slow ? 'Read on' : 'Stop reading'
  ndjson.setStopped(slow)
  readOn?.()
  mayRead = slow ? new Promise((resolve) => (readOn = resolve)) : Promise.resolve()
  if (slow) void publishBursts(mayRead)
}

byId('slow').addEventListener('click', () => setSlow(byId('slow').getAttribute('aria-pressed') === 'false'))

// -------------------------------------------------------------------------------------
// with an open stream the browser could not keep the page for its back button
// -------------------------------------------------------------------------------------

let leave

const connect = () => {
  const ends = [byEventSource(sse), byFetch(ndjson, () => mayRead)]
  leave = () => ends.forEach((end) => end())
}

byCometFrame(comet)
connect()

window.addEventListener('pagehide', () => {
  setSlow(false)
  leave()
  panes.forEach((pane) => pane.lost('away'))
})
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) connect()
})
