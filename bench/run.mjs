/**
 * `npm run bench -- [NAME...] [--write]`: ours beside a loop written by hand and other libraries, in one process a row.
 *
 * NAME picks the rows whose name contains it; `--write` puts the table into docs/benchmarks.md.
 */
import { fork } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rows } from './rows.mjs'
import { table, verdicts } from './table.mjs'

const packages = ['fp-ts-iteratee', '@most/core', '@most/scheduler', 'rxjs', 'effect']

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const versions = () =>
  packages.map((name) => {
    const path = name === 'fp-ts-iteratee' ? 'package.json' : `node_modules/${name}/package.json`
    return `${name} ${JSON.parse(readFileSync(file(path), 'utf8')).version}`
  })

const machine = () => `Node ${process.versions.node}, ${process.arch}, ${cpus().length} × ${cpus()[0].model.trim()}`

const page = (results) => `# Benchmarks

Written by \`npm run bench -- --write\`.

${table(results)}

\`\`\`text
${verdicts(results)}
\`\`\`

Medians, and in brackets the quartiles, of millions of elements a second; more is better. Each column "ours" has how
many times as fast as the one before it ours is: the median of that ratio over the rounds.

${machine()}; ${versions().join(', ')}.

- The source is an array of 1,000,000 integers; the async rows have a generator of 100,000. Every result is checked.
- Each row runs in a process of its own, all contenders of the row in the same one: warmed up, then in rounds, in
  another order each round.
- "polluted": the process has before run many pipelines of other shapes through each library, as programs do.
- "loop" is the same work written by hand, without a library; of an async source, a bare \`for await\`.
- @most/core runs on a source and a fold of the benchmark's own, as in its own performance suite; it has no source for
  an async iterable.
`

const measure = (name) =>
  new Promise((resolve, reject) => {
    const child = fork(file('bench/row.mjs'), [name], { execArgv: ['--expose-gc'] })
    let figures
    child.on('message', (message) => (figures = message))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 && figures ? resolve(figures) : reject(new Error(`the row "${name}" ended with code ${code}`))
    )
  })

const fail = (message) => {
  console.error(message)
  process.exit(1)
}

const chosen = (wanted) => {
  const names = Object.keys(rows)
  const unknown = wanted.filter((part) => !names.some((name) => name.includes(part)))
  if (unknown.length > 0)
    fail(`bench: no row has "${unknown.join('" or "')}" in its name; there are\n  ${names.join('\n  ')}`)
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((part) => name.includes(part)))
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } })
if (values.write && positionals.length > 0) fail('bench: --write is for a run of all rows')

const names = chosen(positionals)
const results = {}
for (const [i, name] of names.entries()) {
  console.error(`${i + 1}/${names.length} ${name} …`)
  results[name] = await measure(name).catch((error) => fail(`bench: ${error.message}`))
}

console.log(`\n${table(results)}\n\n${machine()}; ${versions().join(', ')}\n\n${verdicts(results)}`)
if (values.write) {
  mkdirSync(file('docs'), { recursive: true })
  writeFileSync(file('docs/benchmarks.md'), page(results))
}
