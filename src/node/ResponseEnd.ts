import type * as H from '../push/hooks.js'

/**
 * How a response came to its end.
 *
 * @category model
 * @since 0.1.0
 */
export type ResponseEnd = Finished | Disconnected

/**
 * All that was taken was written, and handed to the operating system.
 *
 * @category model
 * @since 0.1.0
 */
export interface Finished extends H.Written {
  readonly _tag: 'Finished'
}

/**
 * The client went away before, or was too slow.
 *
 * @category model
 * @since 0.1.0
 */
export interface Disconnected extends H.Written {
  readonly _tag: 'Disconnected'
}

/**
 * Why a response came to its end.
 *
 * - `finished`: the source had ended
 * - `shutdown`: the server said goodbye, see {@link gracefulShutdown}
 * - `disconnected`: the client went away
 * - `stalled`, `overflowed`: the client took too little, see {@link SlowClient}; the response was cut
 * - `failed`: the stream failed; the response was cut
 * - `interrupted`: the run was aborted; the response was cut
 *
 * The first two are {@link Finished}, the next three {@link Disconnected}, the last two the failure of the run.
 *
 * @category model
 * @since 0.1.0
 */
export type Reason = H.Reason | 'shutdown' | 'stalled' | 'overflowed'

/**
 * What {@link ResponseOptions.onClose} is told.
 *
 * @category model
 * @since 0.1.0
 */
export type Closed = H.Closed<Reason>

/**
 * What {@link ResponseOptions.onDrop} is told.
 *
 * @category model
 * @since 0.1.0
 */
export interface Dropped {
  /** `full`: too many bytes were waiting; otherwise why the response ended before they were written */
  readonly reason: 'full' | Reason
  /** how many elements, at least 1 */
  readonly count: number
}
