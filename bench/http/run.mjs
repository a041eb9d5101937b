/**
 * `npm run bench:http -- [NAME...] [--rounds N] [--clients N] [--messages N] [--idle N]`: broadcasts to many clients.
 *
 * NAME picks works whose name contains it. A run of everything, as it is set by default, writes the section `http` of
 * docs/benchmarks.md.
 */
import { parseArgs } from 'node:util'
import { shuffled } from '../measure.mjs'
import { formatted, writeSection } from '../page.mjs'
import { report } from './report.mjs'
import { section } from './section.mjs'
import { works } from './works.mjs'

const defaults = { rounds: 5, clients: 200, messages: 2000, idle: 10_000 }

const fail = (message) => {
  console.error(`bench:http: ${message}`)
  process.exit(1)
}

const readOptions = () => {
  try {
    const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }]))
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return fail(error.message)
  }
}

const count = (name, text) =>
  /^[1-9]\d*$/.test(text) ? Number(text) : fail(`--${name}: expected a count, got ${text}`)

const chosen = (wanted) => {
  const names = Object.keys(works)
  const unknown = wanted.filter((part) => !names.some((name) => name.includes(part)))
  if (unknown.length > 0) fail(`no work has "${unknown.join('" or "')}" in its name; there are ${names.join(', ')}`)
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((part) => name.includes(part)))
}

const { values, positionals } = readOptions()
const given = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, count(name, text)]))
const settings = { ...defaults, ...given }

const results = {}
for (const name of chosen(positionals)) {
  const { measure, of } = works[name]
  results[name] = Object.fromEntries(of.map((contender) => [contender, []]))
  for (let round = 1; round <= settings.rounds; round++) {
    console.error(`${name}, round ${round} of ${settings.rounds} …`)
    for (const contender of shuffled(of))
      results[name][contender].push(await measure(contender, settings).catch((error) => fail(error.message)))
  }
}

const text = report(results, settings)
console.log(`\n${await formatted(text)}`)
if (positionals.length === 0 && Object.keys(given).length === 0)
  await writeSection('http', section(text, settings.rounds))
