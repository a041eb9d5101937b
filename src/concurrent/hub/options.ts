import { requireCapacity, requireOneOf } from '../../kernel/require.js'
import type { BufferOptions, HubPolicy } from './model.js'

const policies: ReadonlyArray<HubPolicy> = ['fail', 'dropOldest', 'dropNewest']

/** The buffer of a subscriber, complete. */
export const requireBuffer = (
  name: string,
  { buffer = 1024, policy = 'fail' }: BufferOptions
): Required<BufferOptions> => ({
  buffer: requireCapacity(`${name}: buffer`, buffer),
  policy: requireOneOf(`${name}: policy`, policy, policies)
})
