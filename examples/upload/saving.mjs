// @ts-check
/** What becomes of the parts of a form: files go to the disk, fields are text. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { toError } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { isSome, toUndefined } from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Iteratee, Multipart } from 'fp-ts-iteratee'
import { toWritable } from 'fp-ts-iteratee/node'

/**
 * @typedef {import('fp-ts-iteratee').PartHead} PartHead
 * @typedef {{ name: string, text: string }} Field
 * @typedef {{ name: string, filename: string, path: string, bytes: number }} SavedFile
 * @typedef {import('fp-ts-iteratee').Iteratee<Uint8Array, Field | SavedFile>} Saving
 */

/** @type {import('fp-ts-iteratee').Iteratee<Uint8Array, string>} */
const text = Iteratee.getChunks().map((chunks) => Buffer.concat(chunks).toString())

/** Fields are held in memory; what a file may have is up to who reads the body. */
const limits = {
  maxParts: 100,
  maxBytes: (/** @type {PartHead} */ head) => (isSome(head.filename) ? Infinity : 10_000)
}

/**
 * The parts of a form, saved in a folder of their own, under names of ours: those that clients choose are no names to
 * write to. Where anything fails, none of the form stays behind.
 *
 * @param {import('fp-ts-iteratee').Enumerator<Uint8Array>} body
 * @param {string} boundary
 * @param {string} folder
 * @returns {TE.TaskEither<Error, ReadonlyArray<Field | SavedFile>>}
 */
export const saved = (body, boundary, folder) =>
  pipe(
    TE.tryCatch(() => mkdtemp(join(folder, 'form-')), toError),
    TE.chain((own) => {
      /** @type {import('node:fs').WriteStream[]} */
      const files = []

      /** @param {PartHead} head @returns {Saving} */
      const save = ({ name, ...head }) => {
        const filename = toUndefined(head.filename)
        if (filename === undefined) return text.map((text) => ({ name, text }))
        const path = join(own, String(files.length + 1))
        const file = createWriteStream(path, { flags: 'wx' })
        files.push(file)
        return toWritable(() => file).map(() => ({ name, filename, path, bytes: file.bytesWritten }))
      }

      const removed = async () => {
        // one that is being opened would be made after the folder is gone
        await Promise.allSettled(files.map((file) => finished(file)))
        await rm(own, { recursive: true })
      }

      const parts = body.through(Multipart.parts(boundary, save, limits))
      return pipe(
        parts.run(Iteratee.getChunks()),
        TE.orElseFirst(() => TE.tryCatch(removed, toError))
      )
    })
  )
