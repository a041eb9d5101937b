import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const changed = (path) => statSync(path).mtimeMs
const inputs = readdirSync('src', { recursive: true }).map((name) => join('src', name))
const stamp = 'dist/cjs/package.json'
const stale =
  !existsSync(stamp) ||
  [
    ...inputs,
    'src',
    'tsconfig.json',
    'tsconfig.cjs.json',
    'tsconfig.client.json',
    'tsconfig.client.cjs.json',
    'package.json'
  ].some((path) => changed(path) > changed(stamp))

if (stale) {
  console.log('building the library …')
  await import('./build.mjs')
}
