/** What is told of a response, for metrics. */
import { requireFunction } from '../kernel/given.js'

/**
 * What was written.
 *
 * @category model
 * @since 0.1.0
 */
export interface Written {
  /** of the body, before any transfer coding */
  readonly bytes: number
  /** writes: elements that were ready together left in one */
  readonly chunks: number
  /** that were taken; those that were dropped are not counted */
  readonly elements: number
}

/**
 * Why a response came to its end. `finished`: all was written; `disconnected`: the client went away before; `failed`: the
 * stream failed, and the response was cut; `interrupted`: the run was aborted, and the response was cut.
 *
 * @category model
 * @since 0.1.0
 */
export type Reason = 'finished' | 'disconnected' | 'failed' | 'interrupted'

/**
 * What {@link ResponseHooks.onClose} is told.
 *
 * @category model
 * @since 0.1.0
 */
export interface Closed<R extends string = Reason> extends Written {
  readonly reason: R
  /** where it failed or was interrupted: why */
  readonly error?: Error
  /** since the response was opened */
  readonly ms: number
}

/**
 * Hooks, for metrics.
 *
 * @category model
 * @since 0.1.0
 */
export interface ResponseHooks<R extends string = Reason> {
  /** called when the response is opened, before anything is written */
  readonly onOpen?: () => void
  /** called exactly once for each response that was opened, when it has come to its end */
  readonly onClose?: (closed: Closed<R>) => void
}

/** They are functions, where they are there. */
export const requireHooks = (name: string, hooks: object): void => {
  for (const hook of ['onOpen', 'onClose', 'onDrop']) {
    const given: unknown = Reflect.get(hooks, hook)
    if (given !== undefined) requireFunction(name, given, hook)
  }
}

/** What to do for what a response of any content has no option for: only a wire format knows what says nothing in it. */
export const elsewhere = {
  keepAliveMs: 'Enumeratee.keepAlive(ms, filler) behind the enumerator does it, and so does negotiated'
}
