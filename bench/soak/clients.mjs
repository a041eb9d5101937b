/** All clients, in a process of their own: those who stay, those who come and go, and those who do not read. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { answer } from '../http/asking.mjs'
import { accepts, forms } from './forms.mjs'
import { patience, Stream } from './stream.mjs'

const of = (items) => items[Math.floor(Math.random() * items.length)]
const upTo = (n) => 1 + Math.floor(Math.random() * n)

const policies = ['block', 'dropOldest', 'dropNewest', 'disconnect']
const seen = { gone: 0, refusals: 0, resumed: 0, gaps: 0 }
const failures = []

let staying = []
let going = []
let slow = []

const check = ({ failure }) => failure !== undefined && failures.push(failure)

const ways = [
  ({ request }) => request.destroy(),
  ({ request }) => request.socket?.resetAndDestroy(),
  ({ request }) => request.socket?.end()
]

/** Leaves before it has got anything. */
const passBy = async (port) => {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  socket.write('GET /pass HTTP/1.1\r\nHost: a\r\n\r\n')
  await new Promise(setImmediate)
  if (Math.random() < 0.5) socket.destroy()
  else socket.resetAndDestroy()
}

/** Comes after an event, and comes back after the last that it has had; nothing may be missing. */
const comeAndGo = async (port, after, last, messages, onBegun) => {
  const accept = of(accepts)
  const newest = last + messages
  const until = performance.now() + patience
  let [id, number] = [after, last]
  for (let visits = upTo(3), visit = 1; visit <= visits && number < newest;) {
    const stream = new Stream(port, of(['/', '/some']), accept, { after: id, last: number })
    void stream.begun.then(onBegun)
    await stream.until(number + upTo(newest - number))
    if (stream.isRefused) {
      seen.refusals++
      stream.request.destroy()
      await pause(upTo(10))
      if (performance.now() < until) continue
      failures.push(`${accept}: sent away again and again`)
      return
    }
    if (stream.events === 0) failures.push(`${accept}: it ended before an event came`)
    of(ways)(stream)
    await stream.ended
    stream.request.destroy()
    check(stream)
    ;[id, number] = [stream.lastId, stream.last]
    seen.gone++
    if (visit++ > 1) seen.resumed++
  }
}

/** Whose id nobody knows is told of a gap. */
const comeFromElsewhere = async (port) => {
  const stream = new Stream(port, '/', of(accepts), { after: 'elsewhere-7' })
  await stream.until('gap')
  stream.request.destroy()
  check(stream)
  if (!stream.isRefused && stream.gaps !== 1) failures.push(`${stream.accept}: ${stream.gaps} gaps, not 1`)
  seen.gaps += stream.gaps
}

answer({
  stay: async (port, count) => {
    staying = Array.from(
      { length: count },
      (_, i) => new Stream(port, '/stay', accepts[i % accepts.length], { last: 0 })
    )
    await Promise.all(staying.map(({ begun }) => begun))
  },

  begin: async (port, { goers, sluggish, messages }, after, last) => {
    slow = Array.from({ length: sluggish }, (_, i) => {
      const path = `/slow/${policies[i % policies.length]}`
      return new Stream(port, path, of(accepts), { after, last, mayMiss: true })
    })
    await Promise.all(slow.map(({ begun }) => begun))
    for (const stream of slow) stream.pause()
    const begun = []
    const visitors = Array.from({ length: goers }, (_, i) => {
      if (i % 10 === 0) return comeFromElsewhere(port)
      if (i % 10 === 1) return passBy(port)
      return new Promise((resolve, reject) => {
        const first = new Promise((onBegun) => comeAndGo(port, after, last, messages, onBegun).then(resolve, reject))
        begun.push(first)
      })
    })
    going = Promise.all(visitors)
    going.catch(() => {})
    // nobody leaves before something is published: there are too many for a while
    await Promise.race([Promise.all(begun), going])
  },

  /** All but those who stay have left. */
  end: async () => {
    await going
    for (const [i, stream] of slow.entries()) {
      if (i % 2 === 0) stream.resume()
      if (i % 2 === 0) await Promise.race([stream.ended, pause(20)])
      stream.request.destroy()
      check(stream)
      seen.gone++
      seen.gaps += stream.gaps
    }
  },

  /** Those who stay have had all. */
  caughtUp: async (last) => {
    await Promise.all(staying.map((stream) => stream.until(last)))
    return { failures: failures.splice(0), ...seen }
  },

  /** Those who stay have had all to the last, and goodbye. */
  sentAway: async (last) => {
    for (const stream of staying) {
      const how = await Promise.race([stream.ended, pause(10_000)])
      check(stream)
      const { accept, text } = stream
      if (how !== 'end') failures.push(`${accept}: one that stayed was cut off, not sent away`)
      if (stream.last !== last) failures.push(`${accept}: one that stayed has ${stream.last} at last, not ${last}`)
      if (!text.endsWith(forms[accept].goodbye)) failures.push(`${accept}: no goodbye to one that stayed`)
    }
    return { failures, beats: staying.reduce((total, { beats }) => total + beats, 0) }
  }
})
