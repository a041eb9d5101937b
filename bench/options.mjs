/** What is given to a benchmark on the command line: names, counts and flags. */
import { parseArgs } from 'node:util'

export const fail = (command, message) => {
  console.error(`${command}: ${message}`)
  process.exit(1)
}

const count = (command, name, text) =>
  /^[1-9]\d*$/.test(text) ? Number(text) : fail(command, `--${name}: expected a count, got ${text}`)

const parse = (command, options) => {
  try {
    return parseArgs({ allowPositionals: true, options: { ...options, write: { type: 'boolean' } } })
  } catch (error) {
    return fail(command, error.message)
  }
}

/** `defaults` are the counts that there are. What is measured otherwise than by default is not to be written. */
export const readOptions = (command, defaults) => {
  const { values, positionals } = parse(
    command,
    Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }]))
  )
  const { write = false, ...texts } = values
  const given = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, count(command, name, text)]))
  const isWhole = positionals.length === 0 && Object.keys(given).length === 0
  if (write && !isWhole) fail(command, '--write is for a run of everything, as it is set by default')
  return { names: positionals, settings: { ...defaults, ...given }, isWhole, write }
}

/** Those whose name contains one that is wanted; all where none is. */
export const picked = (command, kind, wanted, names) => {
  const unknown = wanted.filter((part) => !names.some((name) => name.includes(part)))
  if (unknown.length > 0)
    fail(command, `no ${kind} has "${unknown.join('" or "')}" in its name; there are\n  ${names.join('\n  ')}`)
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((part) => name.includes(part)))
}
