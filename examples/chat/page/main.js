/* global document, window, location, addEventListener */
import { byCometFrame, byEventSource } from './connections.js'

const byId = (id) => document.getElementById(id)

const maxRows = 500
const states = { connecting: 'Connecting …', live: 'Live', away: 'Away' }
const transports = { sse: byEventSource, comet: byCometFrame }
const rooms = document.body.dataset.rooms.split(' ')
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

// -------------------------------------------------------------------------------------
// what is said: text, never markup
// -------------------------------------------------------------------------------------

const log = byId('log')

/** @param {string} tag @param {string} className @param {string} text */
const element = (tag, className, text) => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const saidRow = ({ who, text, at, process }) => {
  const row = element('div', 'said', '')
  row.append(
    element('time', '', time.format(at)),
    element('span', 'who', who),
    element('span', 'text', text),
    element('span', 'by', String(process))
  )
  return row
}

const show = (row) => {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
  log.append(row)
  if (log.childElementCount > maxRows) log.firstElementChild.remove()
  if (isAtEnd) log.scrollTop = log.scrollHeight
}

// -------------------------------------------------------------------------------------
// the room, and the connection to it
// -------------------------------------------------------------------------------------

let room
let leave = () => {}

const setState = (name) => {
  byId('state').dataset.state = name
  byId('state').textContent = states[name]
}

/** what a connection is given: whatever it is, and however often it changes, the id stays */
const newListener = () => ({
  lastId: undefined,
  state: setState,
  receive(envelope) {
    if (envelope._tag === 'Event') show(saidRow(envelope.data))
    else if (this.lastId === undefined) show(element('div', 'note', 'what was said before is not kept'))
    else show(element('div', 'note', 'something is missing here: it is not kept any more'))
    this.lastId = envelope._tag === 'Event' ? envelope.id : envelope.resumesAt
  }
})

let listener

const connect = () => {
  leave()
  const { value } = document.querySelector('[name=transport]:checked')
  leave = transports[value](room, listener)
}

const enter = () => {
  const named = decodeURIComponent(location.hash.slice(1))
  room = rooms.includes(named) ? named : rooms[0]
  byId('room').textContent = room
  for (const link of byId('rooms').children) link.setAttribute('aria-current', String(link.textContent === room))
  log.replaceChildren()
  listener = newListener()
  connect()
}

for (const name of rooms) {
  const link = element('a', '', name)
  link.href = `#${encodeURIComponent(name)}`
  byId('rooms').append(link)
}

addEventListener('hashchange', enter)
document.querySelector('.transport').addEventListener('change', connect)
enter()

// with an open stream the browser could not keep the page for its back button
addEventListener('pagehide', () => {
  leave()
  leave = () => {}
  setState('away')
})
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) connect()
})

// -------------------------------------------------------------------------------------
// to say something
// -------------------------------------------------------------------------------------

const say = async (message) => {
  try {
    const answer = await window.fetch(`/rooms/${room}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message)
    })
    return answer.ok ? '' : await answer.text()
  } catch {
    return 'the server does not answer; look whether it appears before you say it again'
  }
}

byId('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  const text = byId('text').value
  const button = byId('form').querySelector('button')
  button.disabled = true
  const problem = await say({ who: byId('who').value, text })
  byId('problem').textContent = problem
  // what was not said may be said again
  if (problem === '' && byId('text').value === text) byId('text').value = ''
  button.disabled = false
})
