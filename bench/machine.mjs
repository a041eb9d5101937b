/** Where figures come from. */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

export const machine = () =>
  `Node ${process.versions.node}, ${process.arch}, ${cpus().length} × ${cpus()[0].model.trim()}`

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))

/** Name and version: of this library without an argument. */
export const version = (dependency) => {
  const { name, version } = read(dependency === undefined ? 'package.json' : `node_modules/${dependency}/package.json`)
  return `${name} ${version}`
}
