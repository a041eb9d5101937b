// @ts-check
import cluster from 'node:cluster'

/**
 * Keeps so many workers at work on one port, until it is told to stop. One that dies is replaced; one that cannot begin is
 * the end of all, as the next one could not either.
 *
 * @param {number} count
 * @param {(port: number) => string} urlOf
 */
export const keepWorkers = (count, urlOf) => {
  const begun = new Set()
  let isStopping = false

  const stop = () => {
    isStopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
  }

  cluster.on('listening', (worker, { port }) => {
    if (begun.size === 0) console.log(urlOf(port))
    begun.add(worker.id)
    console.log(`process ${worker.process.pid} listens`)
  })
  cluster.on('exit', (worker, code) => {
    if (isStopping) return
    if (begun.has(worker.id)) {
      cluster.fork()
      return
    }
    process.exitCode = code || 1
    stop()
  })
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  for (let i = 0; i < count; i++) cluster.fork()
}
