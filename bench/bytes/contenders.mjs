/** The same work by this library, by Node, and by hand. Each answers a number, which is checked. */
import { createReadStream, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { CharEncoding, Enumerator, Iteratee, Parsing } from 'fp-ts-iteratee'
import { fromFile } from 'fp-ts-iteratee/node'
import { needle } from './sample.mjs'

const chunkSize = 64 * 1024

const valueOf = async (task) => {
  const result = await task()
  if (result._tag === 'Left') throw result.left
  return result.right
}

const lengths = Iteratee.fold(0, (sum, line) => sum + line.length)
const matches = Iteratee.fold(0, (n, { _tag }) => (_tag === 'Matched' ? n + 1 : n))

const lengthsOf = async (lines) => {
  let sum = 0
  for await (const line of lines) sum += line.length
  return sum
}

/** What one would write for LF alone, with no limit and no care for characters that are cut. */
const splitByHand = async (file) => {
  const decoder = new TextDecoder()
  let [sum, begun] = [0, '']
  for await (const chunk of createReadStream(file)) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n')
    begun = lines.pop()
    for (const line of lines) sum += line.length
  }
  return sum + begun.length
}

const readLines = async (file) => {
  const handle = await open(file)
  return lengthsOf(handle.readLines())
}

const ours = (bytes) => valueOf(bytes.through(CharEncoding.lines()).run(lengths))

export const lines = {
  ours: (file) => ours(fromFile(file)),
  'ours, createReadStream': (file) => ours(Enumerator.fromAsyncIterable(createReadStream(file))),
  readline: (file) => lengthsOf(createInterface({ input: createReadStream(file), crlfDelay: Infinity })),
  readLines
}

export const linesOfLf = { ...lines, 'split by hand': splitByHand }

const count = (bytes, from = 0) => {
  let n = 0
  for (let at = bytes.indexOf(needle, from); at >= 0; at = bytes.indexOf(needle, at + needle.length)) n++
  return n
}

/** An occurrence that is cut is looked for in the end of one chunk and the beginning of the next. */
const countStream = async (chunks) => {
  let [n, end] = [0, Buffer.alloc(0)]
  for await (const chunk of chunks) {
    n += count(chunk) + count(Buffer.concat([end, chunk.subarray(0, needle.length - 1)]))
    end = chunk.subarray(-(needle.length - 1))
  }
  return n
}

const searching = (source) => valueOf(source.through(Parsing.search(needle)).run(matches))

export const searchFile = {
  ours: (file) => searching(fromFile(file)),
  'ours, createReadStream': (file) => searching(Enumerator.fromAsyncIterable(createReadStream(file))),
  'Buffer.indexOf': (file) => countStream(createReadStream(file))
}

const chunked = (bytes) =>
  Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, i) =>
    bytes.subarray(i * chunkSize, (i + 1) * chunkSize)
  )

const plain = (bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)

/** In memory: the loop over all at once has no chunks to care for. */
export const searchMemory = (file) => {
  const bytes = readFileSync(file)
  const [buffers, arrays] = [Enumerator.fromIterable(chunked(bytes)), Enumerator.fromIterable(chunked(plain(bytes)))]
  return {
    ours: () => searching(buffers),
    'ours, plain Uint8Array': () => searching(arrays),
    'Buffer.indexOf': async () => count(bytes)
  }
}
