import { requireOptions } from '../kernel/options.js'
import { requireCount, requireMs, requireOneOf } from '../kernel/require.js'

/**
 * What becomes of elements that a client does not take as fast as they come.
 *
 * - `block`: the source waits. Nothing is lost; other clients have runs of their own, and are not held up.
 * - `dropOldest`, `dropNewest`: the source never waits; elements are lost, whole ones, and `onDrop` is told.
 * - `disconnect`: the source never waits; the response is cut, so that the client may come back and resume.
 *
 * @category model
 * @since 0.1.0
 */
export type SlowClientPolicy = 'block' | 'dropOldest' | 'dropNewest' | 'disconnect'

/**
 * How much a client that takes less than it is sent may cost, and for how long.
 *
 * What a client takes is what its system takes: a browser may read tens of megabytes ahead of a page that reads nothing.
 * Chromium does so for `fetch` where the answer may be kept; with `Cache-Control: no-store` it reads ahead less.
 *
 * @category model
 * @since 0.1.0
 */
export interface SlowClient {
  /** `block` by default */
  readonly policy?: SlowClientPolicy
  /**
   * how many bytes may wait for the client, beside those that Node has taken (its high water mark, and one write); 0 by
   * default where the source waits, else 1,048,576. An element that is larger by itself has no room.
   */
  readonly maxBufferedBytes?: number
  /**
   * a client that has been sent more than it takes, and takes not a byte of it for so many milliseconds, is cut off; over
   * TLS and HTTP/2 not the 64 KiB that leave in one write, as Node tells no more. No limit by default. A connection
   * without anything to take is not meant: for that, send heartbeats
   */
  readonly stallTimeoutMs?: number
}

/** The same, complete. */
export interface Patience {
  readonly policy: SlowClientPolicy
  readonly maxBufferedBytes: number
  readonly stallTimeoutMs: number | undefined
}

const policies: ReadonlyArray<SlowClientPolicy> = ['block', 'dropOldest', 'dropNewest', 'disconnect']

export const requireSlowClient = (name: string, options: SlowClient = {}): Patience => {
  requireOptions(name, options, ['policy', 'maxBufferedBytes', 'stallTimeoutMs'])
  const { policy = 'block', stallTimeoutMs } = options
  requireOneOf(`${name}: policy`, policy, policies)
  const { maxBufferedBytes = policy === 'block' ? 0 : 1_048_576 } = options
  return {
    policy,
    maxBufferedBytes: requireCount(`${name}: maxBufferedBytes`, maxBufferedBytes),
    stallTimeoutMs: stallTimeoutMs === undefined ? undefined : requireMs(`${name}: stallTimeoutMs`, stallTimeoutMs)
  }
}
