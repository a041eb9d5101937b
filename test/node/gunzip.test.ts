/** Compressed files, whole, broken and large, through a stream of Node. */
import { Enumerator, Iteratee } from 'fp-ts-iteratee'
import { fromFile, throughDuplex, toWritable } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createGunzip, createGzip, gzipSync } from 'node:zlib'
import { fileOf, openings, removeFiles, temporaryFolder } from '../support/files'
import { held } from '../support/heap'

afterEach(removeFiles)

const gunzip = throughDuplex(() => createGunzip())

const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => `line ${String(i)}\n`).join(''))
const zipped = gzipSync(content)

const changed = (at: number, bytes: Buffer): Buffer => {
  const copy = Buffer.from(zipped)
  bytes.copy(copy, at)
  return copy
}

/** What is wrong, and what is said of it. */
const broken: Readonly<Record<string, readonly [input: Buffer, message: string]>> = {
  'nothing at all': [Buffer.alloc(0), 'unexpected end of file'],
  'cut in its head': [zipped.subarray(0, 5), 'unexpected end of file'],
  'cut in its content': [zipped.subarray(0, zipped.length >> 1), 'unexpected end of file'],
  'cut in its checksum': [zipped.subarray(0, -3), 'unexpected end of file'],
  'no gzip': [Buffer.from('kiki, foo and bar'), 'incorrect header check'],
  'another checksum': [changed(zipped.length - 8, Buffer.from('abcd')), 'incorrect data check'],
  'another length': [changed(zipped.length - 4, Buffer.from('abcd')), 'incorrect length check'],
  'content that is none': [changed(10, Buffer.alloc(4, 0xff)), 'invalid block type']
}

/** Cut at these places. */
const cut = (bytes: Buffer, places: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end))
}

const cuts = fc.array(fc.nat(100_000), { maxLength: 20 })

describe.each(Object.entries(broken))('%s', (_, [input, message]) => {
  test('fails so, however it is cut, after a beginning of the content', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const { elements, failure } = await Laws.delivered(gunzip(Enumerator.fromIterable(cut(input, places))))
        const beginning = Buffer.concat(elements)
        expect(failure).toBe(message)
        expect(beginning.equals(content.subarray(0, beginning.length))).toBe(true)
      }),
      { numRuns: 20 }
    )
  })

  test('fails so in a file, which is closed', async () => {
    const file = fileOf(input)
    const result = await gunzip(fromFile(file, { chunkSize: 100 })).run(Iteratee.ignore())()
    expect(E.swap(result)).toMatchObject(E.right({ message }))
    expect(openings(file) ?? 0).toBe(0)
  })
})

test('several in a row are their contents, joined, however they are cut', async () => {
  const both = Buffer.concat([zipped, gzipSync('kiki')])
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const { elements, failure } = await Laws.delivered(gunzip(Enumerator.fromIterable(cut(both, places))))
      expect([failure, Buffer.concat(elements).equals(Buffer.concat([content, Buffer.from('kiki')]))]).toEqual([
        undefined,
        true
      ])
    }),
    { numRuns: 20 }
  )
})

test('100 MB of zeros in a small file take the memory of a few chunks', async () => {
  const piece = Buffer.alloc(62_500)
  const zeros = Enumerator.range(1, 1600).map(() => piece)
  const file = join(temporaryFolder(), 'zeros.gz')
  await throughDuplex(() => createGzip())(zeros).run(toWritable(() => createWriteStream(file)))()
  const before = held()
  let most = 0
  let chunks = 0
  const sizeOf = Iteratee.fold(0, (sum, bytes: Uint8Array) => {
    if (chunks++ % 1000 === 0) most = Math.max(most, held() - before)
    return sum + bytes.length
  })
  expect(await gunzip(fromFile(file)).run(sizeOf)()).toEqual(E.right(100_000_000))
  expect(chunks).toBeGreaterThan(5000)
  expect(most).toBeLessThan(2_000_000)
}, 60_000)
