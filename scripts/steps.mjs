/** Scripts of package.json as steps, each a group of processes, and a summary of how they went. */
import { spawn } from 'node:child_process'

const patience = 45 * 60_000
const summary = []

/** How many tests and steps there were. */
export const total = { passed: 0, failed: 0, skipped: 0 }

// a step is a group of processes: npm does not hand a signal on to jest and its workers
const running = new Set()
const killGroup = (child) => process.kill(-child.pid, 'SIGKILL')
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    running.forEach(killGroup)
    process.exit(1)
  })

/** Runs a script; its output goes where `stdio` says, and is answered where that is 'pipe'. */
export const run = (args, stdio) =>
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

/** A line of the summary. */
export const report = (ok, line, fine = 'ok') => {
  summary.push(`${(ok ? fine : 'FAILED').padStart(7)}  ${line}`)
  console.log(summary.at(-1))
}

/** A script, of whose output only that of a failure is shown. */
export const step = async (script) => {
  const { ok, output, seconds } = await run([script], 'pipe')
  total[ok ? 'passed' : 'failed']++
  report(ok, `${script} (${seconds} s)`)
  if (!ok) console.log(`\n${output.trim()}\n`)
}

/** One step after the other. */
export const lane = async (...scripts) => {
  for (const script of scripts) await step(script)
}

/** What has failed makes the process fail. */
export const conclude = () => {
  console.log(`\n${summary.join('\n')}\n`)
  console.log(
    `${total.passed} passed, ${total.failed} failed` + (total.skipped === 0 ? '' : `, ${total.skipped} skipped`)
  )
  process.exitCode = total.failed === 0 ? 0 : 1
}
