/**
 * Redis has not acknowledged an event. The hub does not publish it again.
 *
 * @category model
 * @since 0.1.0
 */
export class PublishError extends Error {
  override readonly name = 'PublishError'
  /** `no`: nobody will have it. `unknown`: it was sent, and no answer came; it may be stored, once */
  readonly stored: 'no' | 'unknown'

  constructor(what: string, stored: 'no' | 'unknown', cause?: Error) {
    const consequence = stored === 'no' ? 'the event is not stored' : 'whether the event is stored is not known'
    super(`publish: ${what}; ${consequence}`, { cause })
    this.stored = stored
  }
}
