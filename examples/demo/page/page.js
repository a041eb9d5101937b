/* global document, requestAnimationFrame, window */

/** @param {string} id */
const byId = (id) => document.getElementById(id)

// -------------------------------------------------------------------------------------
// messages: kept until the next frame, then shown together
// -------------------------------------------------------------------------------------

const maxRows = 500
const log = byId('log')
const ticks = byId('ticks')
const pause = byId('pause')
const { follow } = document.body.dataset

byId('source').textContent = follow === '' ? 'the clock' : follow
ticks.checked = follow === ''

let rows = []
let paused = false
let scheduled = false

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const withMs = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3
})

/** @param {string} tag @param {string} className @param {string} text */
const element = (tag, className, text) => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const rowOf = ({ kind, at, text }) => {
  if (kind === 'note') return element('div', 'note', text)
  const row = element('div', `row ${kind}`, '')
  row.append(element('time', '', withMs.format(at)), element('span', 'kind', kind), element('span', 'text', text))
  // read out each second it would drown everything else; it stands in 'Server time'
  if (kind === 'clock') row.setAttribute('aria-hidden', 'true')
  return row
}

const show = (row) => {
  rows.push(row)
  // what would be pushed out at once is not kept either, also while paused or in a tab that nobody sees
  if (rows.length > 2 * maxRows) rows = rows.slice(-maxRows)
  if (!scheduled) {
    scheduled = true
    requestAnimationFrame(render)
  }
}

const render = () => {
  scheduled = false
  if (paused) {
    pause.textContent = `Resume (${Math.min(rows.length, maxRows)}${rows.length > maxRows ? '+' : ''})`
    return
  }
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
  const fresh = rows.slice(-maxRows)
  rows = []
  for (let excess = log.childElementCount + fresh.length - maxRows; excess > 0; excess--) log.firstElementChild.remove()
  log.append(...fresh.map(rowOf))
  if (atEnd) log.scrollTop = log.scrollHeight
  const n = log.childElementCount
  byId('shown').textContent = n === maxRows ? `the last ${n} messages are shown` : ''
}

pause.addEventListener('click', () => {
  paused = !paused
  pause.setAttribute('aria-pressed', String(paused))
  pause.textContent = paused ? 'Resume' : 'Pause'
  render()
})

byId('clear').addEventListener('click', () => {
  rows = []
  log.replaceChildren()
  render()
})

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

const seconds = 60
const rateOver = 10
const started = Date.now()
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** how many messages there were in each second, by the second */
const perSecond = new Map()
const bars = Array.from({ length: seconds }, (_, i) => {
  const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  bar.setAttribute('x', String(i * 2))
  bar.setAttribute('width', '1.4')
  byId('chart').append(bar)
  return bar
})
let count = 0
let lastAt

const tally = (now) => {
  const second = Math.floor(now / 1000)
  count++
  lastAt = now
  perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
}

const showNumbers = () => {
  const now = Date.now()
  // the second that is not over yet would make both flicker
  const second = Math.floor(now / 1000) - 1
  for (const old of perSecond.keys()) if (old <= second - seconds) perSecond.delete(old)
  const counts = bars.map((_, i) => perSecond.get(second - seconds + 1 + i) ?? 0)
  const most = Math.max(4, ...counts)
  counts.forEach((n, i) => {
    const height = n === 0 ? 0.6 : Math.max(1.5, (32 * n) / most)
    bars[i].setAttribute('height', String(height))
    bars[i].setAttribute('y', String(32 - height))
  })
  const over = Math.max(1, Math.min(rateOver, Math.floor((now - started) / 1000)))
  byId('rate').textContent = number.format(counts.slice(-over).reduce((sum, n) => sum + n, 0) / over)
  byId('count').textContent = number.format(count)
  if (lastAt !== undefined) byId('last').textContent = time.format(lastAt)
}

setInterval(showNumbers, 250)
showNumbers()

// -------------------------------------------------------------------------------------
// the forever iframe
// -------------------------------------------------------------------------------------

const firstDelay = 500
const longestDelay = 15_000
/**
 * The clock ticks each second: a stream that is silent for so long is dead. Chromium tells nothing of a connection that
 * broke off, the iframe goes on loading.
 */
const silenceAtMost = 5_000

let frame
let failures = 0
let retryAt
let heardAt = 0
let connectedBefore = false

/** @param {'connecting' | 'live' | 'waiting' | 'away'} state @param {string} text */
const setState = (state, text) => {
  const shown = byId('state')
  if (shown.dataset.state === state && shown.textContent === text) return
  shown.dataset.state = state
  shown.textContent = text
}

const disconnect = () => {
  frame?.remove()
  frame = undefined
  retryAt = undefined
}

const connect = () => {
  disconnect()
  setState('connecting', 'Connecting …')
  heardAt = Date.now()
  frame = document.createElement('iframe')
  frame.title = 'The stream of messages'
  frame.hidden = true
  // an endless document does not finish loading: where it does, the stream has ended or failed
  frame.addEventListener('load', retry)
  frame.src = '/comet'
  document.body.append(frame)
}

const retry = () => {
  disconnect()
  const delay = Math.min(longestDelay, firstDelay * 2 ** failures++)
  // jitter: clients that were cut off together do not come back together
  retryAt = Date.now() + delay * (0.5 + Math.random() / 2)
  watch()
}

/** Everything that waits goes by this one clock, which also survives a tab that was put to sleep. */
const watch = () => {
  const now = Date.now()
  if (retryAt !== undefined) {
    if (now >= retryAt) connect()
    else setState('waiting', `Again in ${Math.ceil((retryAt - now) / 1000)} s`)
  } else if (frame !== undefined && now - heardAt > silenceAtMost) retry()
}

setInterval(watch, 250)

/** What the scripts in the iframe call. */
window.cometMessage = (message) => {
  const now = Date.now()
  heardAt = now
  if (failures > 0 || !connectedBefore) {
    if (connectedBefore) show({ kind: 'note', text: `connected again at ${time.format(now)}` })
    failures = 0
    connectedBefore = true
  }
  setState('live', 'Live')
  tally(now)
  if (message.kind === 'clock') byId('clock').textContent = time.format(new Date(message.at))
  if (message.kind === 'line') show({ kind: 'line', at: now, text: message.text })
  else if (ticks.checked) show({ kind: 'clock', at: now, text: message.at })
}

// an iframe that is there before the page has loaded keeps it loading for ever, and the tab spinning
const connectSoon = () => setTimeout(connect)
if (document.readyState === 'complete') connectSoon()
else window.addEventListener('load', connectSoon)

// with an open stream the browser could not keep the page for its back button
window.addEventListener('pagehide', () => {
  disconnect()
  setState('away', 'Away')
})
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) connect()
})
