/** What is given to a benchmark on the command line: names, counts and flags. */
import { parseArgs } from 'node:util'

export const fail = (command, message) => {
  console.error(`${command}: ${message}`)
  process.exit(1)
}

const count = (command, name, text) =>
  /^[1-9]\d*$/.test(text) ? Number(text) : fail(command, `--${name}: expected a count, got ${text}`)

const oneOf = (command, name, text, choices) =>
  choices.includes(text) ? text : fail(command, `--${name}: expected one of ${choices.join(', ')}, got ${text}`)

/**
 * `defaults` are the counts that there are, `choices` the names that an option may have. What is measured otherwise than
 * by default is not to be written.
 */
export const readOptions = (command, defaults, { choices = {}, writes = false } = {}) => {
  const texts = Object.fromEntries(
    [...Object.keys(defaults), ...Object.keys(choices)].map((name) => [name, { type: 'string' }])
  )
  const options = { ...texts, ...(writes ? { write: { type: 'boolean' } } : {}) }
  let parsed
  try {
    parsed = parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return fail(command, error.message)
  }
  const { write = false, ...values } = parsed.values
  const given = Object.fromEntries(
    Object.entries(values).map(([name, text]) => [
      name,
      name in choices ? oneOf(command, name, text, choices[name]) : count(command, name, text)
    ])
  )
  const names = parsed.positionals
  const isWhole = names.length === 0 && Object.keys(given).length === 0
  if (write && !isWhole) fail(command, '--write is for a run of everything, as it is set by default')
  return { names, settings: { ...defaults, ...given }, isWhole, write }
}

/** Those whose name contains one that is wanted; all where none is. */
export const picked = (command, kind, wanted, names) => {
  const unknown = wanted.filter((part) => !names.some((name) => name.includes(part)))
  if (unknown.length > 0)
    fail(command, `no ${kind} has "${unknown.join('" or "')}" in its name; there are\n  ${names.join('\n  ')}`)
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((part) => name.includes(part)))
}
