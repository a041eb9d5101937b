/** What the soak test has found: lines, each of which holds or does not. */
import { growth } from './trend.mjs'

/** What may be more in the last third than in the second: counts may be one more by chance, nothing else is left. */
const allowed = { sockets: 0, subscriptions: 0, responses: 0, listeners: 0, timers: 1 }

/** For the code that is compiled, and what Node keeps; beyond that each client may leave so many bytes. */
const heapAllowed = (clients) => 400_000 + 200 * clients

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`

export const verdict = ({ samples, clientsARound, told, seen, failures, left }) => {
  const of = (name) => samples.map((sample) => sample[name])
  const clients = clientsARound * Math.floor(samples.length / 3)
  const heap = growth(of('heap'))
  const lines = [
    [heap <= heapAllowed(clients), `heap: ${kilobytes(heap)} more after ${clients.toFixed(0)} clients`],
    ...Object.entries(allowed).map(([name, most]) => {
      const more = growth(of(name))
      return [more <= most, `${name}: ${more.toFixed(1)} more; ${of(name).at(-1)} at last`]
    }),
    [
      failures.length === 0,
      `order: ${failures.length} failures${failures.slice(0, 5).map((text) => `\n         ${text}`)}`
    ],
    [Object.keys(left).length === 0, `after the end: ${JSON.stringify(left)} left`]
  ]
  // a check of what has not come about says nothing
  const happened = {
    'clients that left': seen.gone,
    'that came back': seen.resumed,
    'that were sent away (atMost)': told.refused,
    'gaps told': seen.gaps,
    'elements dropped': told.dropped,
    'fillers (keepAlive)': seen.beats,
    'responses finished': told.closed.finished,
    'responses disconnected': told.closed.disconnected,
    'responses stalled': told.closed.stalled,
    'responses overflowed': told.closed.overflowed
  }
  for (const [name, count = 0] of Object.entries(happened)) lines.push([count > 0, `${name}: ${count}`])
  return lines
}
