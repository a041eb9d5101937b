/** Measures one row, in a process of its own, and sends the figures to `run.mjs`. */
import { fit } from './fit.mjs'
import { has, libraries } from './libraries/index.mjs'
import { measure } from './measure.mjs'
import { rows } from './rows/index.mjs'
import { median, quantile } from './statistics.mjs'

const [name, seconds] = process.argv.slice(2)
const row = rows[name]
const able = libraries.filter((library) => has(library, row.needs))
if (row.before) for (const library of able) await row.before(library)

const contenders = []
for (const library of able) contenders.push(await fit(row, library.name, (input) => row.pipeline(library, input)))
contenders.push(await fit(row, 'loop', row.loop))
const times = await measure(contenders, Number(seconds))

const [{ name: ours }] = contenders
const perElement = Object.fromEntries(
  contenders.map(({ name, elements }) => [name, times[name].map((ms) => ms / elements)])
)
const figures = contenders.map(({ name }) => {
  // an array that has no entry for a round is mapped to one that has none; these have
  const speeds = Object.values(perElement[name]).map((ms) => 1 / 1000 / ms)
  // round by round: what else the machine does slows both down
  const leads = Object.values(perElement[name].map((ms, round) => ms / perElement[ours][round]))
  return [
    name,
    { low: quantile(speeds, 0.25), median: median(speeds), high: quantile(speeds, 0.75), lead: median(leads) }
  ]
})
process.send(Object.fromEntries(figures))
