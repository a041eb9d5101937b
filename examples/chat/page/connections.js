/* global document, location, EventSource, MutationObserver, window */
import { cometFrame } from '/client/index.js'

/**
 * Two ways to listen to a room. Each hands what comes to `listener.receive`, tells `listener.state` how the connection is,
 * goes on after the last id when it was cut off, and answers a function that ends it.
 *
 * Nobody knows an event by the id 0. So who has none yet is told of a gap, is sent what is kept of the room, and has an id
 * from the beginning: what is said while it is cut off for the first time is not lost either.
 */
const addressOf = (room, lastId = '0') => {
  const url = new URL(`/rooms/${room}`, location.href)
  url.searchParams.set('lastEventId', lastId)
  return url
}

/** An `EventSource` comes back by itself, with the last id; not where the answer was an error. */
export const byEventSource = (room, listener) => {
  let source
  let timer

  const connect = () => {
    listener.state('connecting')
    source = new EventSource(addressOf(room, listener.lastId))
    source.addEventListener('open', () => listener.state('live'))
    source.addEventListener('message', ({ data, lastEventId }) =>
      listener.receive({ _tag: 'Event', id: lastEventId, data: JSON.parse(data) })
    )
    source.addEventListener('gap', ({ data }) => listener.receive({ _tag: 'Gap', ...JSON.parse(data) }))
    source.addEventListener('error', () => {
      listener.state('connecting')
      // jitter: those who were sent away together do not come back together
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, 1000 * (1 + Math.random()))
    })
  }

  connect()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}

/** The frame comes back by itself. It tells what is said only, so whether it is connected is seen by the frame itself. */
export const byCometFrame = (room, listener) => {
  const parent = document.createElement('div')
  parent.hidden = true
  document.body.append(parent)
  window.cometOpen = () => listener.state('live')
  const watching = new MutationObserver(() => listener.state('connecting'))
  watching.observe(parent, { childList: true })
  listener.state('connecting')

  const end = cometFrame(addressOf(room, listener.lastId), {
    // the server says something every two seconds
    heartbeatMs: 5000,
    backoff: { minMs: 500, maxMs: 4000 },
    parent,
    onMessage: (envelope) => listener.receive(envelope),
    onEnd: () => listener.state('away')
  })
  return () => {
    watching.disconnect()
    end()
    parent.remove()
  }
}
