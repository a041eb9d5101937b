/**
 * `npm run bench:bytes`: lines and search of 100 MB, beside Node's own and loops by hand. Writes its section of
 * docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { columns } from '../columns.mjs'
import { machine, versions } from '../machine.mjs'
import { shuffled } from '../measure.mjs'
import { formatted, writeSection } from '../page.mjs'
import { median } from '../statistics.mjs'
import * as contenders from './contenders.mjs'
import { needle, sample } from './sample.mjs'

const size = 100_000_000
/** 7 were too noisy */
const rounds = 21
/** at least so long for one time, what is quick is done several times */
const sampleMs = 100

const time = async (name, work, expected) => {
  // the young generation only: a full collection also throws away compiled code
  globalThis.gc({ type: 'minor' })
  const started = performance.now()
  for (let runs = 1; ; runs++) {
    const result = await work()
    if (result !== expected) throw new Error(`${name}: expected ${expected}, got ${result}`)
    const ms = performance.now() - started
    if (ms >= sampleMs) return ms / runs
  }
}

/** Milliseconds of each in each round, after one round to warm up. */
const measure = async (works, expected) => {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const name of shuffled(Object.keys(works))) {
      const ms = await time(name, works[name], expected)
      if (round > 0) times[name].push(ms)
    }
  }
  return times
}

const table = (title, times, peak) =>
  columns([
    [title, 'ms', 'ours', 'peak MB'],
    ...Object.entries(times).map(([name, theirs]) => {
      const lead = median(theirs.map((ms, round) => ms / times.ours[round]))
      return [name, median(theirs).toFixed(0), `${lead.toFixed(2)} ×`, peak(name) ?? '']
    })
  ])

/** Peak memory of a process that does nothing else, in MB. */
const peakOf = (group, file) => (name) =>
  execFileSync(process.execPath, [fileURLToPath(new URL('peak.mjs', import.meta.url)), group, name, file], {
    encoding: 'utf8'
  }).trim()

const page = (tables) => `## Lines and bytes

Written by \`npm run bench:bytes\`.

${tables.join('\n\n')}

Medians of ${rounds} rounds, in another order each round, of 100 MB of text, ASCII where nothing else is said. The column "ours" has how many times
as fast as the one in that row ours is: the median of that ratio over the rounds. Peak memory is that of a process which
does this once and nothing else; one that does nothing at all has ${peakOf('none', '')('')}.

${machine()}; ${versions([])}.

- "ours" reads files by \`fromFile\`, in chunks of 112 KiB; all others by \`createReadStream\`, in chunks of 64 KiB. What is made of
  the lines is the sum of their lengths.
- "split by hand" is for LF alone, with no limit of length.
- The needle has ${needle.length} bytes and occurs each 40 KB or so. In memory the loop has all the bytes as one; ours has chunks of 64 KiB.
  A plain \`Uint8Array\` has no search for sequences, and ours does it itself.
`

const folder = mkdtempSync(join(tmpdir(), 'bytes-'))
const tables = []
const add = async (text) => {
  tables.push(text)
  console.log(`${await formatted(text)}\n`)
}
const on = (works, file) => Object.fromEntries(Object.entries(works).map(([name, work]) => [name, () => work(file)]))

try {
  for (const [name, lineEnd, group, word] of [
    ['LF', '\n', 'linesOfLf'],
    ['CRLF', '\r\n', 'lines'],
    ['LF, a word in twenty is not ASCII', '\n', 'linesOfLf', 'naïve']
  ]) {
    const file = join(folder, name)
    const bytes = sample(size, lineEnd, word)
    writeFileSync(file, bytes)
    const expected = bytes.toString().replaceAll(lineEnd, '').length
    await add(table(`lines, ${name}`, await measure(on(contenders[group], file), expected), peakOf(group, file)))
  }
  const file = join(folder, 'LF')
  const memory = contenders.searchMemory(file)
  const expected = await memory['Buffer.indexOf']()
  const fromFile = await measure(on(contenders.searchFile, file), expected)
  await add(table('search, file', fromFile, peakOf('searchFile', file)))
  await add(table('search, memory', await measure(memory, expected), () => undefined))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
await writeSection('bytes', page(tables))
