/** The figures of the rows as tables. `results` has, for each row measured, the figures of each contender by name. */
import { columns } from './columns.mjs'
import { libraries } from './libraries/index.mjs'
import { rows, targets } from './rows/index.mjs'
import { geometricMean } from './statistics.mjs'

const [ours, ...peers] = libraries.map(({ name }) => name)
const others = ['loop', ...peers]

const number = (x) => x.toFixed(x < 0.1 ? 3 : x < 10 ? 1 : 0)
const ratio = (x) => `${x.toFixed(x < 10 ? 2 : 0)} ×`

/** A cell for each of the names: what `f` says of its figures, or nothing if it took no part. */
const cells = (names, figures, f) => names.map((name) => (name in figures ? f(figures[name]) : ''))

const closest = (figures) =>
  peers.filter((name) => name in figures).reduce((a, b) => (figures[b].lead < figures[a].lead ? b : a))

const verdict = (lead, target) => (lead >= target ? 'AHEAD' : lead >= 0.95 ? 'LEVEL' : 'BEHIND')

const verdicts = (results) =>
  columns([
    ['', 'verdict', 'ours / closest', 'target', 'closest', 'M elements/s, ours', 'quartiles', 'ours / loop'],
    ...Object.entries(results).map(([name, figures]) => {
      const target = targets[rows[name].kind]
      const rival = closest(figures)
      const { low, median, high } = figures[ours]
      return [
        name,
        verdict(figures[rival].lead, target),
        ratio(figures[rival].lead),
        ratio(target),
        rival,
        number(median),
        `${number(low)}–${number(high)}`,
        ratio(figures.loop.lead)
      ]
    })
  ])

const speeds = (results) =>
  columns([
    ['M elements/s', ours, ...others],
    ...Object.entries(results).map(([name, figures]) => [
      name,
      ...cells([ours, ...others], figures, ({ median }) => number(median))
    ])
  ])

const meanRow = (results, kind) => {
  const all = Object.keys(results)
    .filter((name) => rows[name].kind === kind)
    .map((name) => results[name])
  if (all.length < 2) return []
  const mean = (other) => {
    const leads = all.filter((figures) => other in figures).map((figures) => figures[other].lead)
    return leads.length > 0 ? ratio(geometricMean(leads)) : ''
  }
  return [[`geometric mean, ${kind}`, ...others.map(mean)]]
}

const ratios = (results) =>
  columns([
    ['ours /', ...others],
    ...Object.entries(results).map(([name, figures]) => [name, ...cells(others, figures, ({ lead }) => ratio(lead))]),
    ...Object.keys(targets).flatMap((kind) => meanRow(results, kind))
  ])

export const report = (results) => `${verdicts(results)}

How many times as fast as the others ours is:

${ratios(results)}

How fast each is:

${speeds(results)}`
