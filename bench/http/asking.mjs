/** The parent asks, its children answer: one question at a time to each child. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const secondsAtMost = 120

/** In the parent: a child that runs a file of this folder. */
export const start = (file, ...args) => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'] })
  const ask = (question, ...details) =>
    new Promise((resolve, reject) => {
      const settle = (how, value) => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit)
        how(value)
      }
      const fail = (reason) => settle(reject, new Error(`${[file, ...args].join(' ')}: ${question}: ${reason}`))
      const onMessage = ({ answer, error }) => (error === undefined ? settle(resolve, answer) : fail(error))
      const onExit = (code) => fail(`it has ended with code ${code}`)
      const timer = setTimeout(fail, secondsAtMost * 1000, `no answer for ${secondsAtMost} seconds`)
      child.on('message', onMessage).on('exit', onExit)
      child.send([question, ...details])
    })
  const stop = () => child.connected && child.disconnect()
  return { ask, stop }
}

/** In a child: what it answers to each question. It ends with its parent, or when that lets go of it. */
export const answer = (answers) => {
  process.on('disconnect', () => process.exit())
  process.on('message', async ([question, ...details]) => {
    try {
      process.send({ answer: await answers[question](...details) })
    } catch (error) {
      process.send({ error: error.message })
    }
  })
}

/** Milliseconds on a clock that is the same in all processes of the machine. */
export const now = () => Number(process.hrtime.bigint()) / 1e6

/** Microseconds that this process has spent on the processor. */
export const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}
