/**
 * Notices that a mutant loops for ever, where the loop does not go through the mutated code and so is not counted.
 *
 * No timer of the process itself would come to its turn meanwhile. So another thread watches, and where there has been
 * no beat for too long it has `globalThis.letGo` called, as a debugger would, in the midst of what runs. There is a beat
 * at each turn of the event loop, and at each test and each example, as many of these may fill one turn.
 */
const { Worker } = require('node:worker_threads')

const beats = new Int32Array(new SharedArrayBuffer(4))

/** ms of computing; no example takes so many, nor loading what a file needs. Other work on the machine does not count. */
const patience = 6000

const watch = `
  const { Session } = require('node:inspector')
  const { beats, patience } = require('node:worker_threads').workerData
  const session = new Session()
  session.connectToMainThread()
  const used = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  for (;;) {
    const seen = beats[0]
    const since = used()
    while (Atomics.wait(beats, 0, seen, 250) === 'timed-out') {
      if (used() - since < patience) continue
      session.post('Runtime.evaluate', { expression: 'globalThis.letGo?.()' })
      break
    }
  }
`

globalThis.beat = () => {
  Atomics.add(beats, 0, 1)
  Atomics.notify(beats, 0)
}
setInterval(globalThis.beat, 100).unref()
new Worker(watch, { eval: true, workerData: { beats, patience } }).unref()
