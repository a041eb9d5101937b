/**
 * `npm run bench:hub -- [NAME...] [--rounds N] [--clients N] [--paced N] [--flood N] [--write]`: from publishing to the
 * arrival at clients, over a hub in memory and one on Redis.
 *
 * NAME picks setups whose name contains it. `--write` writes the section `hub` of docs/benchmarks.md, which is of all of
 * them. It starts a Redis of its own, and ends it.
 */
import { shuffled } from '../measure.mjs'
import { fail, picked, readOptions } from '../options.mjs'
import { formatted, writeSection } from '../page.mjs'
import { measure } from './measure.mjs'
import { startRedis } from './redis.mjs'
import { report, section } from './report.mjs'

const setups = {
  'in memory, 1 process': { kind: 'memory', processes: 1 },
  'Redis, 1 process': { kind: 'redis', processes: 1 },
  'Redis, 2 processes': { kind: 'redis', processes: 2 }
}

const command = 'bench:hub'
const defaults = { rounds: 3, clients: 1000, paced: 40, flood: 200 }
const { names, settings, write } = readOptions(command, defaults, { writes: true })
const chosen = picked(command, 'setup', names, Object.keys(setups))

const results = Object.fromEntries(chosen.map((name) => [name, []]))
let version
try {
  for (let round = 1; round <= settings.rounds; round++) {
    console.error(`round ${round} of ${settings.rounds} …`)
    for (const name of shuffled(chosen)) {
      const redis = setups[name].kind === 'redis' ? await startRedis() : undefined
      version ??= redis?.version
      try {
        results[name].push(await measure(setups[name], redis, settings))
      } finally {
        await redis?.stop()
      }
    }
  }
} catch (error) {
  fail(command, error.message)
}

const text = report(results, settings)
console.log(`\n${await formatted(text)}`)
if (write) await writeSection('hub', section(text, settings, version))
