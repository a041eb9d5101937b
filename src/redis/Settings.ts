import type { Type } from 'io-ts'

/** What all topics of a hub have in common. */
export interface Settings<A> {
  readonly codec: Type<A, unknown>
  /** how many events of a topic may be asked for again */
  readonly retain: number
  /** after how long without use a topic is forgotten, in ms */
  readonly forgetMs: number
  /** how long Redis may take to answer, in ms */
  readonly timeoutMs: number
  readonly onError: (error: Error) => void
}
