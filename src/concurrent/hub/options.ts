import { requireCapacity } from '../../kernel/require.js'
import type { BufferOptions, HubPolicy } from './model.js'

const policies: ReadonlyArray<string> = ['fail', 'dropOldest', 'dropNewest'] satisfies ReadonlyArray<HubPolicy>

/** The buffer of a subscriber, complete. */
export const requireBuffer = (
  name: string,
  { buffer = 1024, policy = 'fail' }: BufferOptions
): Required<BufferOptions> => {
  if (!policies.includes(policy)) {
    throw new TypeError(`${name}: policy: expected ${policies.join(', ')}, got ${JSON.stringify(policy)}`)
  }
  return { buffer: requireCapacity(`${name}: buffer`, buffer), policy }
}
