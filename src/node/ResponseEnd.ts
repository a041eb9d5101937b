/**
 * How a response came to its end.
 *
 * @category model
 * @since 0.1.0
 */
export type ResponseEnd = Finished | Disconnected

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
 * All was written, and handed to the operating system.
 *
 * @category model
 * @since 0.1.0
 */
export interface Finished extends Written {
  readonly _tag: 'Finished'
}

/**
 * The client went away before.
 *
 * @category model
 * @since 0.1.0
 */
export interface Disconnected extends Written {
  readonly _tag: 'Disconnected'
}

/**
 * What {@link ResponseOptions.onClose} is told.
 *
 * @category model
 * @since 0.1.0
 */
export interface Closed extends Written {
  /**
   * `finished` and `disconnected` as {@link ResponseEnd}; `failed`: the stream failed, and the response was cut;
   * `interrupted`: the run was aborted, and the response was cut
   */
  readonly reason: 'finished' | 'disconnected' | 'failed' | 'interrupted'
  /** where it failed or was interrupted: why */
  readonly error?: Error
  /** since the response was opened */
  readonly ms: number
}
