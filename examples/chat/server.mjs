// @ts-check
/**
 * A chat of several rooms, for browsers.
 *
 * In one process, with nothing installed:
 *
 *     npm run chat
 *
 * In many processes that are one chat, by a Redis (7 or later): two behind one port, and a third one on another port.
 *
 *     REDIS_URL=redis://localhost npm run chat -- --workers 2
 *     REDIS_URL=redis://localhost npm run chat -- --port 9001
 *
 * Open what it prints, in two windows. Then end a worker (their ids are printed): whoever was connected to it goes on at
 * another one, and nothing that was said is missing.
 *
 * Who listens and who speaks: `listening.mjs` and `saying.mjs`. What is different with a Redis: `hub.mjs`, in one line.
 */
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { gracefulShutdown } from 'fp-ts-iteratee/node'
import { goodbye } from '../demo/goodbye.mjs'
import { newHub } from './hub.mjs'
import { readOptions, usage } from './options.mjs'
import { routes } from './routes.mjs'
import { keepWorkers } from './workers.mjs'

/** How long clients have to take what was sent to them, once the server is told to stop. */
const graceMs = 1000

/** @param {import('./options.mjs').Options} options */
const serve = async ({ port, redisUrl }) => {
  const hub = await newHub(redisUrl)
  const server = createServer(routes(hub))
  const shutDown = gracefulShutdown(server, { goodbye, graceMs })

  /** The hub last: what is being said while the streams end is stored. Then nothing is left to do. */
  const stop = async () => {
    await shutDown()
    await hub.close()
    if (process.connected) process.disconnect()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    fail(
      error.code === 'EADDRINUSE'
        ? `port ${port} is in use; choose another one with --port`
        : `cannot listen on port ${port}: ${error.message}`
    )
    void stop()
  })
  server.listen(port, '127.0.0.1', () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address())
    if (cluster.isPrimary) console.log(urlOf(address.port))
  })
}

/** @param {number} port */
const urlOf = (port) => `http://localhost:${port}/`

/** @param {string} why */
const fail = (why) => {
  console.error(why)
  process.exitCode = 1
}

const options = readOptions(process.argv.slice(2), process.env)
if (options._tag === 'Left') fail(options.left)
else if (options.right.help) process.stdout.write(usage)
else if (cluster.isPrimary && options.right.workers > 1) keepWorkers(options.right.workers, urlOf)
else await serve(options.right)
