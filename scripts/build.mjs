import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const tsc = (project) =>
  new Promise((resolve) => {
    spawn(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' }).on(
      'close',
      resolve
    )
  })

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
rmSync('dist', { recursive: true, force: true })
const projects = ['', '.cjs', '.client', '.client.cjs'].map((name) => `tsconfig${name}.json`)
const codes = await Promise.all(projects.map(tsc))
if (codes.some((code) => code !== 0)) process.exit(1)

// `sideEffects` again: a bundler reads the nearest package.json. Written last: build-if-stale.mjs goes by their date.
for (const [folder, type] of [
  ['esm', 'module'],
  ['cjs', 'commonjs']
])
  writeFileSync(`dist/${folder}/package.json`, JSON.stringify({ type, sideEffects: false }) + '\n')
