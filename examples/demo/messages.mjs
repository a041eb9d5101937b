// @ts-check
import { Enumerator } from 'fp-ts-iteratee'
import { follow } from './follow.mjs'

/** @typedef {{ kind: 'clock', at: string } | { kind: 'line', text: string }} Message */

/**
 * The time, at once and then each second.
 *
 * @type {Enumerator<Message>}
 */
const clock = Enumerator.of(0)
  .andThen(Enumerator.tick(1000))
  .map(() => ({ kind: 'clock', at: new Date().toISOString() }))

/**
 * What the page shows: the time, and the lines of a file, where there is one to follow.
 *
 * @param {string | undefined} file
 * @returns {Enumerator<Message>}
 */
export const messages = (file) =>
  file === undefined ? clock : clock.interleave(follow(file).map((text) => ({ kind: 'line', text })))
