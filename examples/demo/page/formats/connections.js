/* global EventSource, location */
import { cometFrame } from '/client/index.js'

/**
 * Three ways to listen to one address. Each hands what comes to its pane, goes on after the last id when it was cut off,
 * and answers a function that ends it.
 */

/** The frame knows the last id, and leaves and comes back with the page by itself. */
export const byCometFrame = (pane) =>
  cometFrame('/feed', {
    heartbeatMs: 5000,
    backoff: { minMs: 500, maxMs: 4000 },
    onMessage: (envelope) => pane.receive(envelope),
    onEnd: () => pane.lost('away')
  })

/** An `EventSource` knows the last id, but cannot begin with one, and gives up where the answer is an error. */
export const byEventSource = (pane) => {
  let source
  let timer

  const connect = () => {
    source = new EventSource(addressAfter(pane.lastId))
    source.addEventListener('message', ({ data, lastEventId }) =>
      pane.receive({ _tag: 'Event', id: lastEventId, data: JSON.parse(data) })
    )
    source.addEventListener('gap', ({ data }) => pane.receive({ _tag: 'Gap', ...JSON.parse(data) }))
    source.addEventListener('error', () => {
      pane.lost()
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, waitMs(1000))
    })
  }

  connect()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}

/** `mayRead` answers a promise that is kept when the next piece may be read. */
export const byFetch = (pane, mayRead) => {
  const leaving = new AbortController()
  const { signal } = leaving

  const listen = async () => {
    while (!signal.aborted) {
      let retryMs = 1000
      try {
        const headers = { accept: 'application/x-ndjson' }
        const response = await fetch(addressAfter(pane.lastId), { headers, signal })
        if (!response.ok) throw new Error(`the server answered ${response.status}`)
        for await (const line of linesOf(response.body, mayRead)) {
          if (line === '') continue
          const envelope = JSON.parse(line)
          if (envelope._tag === 'Retry') retryMs = envelope.ms
          else pane.receive(envelope)
        }
      } catch {
        // it goes on below, as after an end: there is nothing else to do about it
      }
      if (signal.aborted) return
      pane.lost()
      await new Promise((resolve) => setTimeout(resolve, waitMs(retryMs)))
    }
  }

  void listen()
  return () => leaving.abort()
}

async function* linesOf(body, mayRead) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    await mayRead()
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop()
    yield* lines
  }
}

const addressAfter = (id) => {
  const url = new URL('/feed', location.href)
  if (id !== undefined) url.searchParams.set('lastEventId', id)
  return url
}

/** Jitter: those who were cut off together do not come back together. */
const waitMs = (ms) => ms * (1 + Math.random())
