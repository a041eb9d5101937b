/** Elements that arrive when fast-check's scheduler says so: it explores the orders of whatever is concurrent. */
import type * as fc from 'fast-check'
import { unfoldM } from '../../Enumerator.js'
import type { Cutting } from './cuttings.js'
import { at } from './makers.js'

/**
 * A cutting whose every element, and whose end, arrives when the scheduler says so. The run is waited for through the
 * scheduler's `waitFor`. `name` is how its steps are called in a report.
 *
 * @category cuttings
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * await fc.assert(
 *   fc.asyncProperty(fc.scheduler(), async (s) => {
 *     const [a, b] = [Laws.scheduled(s, 'a').produce([1, 2]), Laws.scheduled(s, 'b').produce([3])]
 *     const { elements } = await s.waitFor(Laws.delivered(a.interleave(b)))
 *     assert.deepStrictEqual([...elements].sort(), [1, 2, 3])
 *   })
 * )
 */
export const scheduled = (scheduler: fc.Scheduler, name = 'element'): Cutting => ({
  produce: (elements) =>
    unfoldM(0, (i) => () => scheduler.schedule(Promise.resolve(at(elements)(i)), `${name} ${String(i)}`)),
  toString: () => `${name}, as scheduled`
})
