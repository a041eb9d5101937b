/** The figures as text. `results` has, for each row measured, the figures of each contender by name. */
import { libraries } from './libraries.mjs'
import { rows } from './rows.mjs'

const [ours, ...peers] = libraries.map(({ name }) => name)
const others = ['loop', ...peers]

const number = (x) => x.toFixed(x < 10 ? 1 : 0)
const cell = (figure) => (figure ? `${number(figure.median)} (${number(figure.low)}–${number(figure.high)})` : '')
const ratio = (x) => `${x.toFixed(2)} ×`

const isAsync = (name) => rows[name].needs === 'fromAsync'

const geometricMean = (values) => Math.exp(values.reduce((total, x) => total + Math.log(x), 0) / values.length)

const meanRow = (results) => {
  const all = Object.keys(results)
    .filter((name) => !isAsync(name))
    .map((name) => results[name])
  if (all.length < 2) return []
  const mean = (contender, figure) => geometricMean(all.map((figures) => figures[contender][figure]))
  const cells = others.flatMap((other) => [number(mean(other, 'median')), ratio(mean(other, 'lead'))])
  return [['geometric mean, without the async rows', number(mean(ours, 'median')), ...cells]]
}

export const table = (results) => {
  const lines = [
    ['M elements/s', ours, ...others.flatMap((other) => [other, 'ours'])],
    ...Object.entries(results).map(([name, figures]) => [
      name,
      cell(figures[ours]),
      ...others.flatMap((other) => (figures[other] ? [cell(figures[other]), ratio(figures[other].lead)] : ['', '']))
    ]),
    ...meanRow(results)
  ]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const format = (line) =>
    `| ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => '-'.repeat(width - (i > 0)) + (i > 0 ? ':' : '')).join(' | ')} |`
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n')
}

/** One line a row: whether ours is ahead of every peer, and of an async source also of a bare `for await`. */
export const verdicts = (results) =>
  Object.entries(results)
    .map(([name, figures]) => {
      const rivals = (isAsync(name) ? others : peers).filter((other) => other in figures)
      const closest = rivals.reduce((a, b) => (figures[b].lead < figures[a].lead ? b : a))
      const { lead } = figures[closest]
      return `${lead >= 1 ? 'ahead ' : 'BEHIND'} ${ratio(lead)} ${closest}: ${name}`
    })
    .join('\n')
