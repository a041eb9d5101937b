/**
 * `npm run size`: what a program of this library weighs, bundled for ES modules. Writes the section `size` of
 * docs/benchmarks.md, and fails where what a program does not use is in its bundle all the same.
 */
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build, version as esbuild } from 'esbuild'
import { columns } from './columns.mjs'
import { versions } from './machine.mjs'
import { formatted, writeSection } from './page.mjs'

const programs = {
  'everything from `fp-ts-iteratee`': "export * from 'fp-ts-iteratee'",
  '`Enumerator`, `Enumeratee`, `Iteratee`, `Input`':
    "export { Enumerator, Enumeratee, Iteratee, Input } from 'fp-ts-iteratee'",
  '`Enumerator.of(…).through(Comet(…))`':
    "import { Comet, Enumerator } from 'fp-ts-iteratee'; export default Enumerator.of('kiki').through(Comet('f'))",
  '`Enumerator.of(1).run(Iteratee.getChunks())`':
    "import { Enumerator, Iteratee } from 'fp-ts-iteratee'; export default Enumerator.of(1).run(Iteratee.getChunks())",
  'everything from `fp-ts-iteratee/node`': "export * from 'fp-ts-iteratee/node'",
  '`cometFrame` from `fp-ts-iteratee/client`': "export * from 'fp-ts-iteratee/client'"
}

const bundle = async (contents, external) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*', ...external],
    write: false
  })
  const [{ contents: minified }] = outputFiles
  return { minified: minified.length, gzipped: gzipSync(minified, { level: 9 }).length }
}

const sizes = []
for (const [name, contents] of Object.entries(programs))
  sizes.push({ name, alone: await bundle(contents, ['fp-ts', 'io-ts']), whole: await bundle(contents, []) })

const bytes = (count) => count.toLocaleString('en')

const table = columns([
  ['bytes', 'minified', 'gzipped', 'with fp-ts, minified', 'with fp-ts, gzipped'],
  ...sizes.map(({ name, alone, whole }) => [
    name,
    ...[alone.minified, alone.gzipped, whole.minified, whole.gzipped].map(bytes)
  ])
])

const [everything, , comet, minimal] = sizes

await writeSection(
  'size',
  `## Size

Written by \`npm run size\`.

${table}

What a program weighs that has nothing but this, bundled and minified by esbuild ${esbuild}: without fp-ts and io-ts, which
other parts of a program need as well, and with what is used of them. ${versions(['fp-ts', 'io-ts'])}.
`
)
console.log(await formatted(table))

for (const { name, alone, whole } of [comet, minimal])
  if (alone.minified >= everything.alone.minified || whole.minified >= everything.whole.minified) {
    console.error(`size: ${name} is no smaller than everything: what it does not use is in its bundle`)
    process.exitCode = 1
  }
