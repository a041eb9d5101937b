/** A page that reads event streams with the browser's own `EventSource`, and the server that it has both from. */
import type { Dispatched } from 'fp-ts-iteratee'
import { openPage } from './browser'
import { serve } from './server'

/**
 * `read` answers what each stream dispatches, up to its end: the browser then tells an error, and would connect again.
 * Six at a time, as a browser opens no more connections to a host.
 */
const script = `
  const readOne = ({ path, names }) => new Promise((resolve, reject) => {
    const source = new EventSource(path)
    const seen = []
    let opened = false
    const listener = ({ type, data, lastEventId }) => seen.push({ event: type, data, lastEventId })
    for (const name of names) {
      // the browser's own events have these names too
      source.addEventListener(name, (event) => { if (event instanceof MessageEvent) listener(event) })
    }
    source.addEventListener('open', (event) => { opened ||= !(event instanceof MessageEvent) })
    source.addEventListener('error', (event) => {
      if (event instanceof MessageEvent) return
      source.close()
      if (opened) resolve(seen)
      else reject(new Error(path + ' is no event stream'))
    })
  })
  window.read = async (streams) => {
    const all = []
    for (let i = 0; i < streams.length; i += 6) all.push(...await Promise.all(streams.slice(i, i + 6).map(readOne)))
    return JSON.stringify(all)
  }
`

export interface EventStreamPage {
  /** what the browser dispatches of each body */
  read(bodies: ReadonlyArray<string | Uint8Array>): Promise<ReadonlyArray<ReadonlyArray<Dispatched>>>
}

/** All that could be the name of an event: whatever ends a line. */
const namesIn = (body: string): ReadonlyArray<string> => [
  ...new Set([
    'message',
    ...body
      .split(/[\r\n]+/)
      .filter((line) => line.includes('event'))
      .flatMap((line) => Array.from(line, (_, i) => line.slice(i)))
  ])
]

export const eventStreamPage = async (contentType = 'text/event-stream'): Promise<EventStreamPage> => {
  const served = new Map<string, string | Uint8Array>()
  const { port } = await serve((req, res) => {
    const body = served.get(req.url ?? '')
    res.setHeader('content-type', body === undefined ? 'text/html; charset=utf-8' : contentType)
    res.end(body ?? `<!doctype html><title>a</title><script>${script}</script>`)
    return () => Promise.resolve(undefined)
  })
  const page = await openPage()
  await page.goto(`http://127.0.0.1:${String(port)}/`, { waitUntil: 'load' })
  return {
    read: async (bodies) => {
      const streams = bodies.map((body) => {
        const path = `/streams/${String(served.size)}`
        served.set(path, body)
        return { path, names: namesIn(Buffer.from(body).toString()) }
      })
      const read = await page.evaluate<string>(`read(${JSON.stringify(streams)})`)
      return JSON.parse(read) as ReadonlyArray<ReadonlyArray<Dispatched>>
    }
  }
}
