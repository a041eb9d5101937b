/** The figures as text. Of each work: for each contender, the figures of its rounds. */
import { columns } from '../columns.mjs'
import { quantile } from '../statistics.mjs'
import { baseline, own } from './contenders.mjs'

const median = (values) => quantile(values, 0.5)

const times = (x) => `${x.toFixed(2)} ×`

const spread = (values, digits = 1) => {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(digits))
  return `${middle} (${low}–${high})`
}

const figures = (rounds, name) => rounds.map((round) => round[name])

/** Round by round: what else the machine does slows both down. */
const toBaseline = (of, contender, name) =>
  figures(of[contender], name).map((figure, round) => figure / of[baseline][round][name])

const delivering = (title) => (of) =>
  columns([
    [title, 'thousands delivered/s', `× ${baseline}`, 'server µs/message', "clients' load"],
    ...Object.entries(of).map(([contender, rounds]) => [
      contender,
      spread(figures(rounds, 'speed')),
      spread(toBaseline(of, contender, 'speed'), 2),
      spread(figures(rounds, 'cpu')),
      `${(median(figures(rounds, 'load')) * 100).toFixed(0)} %`
    ])
  ])

const kilobytes = (values) => spread(values.map((bytes) => bytes / 1000))

const megabytes = (rounds, when) =>
  ['rss', 'heap'].map((part) => median(rounds.map(({ memory }) => memory[when][part] / 1e6)).toFixed(0)).join(' / ')

const idle = (count) => (of) =>
  columns([
    [`${count} idle`, 'kB RSS each', '× bare', 'kB heap each', '× bare', 'MB RSS / heap before', 'open', 'after'],
    ...Object.entries(of).map(([contender, rounds]) => [
      contender,
      kilobytes(figures(rounds, 'rss')),
      times(median(toBaseline(of, contender, 'rss'))),
      kilobytes(figures(rounds, 'heap')),
      times(median(toBaseline(of, contender, 'heap'))),
      ...['before', 'open', 'after'].map((when) => megabytes(rounds, when))
    ])
  ])

const lead = (of, name) => median(toBaseline(of, own, name))

/** The part of what connections took that they have not given back. */
const kept = (rounds) =>
  median(rounds.map(({ memory: { before, open, after } }) => (after.heap - before.heap) / (open.heap - before.heap)))

const atLeast = (goal, value, text) => [value >= goal, `${times(value)}, at least ${times(goal)}: ${text}`]
const atMost = (goal, value, text) => [value <= goal, `${times(value)}, at most ${times(goal)}: ${text}`]

const goals = {
  burst: (of) => {
    const cpu = median(figures(of[own], 'cpu'))
    return [
      atLeast(1.8, lead(of, 'speed'), `burst, speed to that of the ${baseline}`),
      [cpu <= 2, `${cpu.toFixed(1)} µs, at most 2.0 µs: burst, the server's time for a message`]
    ]
  },
  singly: (of) => [atLeast(0.95, lead(of, 'speed'), `singly, speed to that of the ${baseline}`)],
  idle: (of) => [
    atMost(1.2, lead(of, 'rss'), 'idle, RSS of a connection to that of a bare response'),
    atMost(1.2, lead(of, 'heap'), 'idle, heap of a connection to that of a bare response'),
    atMost(0.05, kept(of[own]), 'idle, heap that is kept when all have left to what it was with all')
  ]
}

const tablesOf = ({ clients, messages, idle: count }) => ({
  burst: delivering(`${clients} clients × ${messages} messages, 10 a turn`),
  singly: delivering(`${clients} clients × ${messages} messages, 1 a turn`),
  idle: idle(count)
})

export const report = (results, settings) => {
  const works = Object.entries(results)
  const tables = tablesOf(settings)
  const verdicts = works.flatMap(([work, of]) => goals[work](of))
  const lines = verdicts.map(([met, text]) => `${met ? 'met   ' : 'MISSED'} ${text}`).join('\n')
  return `${works.map(([work, of]) => tables[work](of)).join('\n\n')}\n\n\`\`\`text\n${lines}\n\`\`\``
}
