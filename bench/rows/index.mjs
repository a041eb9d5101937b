/**
 * The rows: one pipeline in the words of `libraries/index.mjs`, and the same work as a loop written by hand, whose
 * answer is the one that everybody has to give.
 *
 * A row has a kind, which says how many times as fast as the closest other library ours is meant to be.
 */
import { pollute } from '../pollute.mjs'
import { flowing } from './flowing.mjs'
import { waiting } from './waiting.mjs'

export const targets = { clean: 1.2, polluted: 1, waiting: 1 }

const each = (rows, f) => Object.fromEntries(Object.entries(rows).map(([name, row]) => f(name, row)))

const clean = (name, row) => [name, { ...row, kind: 'clean' }]
const polluted = (name, row) => [`${name}, polluted`, { ...row, kind: 'polluted', before: pollute }]
const waits = (name, row) => [name, { ...row, kind: 'waiting' }]

export const rows = { ...each(flowing, clean), ...each(flowing, polluted), ...each(waiting, waits) }
