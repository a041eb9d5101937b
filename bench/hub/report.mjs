/** The figures as text. Of each setup: those of its rounds. */
import { columns } from '../columns.mjs'
import { machine, versions } from '../machine.mjs'
import { quantile } from '../statistics.mjs'
import { everyMs } from './measure.mjs'

const spread = (rounds, name, digits, of = 1) => {
  const values = rounds.map((round) => round[name] / of)
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(digits))
  return `${middle} (${low}–${high})`
}

const most = (rounds) => Math.max(...rounds.map(({ connections }) => connections))

const goal = (results) => {
  const counts = Object.values(results).map(most)
  const greatest = Math.max(...counts)
  return `${greatest <= 2 ? 'met   ' : 'MISSED'} ${greatest}, at most 2: connections of a process to Redis`
}

export const report = (results, { clients }) =>
  `${columns([
    [
      `${clients} subscribers`,
      'ms to a client, first',
      'median',
      '99 %',
      'published/s',
      'thousands delivered/s',
      'connections to Redis a process'
    ],
    ...Object.entries(results).map(([name, rounds]) => [
      name,
      spread(rounds, 'least', 1),
      spread(rounds, 'median', 1),
      spread(rounds, 'p99', 1),
      spread(rounds, 'published', 0),
      spread(rounds, 'delivered', 0, 1000),
      most(rounds) || ''
    ])
  ])}\n\n\`\`\`text\n${goal(results)}\n\`\`\``

export const section = (report, { rounds, paced, flood }, redis) => `## Hubs

Written by \`npm run bench:hub -- --write\`.

${report}

Medians of ${rounds} rounds, and in brackets the quartiles.

${machine()}; Redis ${redis}, ${versions(['ioredis'])}.

- Each process of the hub answers its part of the clients with \`hub.subscribe()\` as server-sent events; the first one
  publishes. All clients have a process of their own. With two processes of a hub there are more processes than
  processors here, so that their figures are those of a machine that is full.
- "ms to a client" is the time from just before \`publish\` to the arrival at a client, on a clock that is the same for all
  processes: of ${paced} messages, one each ${everyMs} ms, to each client. "first" is the quickest of all, the median and the
  99th percentile are over all messages and clients: the last of the clients has to wait until the server has written to
  all the others.
- "published/s" and "delivered/s" are of ${flood} messages as fast as they are acknowledged, ten at a time, until all clients
  have all of them.
- Redis listens on a socket of the same machine, and appends to its file, synced each second (\`appendfsync everysec\`). Its
  connections are counted by \`CLIENT LIST\`.
`
