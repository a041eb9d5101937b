/** Measures one row, in a process of its own, and sends the figures to `run.mjs`: millions of elements a second. */
import { libraries } from './libraries.mjs'
import { measure } from './measure.mjs'
import { rows } from './rows.mjs'

const milliseconds = 9_000

const row = rows[process.argv[2]]
const able = libraries.filter((library) => row.needs === undefined || row.needs in library)
if (row.before) for (const library of able) await row.before(library)

const contenders = able.map((library) => ({ name: library.name, work: () => row.pipeline(library) }))
const times = await measure([...contenders, { name: 'loop', work: row.loop }], row.expected, milliseconds)

const speed = (ms) => row.elements / 1000 / ms
const figures = Object.entries(times).map(([name, { low, median, high }]) => [
  name,
  { low: speed(high), median: speed(median), high: speed(low) }
])
process.send(Object.fromEntries(figures))
