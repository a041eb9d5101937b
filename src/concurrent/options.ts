import { requireCapacity, requireOneOf } from '../kernel/require.js'
import { policies, type Policy } from '../kernel/source/queue.js'

/**
 * What may wait for a consumer that does not take elements as fast as they are pushed.
 *
 * @category model
 * @since 0.1.0
 */
export interface BufferOptions {
  /** how many elements may wait for a consumer, for each of them; 1,024 by default. `Enumerator.async` says `capacity` */
  readonly buffer?: number
  /** what becomes of an element when that many are waiting; `fail` by default */
  readonly policy?: Policy
}

/** The options, complete. */
export const requireBuffer = (
  name: string,
  { buffer = 1024, policy = 'fail' }: BufferOptions
): Required<BufferOptions> => ({
  buffer: requireCapacity(`${name}: buffer`, buffer),
  policy: requireOneOf(`${name}: policy`, policy, policies)
})

/** How to have more room. */
export const advice = "raise 'buffer', or choose another 'policy'"
