/**
 * `npm run bench -- [NAME...] [--seconds N]`: ours beside a loop written by hand and other libraries, in one process a
 * row.
 *
 * NAME picks the rows whose name contains it; N, 10 unless it is given, is how long the rounds of a row go on. The run
 * of all rows, at full length, writes its section of docs/benchmarks.md.
 */
import { fork } from 'node:child_process'
import { parseArgs } from 'node:util'
import { file } from './file.mjs'
import { machine, versions } from './machine.mjs'
import { formatted, writeSection } from './page.mjs'
import { report } from './report.mjs'
import { rows } from './rows/index.mjs'

const packages = [
  '@most/core',
  '@most/scheduler',
  'rxjs',
  'effect',
  'xstream',
  'wonka',
  'ix',
  'highland',
  'streaming-iterables'
]

const section = (results) => `## Pipelines in one process

Written by \`npm run bench\`.

${report(results)}

${machine()}; ${versions(packages)}.

- Speeds are medians. A ratio is the median over the rounds of what it was in each. AHEAD: ours reaches its target, which
  is a multiple of the closest other library's speed; LEVEL: it does not, and is not slower by more than a twentieth;
  BEHIND: it is. A geometric mean is over the rows that the library takes part in.
- Every result is checked. Each row runs in a process of its own, all contenders of the row in the same one: warmed up,
  then in rounds, in another order each round. A slow contender is in fewer rounds than the others; where all of the
  input would take it more than half a second it gets a tenth or a hundredth of it.
- "polluted": the process has before run many pipelines of other shapes through each library, as programs do.
- "loop" is the same work written by hand, without a library; "async generators" are what one writes by hand with
  \`async function*\`; "Node streams" are the operators of \`stream.Readable\`.
- Nothing stands where a library has no such operator. @most/core runs on a source and a fold of the benchmark's own, as
  in its own performance suite.
`

const measure = (name, seconds) =>
  new Promise((resolve, reject) => {
    const child = fork(file('bench/row.mjs'), [name, seconds], { execArgv: ['--expose-gc'] })
    let figures
    child.on('message', (message) => (figures = message))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 && figures ? resolve(figures) : reject(new Error(`the row "${name}" ended with code ${code}`))
    )
  })

const fail = (message) => {
  console.error(`bench: ${message}`)
  process.exit(1)
}

const chosen = (wanted) => {
  const names = Object.keys(rows)
  const unknown = wanted.filter((part) => !names.some((name) => name.includes(part)))
  if (unknown.length > 0) fail(`no row has "${unknown.join('" or "')}" in its name; there are\n  ${names.join('\n  ')}`)
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((part) => name.includes(part)))
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: 'string' } } })
const seconds = values.seconds ?? '10'
if (!(Number(seconds) > 0)) fail(`--seconds is to be a number above 0, not "${seconds}"`)

const names = chosen(positionals)
const results = {}
for (const [i, name] of names.entries()) {
  console.error(`${i + 1}/${names.length} ${name} …`)
  results[name] = await measure(name, seconds).catch((error) => fail(error.message))
}

console.log(`\n${await formatted(report(results))}\n${machine()}; ${versions(packages)}`)
if (positionals.length === 0 && values.seconds === undefined) await writeSection('streams', section(results))
