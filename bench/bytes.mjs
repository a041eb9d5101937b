/**
 * `npm run bench:bytes -- [--write]`: lines and search of 100 MB, beside Node's own and loops by hand.
 *
 * `--write` puts the tables into docs/benchmarks.md.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as contenders from './bytesContenders.mjs'
import { needle, sample } from './bytesSample.mjs'
import { quantile, shuffled } from './measure.mjs'
import { writeSection } from './page.mjs'

const size = 100_000_000
const rounds = 7
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

const table = (title, times, peak) => {
  const rows = Object.entries(times).map(([name, theirs]) => {
    const lead = quantile(
      theirs.map((ms, round) => ms / times.ours[round]),
      0.5
    )
    const cells = [name, quantile(theirs, 0.5).toFixed(0), `${lead.toFixed(2)} ×`, peak(name) ?? '']
    return `| ${cells.join(' | ')} |`
  })
  return [`| ${title} | ms | ours | peak MB |`, '| --- | --: | --: | --: |', ...rows].join('\n')
}

/** Peak memory of a process that does nothing else, in MB. */
const peakOf = (group, file) => (name) =>
  execFileSync(process.execPath, [fileURLToPath(new URL('bytesPeak.mjs', import.meta.url)), group, name, file], {
    encoding: 'utf8'
  }).trim()

const page = (tables) => `## Lines and bytes

Written by \`npm run bench:bytes -- --write\`.

${tables.join('\n\n')}

Medians of ${rounds} rounds, in another order each round, of 100 MB of text, ASCII where nothing else is said. The column "ours" has how many times
as fast as the one in that row ours is: the median of that ratio over the rounds. Peak memory is that of a process which
does this once and nothing else; one that does nothing at all has ${peakOf('none', '')('')}.

Node ${process.versions.node}, ${process.arch}, ${cpus().length} × ${cpus()[0].model.trim()}.

- Files are read by \`createReadStream\`, in chunks of 64 KiB. What is made of the lines is the sum of their lengths.
- "split by hand" is for LF alone, with no limit of length.
- The needle has ${needle.length} bytes and occurs each 40 KB or so. In memory the loop has all the bytes as one; ours has chunks of 64 KiB.
  A plain \`Uint8Array\` has no search for sequences, and ours does it itself.
`

const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
const folder = mkdtempSync(join(tmpdir(), 'bytes-'))
const tables = []
const add = (text) => {
  tables.push(text)
  console.log(`${text}\n`)
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
    add(table(`lines, ${name}`, await measure(on(contenders[group], file), expected), peakOf(group, file)))
  }
  const file = join(folder, 'LF')
  const memory = contenders.searchMemory(file)
  const expected = await memory['Buffer.indexOf']()
  const fromFile = await measure(on(contenders.searchFile, file), expected)
  add(table('search, file', fromFile, peakOf('searchFile', file)))
  add(table('search, memory', await measure(memory, expected), () => undefined))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (values.write) writeSection('bytes', page(tables))
