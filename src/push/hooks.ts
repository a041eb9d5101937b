/** What is told of a response, for metrics. */

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
  readonly elements: number
}

/**
 * What {@link ResponseHooks.onClose} is told.
 *
 * @category model
 * @since 0.1.0
 */
export interface Closed extends Written {
  /**
   * `finished`: all was written; `disconnected`: the client went away before; `failed`: the stream failed, and the
   * response was cut; `interrupted`: the run was aborted, and the response was cut
   */
  readonly reason: 'finished' | 'disconnected' | 'failed' | 'interrupted'
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
export interface ResponseHooks {
  /** called when the response is opened, before anything is written */
  readonly onOpen?: () => void
  /** called exactly once for each response that was opened, when it has come to its end */
  readonly onClose?: (closed: Closed) => void
}
