/**
 * What tells a run to stop: the part of an `AbortSignal` that is used, so that the types need no platform.
 *
 * @category model
 * @since 0.1.0
 */
export interface Interruption {
  readonly aborted: boolean
  readonly reason: unknown
  /** called when a run starts, or an enumeratee that listens to it, and no other that does is under way */
  addEventListener(type: 'abort', listener: () => void): void
  /** called when the last one has ended */
  removeEventListener(type: 'abort', listener: () => void): void
}
