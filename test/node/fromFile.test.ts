import { Enumeratee, Iteratee } from 'fp-ts-iteratee'
import { type FileOptions, fromFile } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { exits, leftOf } from '../support/exits'
import { fileOf, handles, openings, pipe, removeFiles, temporaryFolder } from '../support/files'
import { gate } from '../support/gate'
import { comesAbout, turns } from '../support/turns'

const whole = Iteratee.getChunks<Uint8Array>().map((chunks) => Buffer.concat(chunks))
const sizes = Iteratee.getChunks<Uint8Array>().map((chunks) => chunks.map(({ length }) => length))

afterEach(removeFiles)

test('the bytes of a file, or of a part of it, in chunks of any size', async () => {
  const content = Buffer.from(Array.from({ length: 100 }, (_, i) => i))
  const file = fileOf(content)
  const options = fc.record(
    { chunkSize: fc.integer({ min: 1, max: 130 }), start: fc.nat(120), length: fc.nat(120) },
    { requiredKeys: [] }
  )
  await fc.assert(
    fc.asyncProperty(options, async ({ length, ...options }) => {
      const end = length === undefined ? {} : { end: (options.start ?? 0) + length }
      const expected = content.subarray(options.start ?? 0, end.end === undefined ? undefined : end.end + 1)
      const bytes = fromFile(file, { ...options, ...end })
      expect(await bytes.run(whole)()).toEqual(E.right(Buffer.from(expected)))
      const cut = await bytes.run(sizes)()
      const { chunkSize = 114_688 } = options
      expect(E.map((all: number[]) => all.slice(0, -1).every((n) => n === chunkSize))(cut)).toEqual(E.right(true))
    })
  )
})

test('chunks are 112 KiB by default, each an array of its own', async () => {
  const file = fileOf(Buffer.alloc(250_000, 'abc'))
  expect(await fromFile(file).run(sizes)()).toEqual(E.right([114_688, 114_688, 20_624]))
  expect(await fromFile(file).run(whole)()).toEqual(E.right(readFileSync(file)))
  const memories = Iteratee.getChunks<Uint8Array>().map((chunks) => new Set(chunks.map(({ buffer }) => buffer)).size)
  expect(await fromFile(file, { chunkSize: 1000 }).run(memories)()).toEqual(E.right(250))
})

test('the laws of enumerators', async () => {
  const file = fileOf('abcdefgh')
  const letters = fromFile(file, { chunkSize: 3 }).map((bytes) => Buffer.from(bytes).toString())
  await Laws.enumerator(letters, { expected: () => ['abc', 'def', 'gh'], numRuns: 20 })
})

test('a path may be a URL or bytes; a file may be empty', async () => {
  const file = fileOf('kiki')
  for (const path of [pathToFileURL(file), Buffer.from(file)]) {
    expect(await fromFile(path).run(whole)()).toEqual(E.right(Buffer.from('kiki')))
  }
  expect(await fromFile(fileOf('')).run(sizes)()).toEqual(E.right([]))
})

test.each([{}, { chunkSize: 4 }])('a file may grow while its last chunk is taken: %j', async (options) => {
  const file = fileOf('kiki')
  const appending = fromFile(file, options).mapM((bytes) => async () => {
    if (bytes.length > 3) {
      // what may be read ahead has found nothing
      await turns(10)
      const appended = await open(file, 'a')
      await appended.write('foo')
      await appended.close()
    }
    return bytes
  })
  expect(await appending.run(whole)()).toEqual(E.right(Buffer.from('kikifoo')))
})

test('what has no position can be read too', async () => {
  const tasks = fromFile('/proc/self/status').run(whole)
  const isThere = openings('/') !== undefined
  expect(E.isRight(await tasks())).toBe(isThere)
})

describe('what cannot be read fails the run, with what the platform says', () => {
  test('a file that is not there', async () => {
    const missing = `${temporaryFolder()}/missing`
    expect(leftOf(await fromFile(missing).run(whole)())).toMatchObject({ code: 'ENOENT', path: missing })
  })

  test('a folder', async () => {
    const folder = temporaryFolder()
    expect(leftOf(await fromFile(folder).run(whole)())).toMatchObject({ code: 'EISDIR' })
    expect(openings(folder) ?? 0).toBe(0)
  })
})

test.each([
  [{ chunkSize: 0 }, 'fromFile: chunkSize: expected a whole number, 1 or more, got 0'],
  [{ chunkSize: 1.5 }, 'fromFile: chunkSize: expected a whole number, 1 or more, got 1.5'],
  [{ start: -1 }, 'fromFile: start: expected a whole number, 0 or more, got -1'],
  [{ end: NaN }, 'fromFile: end: expected a whole number, 0 or more, got NaN'],
  [{ start: 3, end: 2 }, 'fromFile: expected start to be at most end, got 3 and 2'],
  [{ start: Infinity }, 'fromFile: expected start to be at most end, got Infinity and Infinity'],
  [{ chunksize: 1 }, "fromFile: unknown option 'chunksize'; there are chunkSize, start, end"]
])('options are checked when it is made: %o', (options, message) => {
  expect(() => fromFile('x', options as FileOptions)).toThrow(message)
})

describe('the file is closed once, and the run answers after that', () => {
  const all = {
    ...exits,
    'its end': { run: exits['head']!.run, error: undefined },
    'an abort while it is opened': exits['an abort at once']!
  }

  test.each(Object.entries(all))('by %s', async (name, { run, error }) => {
    const file = fileOf(Buffer.alloc(400_000))
    const watching = handles()
    try {
      const bytes = fromFile(file, { chunkSize: 100 })
      const result = name === 'its end' ? await bytes.run(Iteratee.ignore())() : await run(bytes)
      expect(leftOf(result)).toEqual(error)
      expect([watching.opened, watching.closed]).toEqual([1, 1])
      expect(openings(file) ?? 0).toBe(0)
    } finally {
      watching.stop()
    }
  })

  test('while the consumer holds it is open, with the next chunk read or under way', async () => {
    const file = fileOf(Buffer.alloc(400_000))
    const { iteratee, seen } = gate<Uint8Array>()
    const controller = new AbortController()
    const run = fromFile(file).run(iteratee, { signal: controller.signal })()
    await comesAbout(() => seen.length === 1)
    expect(openings(file) ?? 1).toBe(1)
    controller.abort()
    expect(leftOf(await run)?.name).toBe('AbortError')
    expect(openings(file) ?? 0).toBe(0)
  })

  test('not before what is under way has come: an idle pipe is closed when somebody writes to it', async () => {
    const path = pipe()
    // who may read and write opens a pipe at once, and keeps it from coming to its end
    const writer = await open(path, 'r+')
    const watching = handles()
    try {
      const seen: Uint8Array[] = []
      const iteratee = Iteratee.foreach<Uint8Array>((bytes) => void seen.push(bytes))
      const controller = new AbortController()
      let answered = false
      const run = fromFile(path)
        .run(iteratee, { signal: controller.signal })()
        .finally(() => (answered = true))
      await writer.write('kiki')
      await comesAbout(() => seen.length === 1)
      controller.abort()
      await turns(10)
      expect([watching.opened, watching.closed, answered]).toEqual([1, 0, false])
      await writer.write('foo')
      expect(leftOf(await run)?.name).toBe('AbortError')
      expect([watching.opened, watching.closed]).toEqual([1, 1])
    } finally {
      watching.stop()
      await writer.close()
    }
  })

  test('a thousand that are left early leave none open', async () => {
    const file = fileOf('kiki\nfoo\n')
    for (let i = 0; i < 1000; i++) await fromFile(file).through(Enumeratee.take(1)).run(Iteratee.ignore())()
    expect(openings(file) ?? 0).toBe(0)
  })

  test('nothing is opened where nothing is needed', async () => {
    const watching = handles()
    expect(await fromFile('missing').run(Iteratee.done(1))()).toEqual(E.right(1))
    expect(await fromFile('missing').through(Enumeratee.take(0)).run(sizes)()).toEqual(E.right([]))
    expect([watching.opened, watching.closed]).toEqual([0, 0])
    watching.stop()
  })
})
