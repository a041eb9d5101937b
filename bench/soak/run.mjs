/**
 * `npm run soak -- [--seconds N] [--rounds N] [--goers N] [--messages N] [--plant NAME]`: a server of streams, and clients
 * of all kinds, for a while; then whether it has leaked. Ends with code 1 where something grows, is left or is lost.
 *
 * Rounds go on for so many seconds, 60 by default, or there are so many of them. In each the server publishes to a hub
 * over Comet, server-sent events and NDJSON: to clients that stay all the time, to some that come, go in all ways, and
 * come back, and to some that do not read. When all but those who stay have left, a sample is taken of what is held.
 * `--plant` plants a leak, which has to be found.
 */
import { start } from '../http/asking.mjs'
import { fail, readOptions } from '../options.mjs'
import { plants } from './plants.mjs'
import { verdict } from './verdict.mjs'

const defaults = { seconds: 60, rounds: undefined, stayers: 6, sluggish: 8, goers: 60, messages: 150 }
const { settings } = readOptions('soak', defaults, { choices: { plant: Object.keys(plants) } })
const { seconds, rounds, plant, stayers, sluggish, goers, messages } = settings
// a third to warm up, and two to compare
if (rounds < 3) fail('soak', `--rounds: expected 3 or more, got ${rounds}`)

const server = start('../soak/server.mjs', plant ?? '')
const clients = start('../soak/clients.mjs')

/** What each round leaves. */
const round = async (port, number) => {
  const last = await server.ask('publish', 0)
  await clients.ask('begin', port, { goers, sluggish, messages }, await server.ask('tail'), last)
  const newest = await server.ask('publish', messages)
  // one in four of those that do not read is cut off for that
  await server.ask('stalled', number * Math.floor(sluggish / 4))
  await clients.ask('end')
  const { failures, ...seen } = await clients.ask('caughtUp', newest)
  return { failures, seen, sample: await server.ask('sample', stayers) }
}

const progress = (sample, number, seconds) =>
  console.log(
    [
      `${seconds.toFixed(0).padStart(4)} s, round ${number}: heap ${(sample.heap / 1e6).toFixed(1)} MB`,
      ...['sockets', 'subscriptions', 'listeners', 'timers'].map((name) => `${sample[name]} ${name}`)
    ].join(', ')
  )

const soak = async () => {
  // some of those who come are too many
  const port = await server.ask('listen', stayers + sluggish + Math.ceil(goers / 2), 2 * messages)
  await clients.ask('stay', port, stayers)
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const [samples, failures] = [[], []]
  const goesOn = (done) => {
    if (failures.length > 0 && done >= 3) return false
    return rounds === undefined ? done < 9 || elapsed() < seconds : done < rounds
  }
  let seen
  while (goesOn(samples.length)) {
    const result = await round(port, samples.length + 1)
    seen = result.seen
    samples.push(result.sample)
    failures.push(...result.failures)
    progress(result.sample, samples.length, elapsed())
  }
  const told = await server.ask('told')
  const left = await server.ask('end')
  const away = await clients.ask('sentAway', told.published)
  return verdict({
    samples,
    clientsARound: seen.gone / samples.length,
    told,
    seen: { ...seen, beats: away.beats },
    failures: [...failures, ...away.failures],
    left
  })
}

try {
  const lines = await soak()
  console.log(`\n${lines.map(([holds, text]) => `${holds ? 'ok     ' : 'FAILED '} ${text}`).join('\n')}`)
  const sound = lines.every(([holds]) => holds)
  console.log(sound ? '\nsound: nothing grows, nothing is left, nothing was lost' : '\nFAILED')
  process.exitCode = sound ? 0 : 1
} catch (error) {
  fail('soak', error.message)
} finally {
  server.stop()
  clients.stop()
}
