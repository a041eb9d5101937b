// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'

const script = { ...Writeable.text, contentType: 'text/javascript; charset=utf-8' }

/**
 * The modules of a folder, by their path under `path`.
 *
 * @param {string} path
 * @param {URL} folder
 * @returns {Array<[string, ReturnType<typeof chunked>]>}
 */
export const modulesOf = (path, folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [path + name, chunked(Enumerator.of(readFileSync(new URL(name, folder), 'utf8')), script)])

/** What the page of the formats imports: its own modules, and fp-ts-iteratee/client as it is published, without a bundler. */
export const modules = new Map([
  ...modulesOf('/formats/', new URL('page/formats/', import.meta.url)),
  ...modulesOf('/client/', new URL('.', import.meta.resolve('fp-ts-iteratee/client')))
])
