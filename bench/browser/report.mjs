/** The figures as text. Of each contender: those of its rounds. */
import { columns } from '../columns.mjs'
import { machine, versions } from '../machine.mjs'
import { median, quantile } from '../statistics.mjs'
import { baseline, own } from './contenders.mjs'

const spread = (values, digits) => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(digits))
  return `${middle} (${low}–${high})`
}

const figures = (rounds, name) => rounds.map((round) => round[name])

/** Round by round: what else the machine does slows all down. */
const toBaseline = (results, name) => results[name].map(({ ms }, round) => ms / results[baseline][round].ms)

const goal = (met, text) => `${met ? 'met   ' : 'MISSED'} ${text}`

const goals = (results) => {
  if (results[own] === undefined) return ''
  const ratio = median(toBaseline(results, own))
  const nodes = Math.max(...figures(results[own], 'nodes'))
  const lines = [
    goal(ratio <= 1, `${ratio.toFixed(2)} ×, at most 1.00 ×: time of "${own}" to that of ${baseline}`),
    goal(nodes < 100, `${nodes}, fewer than 100: nodes in the frame after all messages, "${own}"`)
  ]
  return `\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

export const report = (results, messages) =>
  columns([
    [`${messages} messages`, 'ms', `× ${baseline}`, 'ms to the first', 'thousands/s', 'nodes in the frame'],
    ...Object.entries(results).map(([name, rounds]) => [
      name,
      spread(figures(rounds, 'ms'), 0),
      spread(toBaseline(results, name), 2),
      median(figures(rounds, 'first')).toFixed(0),
      (messages / median(figures(rounds, 'ms'))).toFixed(0),
      Math.max(...figures(rounds, 'nodes')) || ''
    ])
  ]) + goals(results)

export const section = (report, rounds, chromium) => `## Into a page

Written by \`npm run bench:browser -- --write\`.

${report}

Medians of ${rounds} rounds, and in brackets the quartiles; ratios are taken round by round. The last lines compare ours with
what it is to reach.

${machine()}; Chromium ${chromium}, ${versions(['playwright-core'])}.

- A server has all of the messages from the beginning, small objects, and sends them as its client takes them: \`chunked\`
  of an enumerator through \`Comet\`, \`EventSource\` or \`Ndjson.encode\`. The server has a process of its own, a new one for
  each contender and round; the page is a new one in the same Chromium. The contenders are in another order each round,
  and a short round to warm up comes before.
- The time is that from asking for the stream to the last message, in the page, with all that is beside the stream: a
  frame has to be made. Each message is handed to the page as an object: an \`EventSource\` and \`fetch\` parse JSON for
  that. Their sum is checked.
- "nodes" are those of the frame's document when the last message has come, text and all; without a frame there are none.
`
