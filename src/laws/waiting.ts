/** Delays that no clock sees: a law is quick to check, and under fake timers too. */
import type { Task } from 'fp-ts/lib/Task.js'

/**
 * Waits for so many turns of the microtask queue.
 *
 * @category waiting
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const log: string[] = []
 * const waiting = Laws.pause(2).then(() => log.push('later'))
 * log.push('now')
 * await waiting
 * assert.deepStrictEqual(log, ['now', 'later'])
 */
export const pause = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i++) await Promise.resolve()
}

/**
 * The same value, so many microtasks later.
 *
 * @category waiting
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * assert.strictEqual(await Laws.late('a', 3)(), 'a')
 */
export const late =
  <A>(value: A, turns: number): Task<A> =>
  async () => {
    await pause(turns)
    return value
  }
