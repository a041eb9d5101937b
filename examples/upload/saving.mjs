// @ts-check
/** What becomes of the parts of a form: files go to the disk, fields are text. */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toUndefined } from 'fp-ts/lib/Option.js'
import { Enumerator, Iteratee, Multipart } from 'fp-ts-iteratee'

/**
 * @typedef {import('node:fs/promises').FileHandle} FileHandle
 * @typedef {import('fp-ts-iteratee').PartHead} PartHead
 * @typedef {import('fp-ts-iteratee').Iteratee<Uint8Array, number>} Writer answers how many bytes it has written
 * @typedef {{ name: string, text: string }} Field
 * @typedef {{ name: string, filename: string, path: string, bytes: number }} SavedFile
 */

/** @type {import('fp-ts-iteratee').Iteratee<Uint8Array, string>} */
const text = Iteratee.getChunks().map((chunks) => Buffer.concat(chunks).toString())

/**
 * Writes to a new file; the source waits for the disk.
 *
 * @param {string} path
 * @param {Set<FileHandle>} opened where the file is as long as it is open
 * @returns {Writer}
 */
const toFile = (path, opened) =>
  Iteratee.flatten(async () => {
    const file = await open(path, 'wx')
    opened.add(file)
    const written = Iteratee.foldM(0, (sum, /** @type {Uint8Array} */ bytes) => async () => {
      await file.writeFile(bytes)
      return sum + bytes.length
    })
    return written.mapM((sum) => async () => {
      opened.delete(file)
      await file.close()
      return sum
    })
  })

/**
 * The parts of a form, as they are saved. Files get names of ours, in a folder of their own: those that clients choose
 * are no names to write to. Whatever fails, no file stays open, and none of the form stays behind.
 *
 * @param {import('fp-ts-iteratee').Enumerator<Uint8Array>} body
 * @param {string} boundary
 * @param {{ folder: string, maxBytes: number }} options
 * @returns {() => Promise<import('fp-ts/lib/Either.js').Either<Error, ReadonlyArray<Field | SavedFile>>>}
 */
export const saved = (body, boundary, { folder, maxBytes }) => {
  const acquire = async () => ({
    own: await mkdtemp(join(folder, 'form-')),
    opened: /** @type {Set<FileHandle>} */ (new Set()),
    count: 0,
    whole: false
  })
  /** @param {Awaited<ReturnType<typeof acquire>>} form */
  const release = (form) => async () => {
    await Promise.all([...form.opened].map((file) => file.close()))
    if (!form.whole) await rm(form.own, { recursive: true, force: true })
  }
  return Enumerator.bracket(
    acquire,
    (form) => {
      /** @param {PartHead} head @returns {import('fp-ts-iteratee').Iteratee<Uint8Array, Field | SavedFile>} */
      const save = ({ name, ...head }) => {
        const filename = toUndefined(head.filename)
        if (filename === undefined) return text.map((text) => ({ name, text }))
        const path = join(form.own, String(++form.count))
        return toFile(path, form.opened).map((bytes) => ({ name, filename, path, bytes }))
      }
      const limits = {
        maxParts: 100,
        maxBytes: (/** @type {PartHead} */ head) => (head.filename._tag === 'Some' ? maxBytes : 10_000)
      }
      const parts = body.through(Multipart.parts(boundary, save, limits))
      return parts.andThen(Enumerator.defer(() => ((form.whole = true), Enumerator.empty)))
    },
    release
  ).run(Iteratee.getChunks())
}
