import type { Written } from '../push/hooks.js'

/**
 * How a response came to its end.
 *
 * @category model
 * @since 0.1.0
 */
export type ResponseEnd = Finished | Disconnected

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
