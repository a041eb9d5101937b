// @ts-check
import { accessSync, constants, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'

export const usage = `Usage: npm start -- [options]

  --port N       listen on this port, 0 for any free one; else the environment's PORT, else 9000
  --host NAME    listen on this address; 127.0.0.1 by default, so that only this computer can connect
  --follow FILE  send every line that is appended to this file
  --help         print this
`

/** @typedef {{ help: boolean, port: number, host: string, follow: string | undefined }} Options */

/**
 * The command line's options, or one line that says what is wrong.
 *
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {E.Either<string, Options>}
 */
export const readOptions = (args, env) =>
  E.flatMap(
    parse(args),
    /** @returns {E.Either<string, Options>} */ ({ help = false, host = '127.0.0.1', port, follow }) => {
      if (help) return E.right({ help, host, port: 0, follow })
      const chosen = port === undefined ? readPort('PORT', env.PORT || '9000') : readPort('--port', port)
      return E.flatMap(chosen, (port) => E.map(() => ({ help, host, port, follow }))(readable(follow)))
    }
  )

/** @param {string[]} args */
const parse = (args) =>
  E.tryCatch(
    () =>
      parseArgs({
        args,
        options: {
          port: { type: 'string' },
          host: { type: 'string' },
          follow: { type: 'string' },
          help: { type: 'boolean', short: 'h' }
        },
        strict: true
      }).values,
    // Node's message goes on with advice
    (error) => /** @type {Error} */ (error).message.split(/\.\s/, 1)[0]?.replace(/\.$/, '') + '; see --help'
  )

/**
 * @param {string} name
 * @param {string} text
 */
const readPort = (name, text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65535
    ? E.right(Number(text))
    : E.left(`${name}: expected a whole number from 0 to 65535, got ${JSON.stringify(text)}`)

/** @param {string | undefined} file */
const readable = (file) =>
  E.tryCatch(
    () => {
      if (file === undefined) return
      if (!statSync(file).isFile()) throw new Error('it is not a regular file')
      accessSync(file, constants.R_OK)
    },
    (error) => `--follow: cannot read ${JSON.stringify(file)}: ${reason(error)}`
  )

/** @param {any} error */
const reason = ({ code, message }) =>
  code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : message
