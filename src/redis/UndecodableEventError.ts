import type { EventId } from '../concurrent/hub/model.js'

/**
 * What is stored in Redis is no event that the codec takes. It is reported and skipped.
 *
 * @category model
 * @since 0.1.0
 */
export class UndecodableEventError extends Error {
  override readonly name = 'UndecodableEventError'
  /** the key of the stream */
  readonly stream: string
  readonly id: EventId

  constructor(stream: string, id: EventId, why: string) {
    super(`the entry ${id} of the stream ${JSON.stringify(stream)} is skipped: ${why}`)
    this.stream = stream
    this.id = id
  }
}
