// @ts-check
import { watch } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { Enumeratee, Enumerator } from 'fp-ts-iteratee'
import { lineSplitter } from './lines.mjs'

/**
 * @typedef {object} FollowOptions
 * @property {number} [last] how many of the lines that are there already come first; 10 by default
 * @property {number} [pollMs] how often to look where the system tells of no change; 1000 by default
 */

/**
 * The last lines of a file, then each new one when its line end has been written. Never ends. Like `tail -F`:
 *
 * - a file that is replaced (renamed and made anew) is read to its end, then the new one from its start;
 * - a file that gets shorter is read from its start; one that is missing is waited for;
 * - the file is read only when the last lines have been taken, 64 KiB at a time: a slow consumer costs no memory.
 *
 * What is written to the old file after the new one is there is not seen, nor is a file that was emptied and has grown
 * beyond its former length before that was noticed.
 *
 * Each run has the file open and a watcher of its own, and has both closed when it ends, also while it waits.
 *
 * @param {string} path
 * @param {FollowOptions} [options]
 * @returns {Enumerator<string>}
 */
export const follow = (path, { last = 10, pollMs = 1000 } = {}) =>
  Enumerator.defer(() => {
    const left = new AbortController()
    return Enumerator.fromAsyncIterable(batches(resolve(path), last, pollMs, left.signal)).onDoneEnumerating(() =>
      left.abort()
    )
  }).through(Enumeratee.mapConcat((lines) => lines))

/**
 * Lines, those of each read together.
 *
 * @param {string} path
 * @param {number} last
 * @param {number} pollMs
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<string[], void, void>}
 */
async function* batches(path, last, pollMs, signal) {
  const changes = new Changes(path, pollMs, signal)
  /** @type {OpenFile | undefined} */
  let file
  try {
    file = await OpenFile.at(path)
    await file?.skipTo(last, signal)
    while (!signal.aborted) {
      const lines = await file?.read()
      if (lines !== undefined) {
        yield lines
        continue
      }
      const now = await statOf(path)
      if (file !== undefined && now?.id === file.id) {
        if (now.size === file.position) await changes.next()
        else if (now.size < file.position) {
          yield file.flush()
          file.rewind()
        }
      } else {
        const next = now === undefined ? undefined : await OpenFile.at(path)
        if (next === undefined) await changes.next()
        else {
          const old = file
          file = next
          if (old !== undefined) yield* restOf(old)
        }
      }
    }
  } finally {
    changes.close()
    await file?.close()
  }
}

/**
 * What a file that has been replaced was still given before that.
 *
 * @param {OpenFile} file
 */
async function* restOf(file) {
  try {
    for (let lines = await file.read(); lines !== undefined; lines = await file.read()) yield lines
    yield file.flush()
  } finally {
    await file.close()
  }
}

/** A file, how far it has been read, and the line that is not complete yet. */
class OpenFile {
  /**
   * Undefined where there is none.
   *
   * @param {string} path
   */
  static async at(path) {
    // looked at before it is opened: opening a pipe would wait for a writer
    const handle = (await statOf(path)) && (await unlessMissing(open(path)))
    if (handle === undefined) return undefined
    try {
      return new OpenFile(handle, identify(await handle.stat({ bigint: true })))
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /**
   * @param {import('node:fs/promises').FileHandle} handle
   * @param {{ id: string, size: number }} found
   */
  constructor(handle, { id, size }) {
    this.handle = handle
    this.id = id
    this.sizeAtOpen = size
    this.buffer = Buffer.allocUnsafe(64 * 1024)
    this.position = 0
    this.decoder = new TextDecoder()
    this.lines = lineSplitter()
  }

  /** To the start, as it has been emptied. */
  rewind() {
    this.position = 0
    this.decoder = new TextDecoder()
    this.lines = lineSplitter()
  }

  /** The lines that are completed by what has been written since; undefined where that is nothing. */
  async read() {
    const { bytesRead } = await this.handle.read(this.buffer, 0, this.buffer.length, this.position)
    if (bytesRead === 0) return undefined
    this.position += bytesRead
    return this.lines.write(this.decoder.decode(this.buffer.subarray(0, bytesRead), { stream: true }))
  }

  /** What is left of a file that is not read any further. */
  flush() {
    return [...this.lines.write(this.decoder.decode()), ...this.lines.flush()]
  }

  /**
   * To where the last `count` complete lines begin: the end of the line before them is looked for from the end.
   *
   * @param {number} count
   * @param {AbortSignal} signal
   */
  async skipTo(count, signal) {
    let lineEnds = 0
    for (let end = this.sizeAtOpen; end > 0 && !signal.aborted;) {
      const start = Math.max(0, end - this.buffer.length)
      const { bytesRead } = await this.handle.read(this.buffer, 0, end - start, start)
      const block = this.buffer.subarray(0, bytesRead)
      for (let at = block.lastIndexOf(10); at >= 0; at = at === 0 ? -1 : block.lastIndexOf(10, at - 1)) {
        if (++lineEnds > count) {
          this.position = start + at + 1
          return
        }
      }
      end = start
    }
  }

  close() {
    return this.handle.close()
  }
}

/** Tells when to look at a file again: the system has seen a change, or some time has gone by. */
class Changes {
  #happened = false
  #wake = () => {}
  /** @type {import('node:fs').FSWatcher | undefined} */
  #watcher

  /**
   * @param {string} path
   * @param {number} pollMs
   * @param {AbortSignal} signal
   */
  constructor(path, pollMs, signal) {
    this.pollMs = pollMs
    this.signal = signal
    signal.addEventListener('abort', this.#tell)
    try {
      // the folder, not the file: it also tells of a file that is renamed, or made anew
      this.#watcher = watch(dirname(path), (_, name) => {
        if (name === null || name === basename(path)) this.#tell()
      })
      this.#watcher.on('error', () => this.#watcher?.close())
    } catch {
      // no folder yet, or no watcher to be had: looking every `pollMs` will do
    }
  }

  /** @returns {Promise<void>} */
  async next() {
    if (!this.#happened && !this.signal.aborted) {
      /** @type {NodeJS.Timeout | undefined} */
      let timer
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined)
        timer = setTimeout(this.#wake, this.pollMs)
      })
      clearTimeout(timer)
    }
    this.#happened = false
  }

  close() {
    this.signal.removeEventListener('abort', this.#tell)
    this.#watcher?.close()
  }

  #tell = () => {
    this.#happened = true
    this.#wake()
  }
}

/** @param {string} path */
const statOf = async (path) => {
  const found = await unlessMissing(stat(path, { bigint: true }))
  if (found?.isFile() === false) throw new Error(`${path} is not a regular file`)
  return found && identify(found)
}

/** @param {import('node:fs').BigIntStats} stats */
const identify = ({ dev, ino, size }) => ({ id: `${dev}:${ino}`, size: Number(size) })

/**
 * A log that has just been rotated may not be there yet, or not be readable yet.
 *
 * @template A
 * @param {Promise<A>} promise
 * @returns {Promise<A | undefined>}
 */
const unlessMissing = (promise) =>
  promise.catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'EACCES') return undefined
    throw error
  })
