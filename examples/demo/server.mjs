// @ts-check
import { createServer } from 'node:http'
import { isIPv6 } from 'node:net'
import { gracefulShutdown } from 'fp-ts-iteratee/node'
import { goodbye } from './goodbye.mjs'
import { readOptions, usage } from './options.mjs'
import { routes } from './routes.mjs'

/** How long clients have to take what was sent to them, once the server is told to stop. */
const graceMs = 1000

/** `npm start` hands Ctrl-C on to a process that has had it from the terminal already: that is one, not two. */
const sameKeyMs = 300

/** @param {import('./options.mjs').Options} options */
const start = ({ port, host, follow }) => {
  const server = createServer(routes({ follow, log: console.error }))
  const shutDown = gracefulShutdown(server, { goodbye, graceMs })

  server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    fail(
      error.code === 'EADDRINUSE'
        ? `port ${port} is in use; choose another one with --port`
        : `cannot listen on ${host}, port ${port}: ${error.message}`
    )
  })
  server.listen(port, host, () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address())
    console.log(`http://${nameOf(host)}:${address.port}/`)
  })

  let stoppedAt = 0
  const stop = () => {
    const now = performance.now()
    if (stoppedAt !== 0) {
      if (now - stoppedAt > sameKeyMs) process.exit(1)
      return
    }
    stoppedAt = now
    // nothing is left to do then, and the process ends by itself
    void shutDown()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** @param {string} host */
const nameOf = (host) =>
  ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host

/** @param {string} why */
const fail = (why) => {
  console.error(why)
  process.exitCode = 1
}

const options = readOptions(process.argv.slice(2), process.env)
if (options._tag === 'Left') fail(options.left)
else if (options.right.help) process.stdout.write(usage)
else start(options.right)
