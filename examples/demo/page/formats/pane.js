/* global document, requestAnimationFrame */
import { latencyLine } from './latency.js'

const maxRows = 8
const maxNotes = 3

/** Four messages come each second. */
const silentAfterMs = 1500

const states = {
  connecting: 'Connecting …',
  live: 'Live',
  silent: 'Silent',
  stopped: 'Not reading',
  away: 'Away'
}

const number = new Intl.NumberFormat('en')

/** @param {string} tag @param {string} className @param {string} text */
const element = (tag, className, text) => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

/**
 * What is shown of one stream.
 *
 * @param {{ id: string, title: string, how: string, onMessage: (message: object) => void }} settings
 */
export const newPane = ({ id, title, how, onMessage }) => {
  const root = document.getElementById('pane').content.firstElementChild.cloneNode(true)
  const part = (selector) => root.querySelector(selector)
  root.id = id
  root.setAttribute('aria-label', title)
  part('h2').textContent = title
  part('code').textContent = how
  document.getElementById('panes').append(root)
  const line = latencyLine(part('.line'))

  let rows = []
  let received = 0
  let missed = 0
  let latency
  let heardAt = 0
  let state
  let stopped = false
  /** the last message */
  let last = { since: 0, n: 0 }
  let lastId
  let scheduled = false

  const show = () => {
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => {
      scheduled = false
      part('.received').textContent = number.format(received)
      part('.missed').textContent = number.format(missed)
      if (latency !== undefined) part('.latency').textContent = `${number.format(latency)} ms`
      part('.scale').textContent = `the last 60, up to ${number.format(line.draw())} ms`
      part('.log').replaceChildren(...rows.map(rowOf))
    })
  }

  const rowOf = ({ note, n, ms, size }) => {
    if (note !== undefined) return element('div', 'note', note)
    const row = element('div', 'row', '')
    const kind = size === 0 ? '' : `${number.format(size / 1024)} KiB`
    row.append(element('span', 'text', `#${n}`), element('span', 'kind', kind), element('time', '', `${ms} ms`))
    return row
  }

  /** the newest on top: it is in view, however small the pane */
  const addRow = (row) => {
    const all = [row, ...rows]
    const notes = all.filter(({ note }) => note !== undefined).slice(0, maxNotes)
    const messages = all.filter(({ note }) => note === undefined).slice(0, maxRows - notes.length)
    // a note stays longer than the messages around it: after a hole they come in a rush
    rows = all.filter((row) => notes.includes(row) || messages.includes(row))
    show()
  }

  const note = (text) => {
    line.gap()
    addRow({ note: text })
  }

  const setState = (name) => {
    if (stopped) name = 'stopped'
    if (state === name) return
    state = name
    part('.state').dataset.state = name
    part('.state').textContent = states[name]
  }

  const receiveEvent = (message) => {
    const { since, n, at, ballast } = message
    if (last.since !== 0 && since !== last.since) note('the server has started anew')
    else if (last.since !== 0 && n !== last.n + 1) {
      missed += n - last.n - 1
      note(`${number.format(n - last.n - 1)} missed`)
    }
    last = { since, n }
    received++
    latency = Date.now() - at
    line.add(latency)
    addRow({ n, ms: latency, size: ballast.length })
    onMessage(message)
  }

  setState('connecting')

  return {
    /** Takes an envelope of the hub: an event with its id, or a gap. */
    receive: (envelope) => {
      heardAt = Date.now()
      setState('live')
      if (envelope._tag === 'Event') {
        lastId = envelope.id
        receiveEvent(envelope.data)
      } else {
        lastId = envelope.resumesAt
        note('gap')
      }
    },
    /** the connection has been lost, or left */
    lost: (name = 'connecting') => setState(name),
    /** Whether somebody reads what comes. */
    setStopped: (now) => {
      stopped = now
      setState(now ? 'stopped' : 'silent')
    },
    /** Browsers tell little of a stream to which nothing comes. */
    tick: () => {
      if (state === 'live' && Date.now() - heardAt > silentAfterMs) setState('silent')
    },
    /** whether it has that message, or a later one */
    has: (n) => last.n >= n,
    get lastId() {
      return lastId
    }
  }
}
