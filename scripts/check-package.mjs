/** Packs the library, unpacks it beside its peers as npm would, and uses every entry point as a consumer does. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { name, exports: subpaths } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const entries = Object.keys(subpaths)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => name + subpath.slice(1))

const loader = (load) => `
const names = {}
for (const entry of ${JSON.stringify(entries)}) {
  try {
    names[entry] = Object.keys(${load}).filter((name) => name !== 'default' && name !== '__esModule').sort()
    if (names[entry].length === 0) throw new Error('exports nothing')
  } catch (error) {
    process.exitCode = 1
    console.error(entry + ': ' + (error.stack ?? error))
  }
}
console.log(JSON.stringify(names))
`

const typeCheck = (entries) => entries.map((entry, i) => `export * as m${i} from '${entry}'\n`).join('')
const tsconfig = (file, options) =>
  JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, skipLibCheck: false, target: 'es2022', ...options },
    files: [file]
  })
const nodenext = { module: 'nodenext' }
const bundler = { module: 'esnext', moduleResolution: 'bundler' }
const without = (...edges) => entries.filter((entry) => !edges.some((edge) => entry === `${name}/${edge}`))

const files = {
  'package.json': '{}',
  'load.mjs': loader('await import(entry)'),
  'load.cjs': loader('require(entry)'),
  'core.mts': typeCheck(without('node', 'redis', 'web', 'client')),
  'core.cts': typeCheck(without('node', 'redis', 'web', 'client')),
  'page.mts': typeCheck(without('node', 'redis')),
  'server.mts': typeCheck(without('client')),
  // no platform's types at all, the DOM's, Node's
  'bare.json': tsconfig('core.mts', { ...nodenext, lib: ['es2022'], types: [] }),
  'bare-cjs.json': tsconfig('core.cts', { ...nodenext, lib: ['es2022'], types: [] }),
  'dom.json': tsconfig('page.mts', { ...bundler, lib: ['es2022', 'dom'], types: [] }),
  'node.json': tsconfig('server.mts', { ...nodenext, lib: ['es2022'], types: ['node'] })
}

const home = mkdtempSync(join(tmpdir(), `${name}-`))
let failures = 0
const check = (title, args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${title}`)
  if (status === 0) return stdout
  failures++
  console.log(`${stderr}${stdout}`)
  return undefined
}

try {
  const pack = execFileSync('npm', ['pack', '--json', '--pack-destination', home], { cwd: root, encoding: 'utf8' })
  const [{ filename }] = Object.values(JSON.parse(pack))
  const installed = join(home, 'node_modules', name)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(home, filename), '--strip-components=1', '-C', installed])
  mkdirSync(join(home, 'node_modules/@types'))
  for (const other of [
    'fp-ts',
    'io-ts',
    'fast-check',
    'iconv-lite',
    'safer-buffer',
    'ioredis',
    'negotiator',
    '@types/node',
    'undici-types'
  ])
    symlinkSync(join(root, 'node_modules', other), join(home, 'node_modules', other))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text)

  const esm = check('every entry loads as ESM', ['load.mjs'])
  const cjs = check('every entry loads as CommonJS', ['load.cjs'])
  if (esm !== cjs) {
    failures++
    console.log(`FAILED the two module systems export the same names\nESM: ${esm}CommonJS: ${cjs}`)
  }
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  check('the core type-checks without any platform (ESM)', [tsc, '-p', 'bare.json'])
  check('the core type-checks without any platform (CommonJS)', [tsc, '-p', 'bare-cjs.json'])
  check('all but node and redis type-checks with the DOM and a bundler', [tsc, '-p', 'dom.json'])
  check('all but the client type-checks with @types/node', [tsc, '-p', 'node.json'])
} finally {
  rmSync(home, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
