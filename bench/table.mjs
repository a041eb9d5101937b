/** The figures as text. `results` has, for each row measured, the figures of each contender by name. */
import { libraries } from './libraries.mjs'
import { rows } from './rows.mjs'

const [ours, ...peers] = libraries.map(({ name }) => name)
const others = ['loop', ...peers]

const number = (x) => x.toFixed(x < 10 ? 1 : 0)
const cell = (figure) => (figure ? `${number(figure.median)} (${number(figure.low)}–${number(figure.high)})` : '')
const ratio = (x) => (x ? `${x.toFixed(2)} ×` : '')
const ahead = (figures, other) => figures[other] && figures[ours].median / figures[other].median

const geometricMean = (values) => Math.exp(values.reduce((total, x) => total + Math.log(x), 0) / values.length)

const meanRow = (results) => {
  const all = Object.keys(results)
    .filter((name) => rows[name].needs === undefined)
    .map((name) => results[name])
  if (all.length < 2) return []
  const mean = (of) => geometricMean(all.map(of))
  const ourMean = mean((figures) => figures[ours].median)
  return [
    [
      'geometric mean, without the async rows',
      number(ourMean),
      ...others.flatMap((other) => {
        const theirs = mean((figures) => figures[other].median)
        return [number(theirs), ratio(ourMean / theirs)]
      })
    ]
  ]
}

export const table = (results) => {
  const lines = [
    ['M elements/s', ours, ...others.flatMap((other) => [other, 'ours'])],
    ...Object.entries(results).map(([name, figures]) => [
      name,
      cell(figures[ours]),
      ...others.flatMap((other) => [cell(figures[other]), ratio(ahead(figures, other))])
    ]),
    ...meanRow(results)
  ]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const format = (line) =>
    `| ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => '-'.repeat(width - (i > 0)) + (i > 0 ? ':' : '')).join(' | ')} |`
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n')
}

/** One line a row: whether ours is ahead of every peer, and for an async source not slower than `for await`. */
export const verdicts = (results) =>
  Object.entries(results)
    .map(([name, figures]) => {
      const rivals = (rows[name].needs === undefined ? peers : others).filter((other) => other in figures)
      const best = rivals.reduce((a, b) => (figures[b].median > figures[a].median ? b : a))
      const lead = ahead(figures, best)
      return `${lead >= 1 ? 'ahead ' : 'BEHIND'} ${ratio(lead)} ${best}: ${name}`
    })
    .join('\n')
