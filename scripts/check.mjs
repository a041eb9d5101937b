/** What is quick, to be run before each commit: the compiler, the layers, the form, and the laws. */
import { fileURLToPath } from 'node:url'
import { conclude, lane } from './steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

await Promise.all([lane('typecheck'), lane('check:layers', 'test:laws')])
await lane('format:check')
conclude()
