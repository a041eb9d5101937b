/** All checks, with a summary. Every step runs, whatever happened before, so that one run tells all. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareTests } from './prepare-tests.mjs'
import { conclude, lane, report, run, total } from './steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const jest = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'))
  const file = join(folder, 'result.json')
  const { ok, seconds } = await run(['test:unit', '--', '--json', `--outputFile=${file}`], 'inherit')
  let tests = { passed: 0, failed: 0, skipped: 0 }
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'))
    tests = {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests
    }
  } catch (error) {
    console.log(`jest left no result: ${error.message}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const ran = tests.passed + tests.failed > 0
  // jest can fail without a failing test, as on an obsolete snapshot
  if ((!ok || !ran) && tests.failed === 0) tests.failed = 1
  for (const kind of Object.keys(total)) total[kind] += tests[kind]
  report(tests.failed === 0, `test:unit (${seconds} s): ${tests.passed} passed, ${tests.failed} failed`)
}

const left = prepareTests()
for (const { file, reason } of left) report(!process.env.CI, `${file} did not run: ${reason}`, 'skipped')
total[process.env.CI ? 'failed' : 'skipped'] += left.length

// two cores: two lanes of checks, then jest, which has workers of its own and measures memory
await Promise.all([
  lane('build', 'check:package', 'check:names', 'check:layers', 'format:check', 'docs:check'),
  lane('typecheck', 'check:platform', 'lint', 'test:types')
])
await jest()

conclude()
