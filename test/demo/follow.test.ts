/** What is appended to a file arrives, all of it and in order, whatever becomes of the file. */
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { appendFile, open, rename, truncate, unlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { built, Client, Demo, eventually, folder } from '../support/demo'

beforeAll(built, 120_000)

let places: ReturnType<typeof folder>
let log: string
let demo: Demo

beforeEach(async () => {
  places = folder()
  log = places.file('the.log')
  await writeFile(log, '')
  demo = await Demo.start(['--follow', log])
})

afterEach(async () => {
  const { code, stderr } = await demo.signal('SIGTERM')
  places.remove()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

const numbered = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `line ${from + i}`)
const text = (lines: ReadonlyArray<string>): string => lines.map((line) => `${line}\n`).join('')

/** A client, and the file as it is when that has begun to follow it. */
const client = async (...there: ReadonlyArray<string>): Promise<Client> => {
  const client = await Client.connect(demo.url)
  await client.expect(...there)
  return client
}

/** A client that has begun to follow the file, which has one line. */
const following = async (): Promise<Client> => {
  await writeFile(log, 'first\n')
  return client('first')
}

it('sends the last ten lines, then each new one', async () => {
  await writeFile(log, text(numbered(0, 25)))
  const a = await client(...numbered(15, 25))
  await appendFile(log, 'new\n')
  await a.expect('new')
  await appendFile(log, '\n\nmore\n')
  await a.expect('', '', 'more')
  await a.leave()
})

it('sends what is appended as soon as the system tells of it', async () => {
  const a = await following()
  const started = performance.now()
  for (const line of numbered(0, 10)) {
    await appendFile(log, `${line}\n`)
    await a.expect(line)
  }
  // it would take 10 s to look once a second
  expect(performance.now() - started).toBeLessThan(5_000)
  await a.leave()
})

it('finds the last ten lines in a file that is much longer than what is read at once', async () => {
  const long = Array.from({ length: 12 }, (_, i) => `${i}`.repeat(30_000))
  await writeFile(log, text(long) + 'not yet')
  const a = await client(...long.slice(2))
  await appendFile(log, ' complete\n')
  await a.expect('not yet complete')
  await a.leave()
})

it('holds a line until its end is there', async () => {
  const a = await following()
  await appendFile(log, 'par')
  await a.ticks(1)
  await appendFile(log, 'ti')
  await a.ticks(1)
  expect(a.lines).toEqual(['first'])
  await appendFile(log, 'al\r\nnext\r')
  await a.expect('partial')
  await a.ticks(1)
  await appendFile(log, '\nin\rside\n')
  await a.expect('next', 'in\rside')
  await a.leave()
})

it('puts characters together that are written in parts', async () => {
  const a = await following()
  const bytes = Buffer.from('é€😀 <!--<script>\u2028\n')
  for (const cut of [1, 3, 7]) {
    await appendFile(log, bytes.subarray(cut === 1 ? 0 : cut === 3 ? 1 : 3, cut))
    await a.ticks(1)
  }
  await appendFile(log, bytes.subarray(7))
  await a.expect('é€😀 <!--<script>\u2028')
  await a.leave()
})

it('starts anew when the file is truncated', async () => {
  const a = await following()
  await appendFile(log, 'second\nunfinished')
  await a.expect('second')
  await a.ticks(1)
  await truncate(log, 0)
  await a.expect('unfinished')
  await appendFile(log, 'anew\n')
  await a.expect('anew')
  // at once: shorter than before, that is all that can be seen
  await writeFile(log, 'x\n')
  await a.expect('x')
  await a.leave()
})

it('goes on with the new file when it is rotated, after the rest of the old one', async () => {
  const a = await following()
  for (const round of [1, 2, 3]) {
    const old = places.file(`the.log.${round}`)
    await appendFile(log, `${round} before\n`)
    await rename(log, old)
    await appendFile(old, `${round} after\n`)
    await a.expect(`${round} before`, `${round} after`)
    await appendFile(old, `${round} last, without an end`)
    await writeFile(log, `${round} new\n`)
    await a.expect(`${round} last, without an end`, `${round} new`)
  }
  await a.leave()
})

it('goes on with the new file when another one is moved to its place', async () => {
  const a = await following()
  await appendFile(log, text(numbered(0, 1000)))
  const next = places.file('next')
  await writeFile(next, text(numbered(1000, 2000)))
  await rename(next, log)
  await a.expect(...numbered(0, 2000))
  await a.leave()
})

it('waits while there is no file', async () => {
  const a = await following()
  await unlink(log)
  const b = await client()
  await Promise.all([a.ticks(2), b.ticks(2)])
  const next = places.file('next')
  await writeFile(next, text(numbered(0, 20)))
  await rename(next, log)
  await Promise.all([a, b].map((each) => each.expect(...numbered(0, 20))))
  await Promise.all([a.leave(), b.leave()])
})

it('bounds lines', async () => {
  const a = await following()
  const limit = 64 * 1024
  await appendFile(log, 'x'.repeat(limit) + '\r\n' + 'y'.repeat(limit + 1) + '\n')
  await a.expect('x'.repeat(limit), 'y'.repeat(limit) + ' … (cut)')
  const handle = await open(log, 'a')
  for (let i = 0; i < 320; i++) await handle.write('z'.repeat(100_000))
  await handle.close()
  await a.ticks(2)
  expect(memory()).toBeLessThan(200)
  // the limit would cut this one in the middle of a pair
  await appendFile(log, '\n' + 'w'.repeat(limit - 1) + '😀\n')
  await a.expect('z'.repeat(limit) + ' … (cut)', 'w'.repeat(limit - 1) + ' … (cut)')
  await a.leave()
})

it('loses none of 50,000 lines', async () => {
  const a = await following()
  const all = numbered(0, 50_000)
  for (let i = 0; i < all.length; i += 100) await appendFile(log, text(all.slice(i, i + 100)))
  await a.expect(...all)
  await a.leave()
})

it('reads no faster than a client does, whatever another one does', async () => {
  const slow = await following()
  slow.response.pause()
  const fast = await client('first')
  const before = memory()
  const all = numbered(0, 40_000).map((line) => line.padEnd(1000, '.'))
  for (let i = 0; i < all.length; i += 1000) await appendFile(log, text(all.slice(i, i + 1000)))
  await fast.expect(...all)
  await fast.leave()
  await eventually(() => memory() < before + 60)
  slow.response.resume()
  await slow.expect(...all)
  await slow.leave()
})

it('ends all the same while a client takes nothing', async () => {
  const slow = await following()
  slow.response.pause()
  const fast = await client('first')
  const all = numbered(0, 20_000).map((line) => line.padEnd(1000, '.'))
  await appendFile(log, text(all))
  await fast.expect(...all)
  // the slow one is still there, and `afterEach` tells the demo to end
})

// open files and watches are counted in /proc, which only Linux has
const itOnLinux = process.platform === 'linux' ? it : it.skip

itOnLinux('has the file open, and watches it, for as long as a client is there', async () => {
  const clients = await Promise.all([following(), following(), following()])
  expect(openFiles()).toBe(3)
  expect(watches()).toBeGreaterThan(0)
  for (const left of [2, 1, 0]) {
    await clients[left]!.leave()
    await eventually(() => openFiles() === left)
  }
  await eventually(() => watches() === 0)

  // one that leaves while the server has not yet written anything
  for (let i = 0; i < 20; i++) {
    const socket = connect(demo.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /comet HTTP/1.1\r\nHost: localhost\r\n\r\n', () => socket.destroy())
    await once(socket, 'close')
  }
  const last = await client('first')
  await eventually(() => openFiles() === 1)
  await last.leave()
  await eventually(() => openFiles() === 0 && watches() === 0)
})

itOnLinux('closes the files that have been rotated', async () => {
  const a = await following()
  for (let i = 0; i < 20; i++) {
    await rename(log, places.file('old'))
    await writeFile(log, `${i}\n`)
    await a.expect(String(i))
  }
  expect(openFiles()).toBe(1)
  await a.leave()
})

/** of the demo's process, in MiB */
const memory = (): number =>
  process.platform === 'linux'
    ? Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${demo.pid}/status`, 'utf8'))![1]) / 1024
    : 0

const descriptors = (): { id: string; target: string }[] =>
  readdirSync(`/proc/${demo.pid}/fd`).flatMap((id) => {
    try {
      return [{ id, target: readlinkSync(`/proc/${demo.pid}/fd/${id}`) }]
    } catch {
      return []
    }
  })

/** how often the demo has a file of this test open */
const openFiles = (): number => descriptors().filter(({ target }) => target.startsWith(places.file(''))).length

/** how many inotify watches the demo has */
const watches = (): number =>
  descriptors()
    .filter(({ target }) => target.includes('inotify'))
    .flatMap(({ id }) => readFileSync(`/proc/${demo.pid}/fdinfo/${id}`, 'utf8').match(/^inotify wd:/gm) ?? []).length
