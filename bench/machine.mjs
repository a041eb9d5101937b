/** What the figures were taken on, and of what. */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { file } from './file.mjs'

const version = (path) => JSON.parse(readFileSync(file(path), 'utf8')).version

export const versions = (packages) =>
  [
    `fp-ts-iteratee ${version('package.json')}`,
    ...packages.map((name) => `${name} ${version(`node_modules/${name}/package.json`)}`)
  ].join(', ')

export const machine = () =>
  `Node ${process.versions.node}, ${process.arch}, ${cpus().length} × ${cpus()[0].model.trim()}`
