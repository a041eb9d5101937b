/** All checks, with a summary. Every step runs, whatever happened before, so that one run tells all. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareTests } from './prepare-tests.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const patience = 45 * 60_000
const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []

// a step is a group of processes: npm does not hand a signal on to jest and its workers
const running = new Set()
const killGroup = (child) => process.kill(-child.pid, 'SIGKILL')
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    running.forEach(killGroup)
    process.exit(1)
  })

const run = (args, stdio) =>
  new Promise((resolve) => {
    const started = performance.now()
    const child = spawn('npm', ['run', '--silent', ...args], { stdio: ['ignore', stdio, stdio], detached: true })
    let output = ''
    const timer = setTimeout(() => {
      console.log(`${args[0]} is taking too long: ended`)
      killGroup(child)
    }, patience)
    running.add(child)
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ ok: code === 0, output, seconds: ((performance.now() - started) / 1000).toFixed(1) })
    })
  })

const report = (ok, line, fine = 'ok') => {
  summary.push(`${(ok ? fine : 'FAILED').padStart(7)}  ${line}`)
  console.log(summary.at(-1))
}

const step = async (script) => {
  const { ok, output, seconds } = await run([script], 'pipe')
  total[ok ? 'passed' : 'failed']++
  report(ok, `${script} (${seconds} s)`)
  if (!ok) console.log(`\n${output.trim()}\n`)
}

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

// two cores: two lanes of checks, then jest, which has two workers of its own and measures time and memory
const lane = async (...scripts) => {
  for (const script of scripts) await step(script)
}
await Promise.all([
  lane('build', 'check:package', 'check:names', 'check:layers'),
  lane('typecheck', 'check:platform', 'lint', 'format:check', 'docs:check', 'test:types')
])
await jest()

console.log(`\n${summary.join('\n')}\n`)
console.log(
  `${total.passed} passed, ${total.failed} failed` + (total.skipped === 0 ? '' : `, ${total.skipped} skipped`)
)
process.exitCode = total.failed === 0 ? 0 : 1
