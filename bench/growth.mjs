/**
 * `npm run bench:growth -- [--seconds N]`: what a run costs as its elements, and as its stages, grow in number.
 *
 * At full length, 10 seconds for each of the two, it writes its section of docs/benchmarks.md, and docs/growth.svg.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { columns } from './columns.mjs'
import { file } from './file.mjs'
import { ours } from './libraries/ours.mjs'
import { machine, versions } from './machine.mjs'
import { measure } from './measure.mjs'
import { formatted, writeSection } from './page.mjs'
import { svg } from './plot.mjs'
import { flowing } from './rows/flowing.mjs'
import { increasing } from './rows/input.mjs'
import { median } from './statistics.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })

/** About the same step between neighbours, on a logarithmic axis. */
const between = (least, greatest) => {
  const all = []
  for (let n = least; n <= greatest; n *= 10) all.push(n, 3 * n)
  return all.filter((n) => n <= greatest)
}

const filterMapFold = flowing['filter -> map -> fold']

const ofElements = (n) => {
  const input = increasing(n)
  return {
    name: n,
    expected: filterMapFold.loop(input),
    work: () => filterMapFold.pipeline(ours, input)
  }
}

const fewElements = 10_000
const input = increasing(fewElements)

// one after the other they change nothing, so that numbers stay as small as they are
const functions = [(x) => x + 1, (x) => x - 2, (x) => x + 3, (x) => x - 2]

const ofStages = (n) => {
  const stages = Array.from({ length: n }, (_, i) => functions[i % functions.length])
  const { from, map, fold } = ours
  const sum = (total, x) => total + x
  return {
    name: n,
    expected: input.reduce((total, x) => total + stages.reduce((value, stage) => stage(value), x), 0),
    work: () =>
      fold(
        sum,
        0,
        stages.reduce((s, f) => map(f, s), from(input))
      )
  }
}

/** For each number, the milliseconds of a run. */
const costs = async (numbers, contender) => {
  const times = await measure(numbers.map(contender), Number(values.seconds))
  return numbers.map((n) => [n, median(Object.values(times[n]))])
}

const elements = await costs(between(1000, 10_000_000), ofElements)
const stages = await costs(between(1, 1000), ofStages)

const figures = (x) => String(Number(x.toPrecision(3)))

const table = (what, each, points, divisor) =>
  columns([
    [what, 'ms', each],
    ...points.map(([n, ms]) => [n.toLocaleString('en'), figures(ms), figures((ms * 1e6) / n / divisor)])
  ])

const tables = `${table('elements', 'ns each', elements, 1)}

${table('map stages', 'ns each, of an element', stages, fewElements)}`

const plots = [
  { title: 'filter → map → fold', across: 'elements', up: 'milliseconds', points: elements },
  {
    title: `map → … → fold, ${fewElements.toLocaleString('en')} elements`,
    across: 'stages',
    up: 'milliseconds',
    points: stages
  }
]

const section = `## Growth

Written by \`npm run bench:growth\`.

![Two plots: the time of a run over the number of its elements, and over the number of its stages](growth.svg)

The time of a run, from a thousand to ten million elements, and from one stage to a thousand. The axes are logarithmic;
on the dashed line it would grow just as the number does.

${tables}

Medians. ${machine()}; ${versions([])}.
`

console.log(await formatted(tables))
if (values.seconds === '10') {
  writeFileSync(file('docs/growth.svg'), svg(plots))
  await writeSection('growth', section)
}
