import type { PathLike } from 'node:fs'
import { bracket } from '../enumerator/resources.js'
import { Enumerator } from '../enumerator/model.js'
import { requireOptions } from '../kernel/options.js'
import { requireCapacity, requireCount } from '../kernel/require.js'
import { AsyncGenerated, end } from '../kernel/source/pull.js'
import { OpenFile } from './OpenFile.js'

/** the fastest for lines: 64 KiB and 256 KiB were slower (docs/decisions/0003-speed.md) */
const usual = 112 * 1024

/**
 * How {@link fromFile} reads.
 *
 * @category model
 * @since 0.1.0
 */
export interface FileOptions {
  /** bytes of a chunk, at most; 114,688 by default, which is 112 KiB */
  readonly chunkSize?: number
  /** where to begin, in bytes; 0 by default */
  readonly start?: number
  /** the last byte that is read, counted from 0, as in HTTP ranges and `createReadStream`; that of the file by default */
  readonly end?: number
}

/**
 * The bytes of a file. Play's `Enumerator.fromFile` and `fromPath`.
 *
 * The file is opened when the enumerator is run, each time, and read a chunk at a time, one ahead: while one that is full is
 * taken the next is read. It is closed once, however the run comes to its end; what is under way is waited for, and the run
 * answers after that. What the platform says, as of a file that is not there (`ENOENT`), is the failure of the run.
 *
 * Without `start` it is read from where it stands, so that it may be a device or a pipe as well. While a pipe is idle
 * nothing can be closed: that is better read by {@link fromReadable}.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `chunkSize` is not a whole number, 1 or more, or `start` and `end` are not 0 or more and in
 * order; `TypeError` for an unknown option
 * @example
 * import { CharEncoding, Enumeratee, Iteratee } from 'fp-ts-iteratee'
 * import { fromFile } from 'fp-ts-iteratee/node'
 *
 * const first = fromFile('package.json').through(CharEncoding.lines()).through(Enumeratee.take(2))
 * assert.deepStrictEqual(await first.run(Iteratee.getChunks())(), {
 *   _tag: 'Right',
 *   right: ['{', '  "name": "fp-ts-iteratee",']
 * })
 */
export const fromFile = (path: PathLike, options: FileOptions = {}): Enumerator<Uint8Array> => {
  requireOptions('fromFile', options, ['chunkSize', 'start', 'end'])
  const size = requireCapacity('fromFile: chunkSize', options.chunkSize ?? usual)
  const { start } = options
  const from = requireCount('fromFile: start', start ?? 0)
  const last = requireCount('fromFile: end', options.end ?? Infinity)
  if (from > last || from === Infinity) {
    throw new RangeError(`fromFile: expected start to be at most end, got ${String(from)} and ${String(last)}`)
  }
  return bracket(
    () => OpenFile.at(path),
    (file) => chunks(file, size, start, last - from + 1),
    (file) => () => file.close()
  )
}

const chunks = (file: OpenFile, size: number, start: number | undefined, length: number): Enumerator<Uint8Array> =>
  Enumerator.from(
    new AsyncGenerated(() => {
      let at = 0
      const reading = () => file.read(Math.min(size, length - at), start === undefined ? null : start + at)
      let ahead: Promise<Uint8Array> | undefined
      return {
        // where nothing was there, there may be something by now
        next: () => ahead?.then((bytes) => (bytes.length === 0 ? reading() : bytes)) ?? reading(),
        read: (bytes): Uint8Array | typeof end => {
          at += bytes.length
          // less is all that there is for now, as in a pipe: more is read when it is asked for
          ahead = bytes.length === size ? reading() : undefined
          return bytes.length === 0 ? end : bytes
        }
      }
    })
  )
