/**
 * `npm run bench:http -- [NAME...] [--rounds N] [--clients N] [--messages N] [--idle N]`: broadcasts to many clients.
 *
 * NAME picks works whose name contains it. A run of everything, as it is set by default, writes the section `http` of
 * docs/benchmarks.md.
 */
import { fail, picked, readOptions } from '../options.mjs'
import { formatted, writeSection } from '../page.mjs'
import { report } from './report.mjs'
import { section } from './section.mjs'
import { works } from './works.mjs'

const command = 'bench:http'
const defaults = { rounds: 9, clients: 200, messages: 2000, idle: 10_000 }
const { names, settings, isWhole } = readOptions(command, defaults)

const results = {}
for (const name of picked(command, 'work', names, Object.keys(works))) {
  const { measure, of } = works[name]
  results[name] = Object.fromEntries(of.map((contender) => [contender, []]))
  for (let round = 1; round <= settings.rounds; round++) {
    console.error(`${name}, round ${round} of ${settings.rounds} …`)
    const figures = await measure(of, settings).catch((error) => fail(command, error.message))
    for (const contender of of) results[name][contender].push(...figures[contender])
  }
}

const text = report(results, settings)
console.log(`\n${await formatted(text)}`)
if (isWhole) await writeSection('http', section(text, settings.rounds))
