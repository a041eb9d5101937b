/**
 * A file through `fromFile`, lines and a filter into a response to a real HTTP client, and what memory that takes:
 * `node --expose-gc bench/bytes/serve.mjs BYTES`, after `npm run build`. Prints JSON.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CharEncoding, Enumeratee } from 'fp-ts-iteratee'
import { fromFile, response } from 'fp-ts-iteratee/node'

const size = Number(process.argv[2] ?? 1e9)
const folder = mkdtempSync(join(tmpdir(), 'fp-ts-iteratee-'))
const file = join(folder, 'lines')

/** a thousand lines, of which every tenth is kept */
const block = Buffer.from(
  Array.from({ length: 1000 }, (_, i) => `${i % 10 === 0 ? 'keep' : 'drop'} ${'x'.repeat(40 + (i % 80))}\n`).join('')
)
const kept = block
  .toString()
  .split('\n')
  .filter((line) => line.startsWith('keep'))
  .reduce((sum, line) => sum + line.length + 1, 0)
const blocks = Math.ceil(size / block.length)

let peak = 0
const look = () => (peak = Math.max(peak, process.memoryUsage.rss()))

try {
  const fd = openSync(file, 'w')
  for (let i = 0; i < blocks; i++) writeSync(fd, block)
  closeSync(fd)

  const keptLines = fromFile(file)
    .through(CharEncoding.lines())
    .through(Enumeratee.filter((line) => line.startsWith('keep')))
    .map((line) => `${line}\n`)
  const server = createServer((_, res) => void keptLines.run(response(res))())
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  const watching = setInterval(look, 5)
  const started = performance.now()
  let received = 0
  await new Promise((resolve, reject) => {
    get({ port: server.address().port, host: '127.0.0.1', agent: false }, (message) => {
      message.on('data', (bytes) => (received += bytes.length)).on('end', resolve)
      message.on('error', reject)
    }).on('error', reject)
  })
  const ms = performance.now() - started
  look()
  clearInterval(watching)
  server.close()
  const growth = peak - before
  console.log(
    JSON.stringify({ bytes: blocks * block.length, received, expected: blocks * kept, ms: Math.round(ms), growth })
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
