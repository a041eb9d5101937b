// @ts-check
import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'

export const usage = `Usage: npm run chat -- [options]

  --port N     listen on this port, 0 for any free one; else the environment's PORT, else 9000
  --workers N  so many processes on that port; else the environment's WORKERS, else one. They need REDIS_URL
  --help       print this

  REDIS_URL    the Redis by which processes are one chat, such as redis://localhost; without it each is one by itself
`

/** @typedef {{ help: boolean, port: number, workers: number, redisUrl: string | undefined }} Options */

/**
 * The command line's options, or one line that says what is wrong.
 *
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {E.Either<string, Options>}
 */
export const readOptions = (args, env) =>
  pipe(
    parse(args),
    E.bind('port', ({ given }) =>
      given.port === undefined ? readNumber('PORT', env.PORT || '9000', ports) : readNumber('--port', given.port, ports)
    ),
    E.bind('workers', ({ given }) =>
      given.workers === undefined
        ? readNumber('WORKERS', env.WORKERS || '1', counts)
        : readNumber('--workers', given.workers, counts)
    ),
    E.map(({ given: { help = false }, ...others }) => ({ help, ...others, redisUrl: env.REDIS_URL || undefined })),
    E.filterOrElse(
      ({ workers, redisUrl }) => workers === 1 || redisUrl !== undefined,
      ({ workers }) => `${workers} processes are one chat by a Redis only: set REDIS_URL, such as redis://localhost`
    )
  )

const ports = /** @type {const} */ ([0, 65535])
const counts = /** @type {const} */ ([1, 64])

/**
 * @param {string} name
 * @param {string} text
 * @param {readonly [number, number]} range
 * @returns {E.Either<string, number>}
 */
const readNumber = (name, text, [least, most]) =>
  /^\d{1,5}$/.test(text) && least <= Number(text) && Number(text) <= most
    ? E.right(Number(text))
    : E.left(`${name}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`)

const parse = flow(
  /** @param {string[]} args */
  (args) =>
    E.tryCatch(
      () =>
        parseArgs({
          args,
          options: { port: { type: 'string' }, workers: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
          strict: true
        }).values,
      // Node's message goes on with advice
      (error) => /** @type {Error} */ (error).message.split(/\.\s/, 1)[0]?.replace(/\.$/, '') + '; see --help'
    ),
  E.bindTo('given')
)
