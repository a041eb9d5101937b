/** Measures one row, in a process of its own, and sends the figures to `run.mjs`: millions of elements a second. */
import { libraries } from './libraries.mjs'
import { measure, quantile } from './measure.mjs'
import { rows } from './rows.mjs'

const milliseconds = 10_000

const row = rows[process.argv[2]]
const able = libraries.filter((library) => row.needs === undefined || row.needs in library)
if (row.before) for (const library of able) await row.before(library)

const contenders = able.map((library) => ({ name: library.name, work: () => row.pipeline(library) }))
const times = await measure([...contenders, { name: 'loop', work: row.loop }], row.expected, milliseconds)

const ours = times[libraries[0].name]
const figures = Object.entries(times).map(([name, theirs]) => {
  const speeds = theirs.map((ms) => row.elements / 1000 / ms)
  // round by round: what else the machine does slows both down
  const leads = theirs.map((ms, round) => ms / ours[round])
  return [
    name,
    {
      low: quantile(speeds, 0.25),
      median: quantile(speeds, 0.5),
      high: quantile(speeds, 0.75),
      lead: quantile(leads, 0.5)
    }
  ]
})
process.send(Object.fromEntries(figures))
