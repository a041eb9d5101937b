/** An enumerator that produces when it is told to, and counts its runs and releases. */
import { type Channel, Enumerator } from 'fp-ts-iteratee'
import { Mailbox } from './mailbox'

export interface Told<E> {
  readonly enumerator: Enumerator<E>
  /** the channel of each run, as it begins */
  readonly channels: Mailbox<Channel<E>>
  /** the time of each release, of `performance.now()` */
  readonly releases: Mailbox<number>
  readonly opened: number
  readonly released: number
}

export const told = <E>(): Told<E> => {
  const channels = new Mailbox<Channel<E>>()
  const releases = new Mailbox<number>()
  let opened = 0
  let released = 0
  const enumerator = Enumerator.async<E>(
    (channel) => {
      opened++
      channels.put(channel)
      return () => {
        released++
        releases.put(performance.now())
      }
    },
    { capacity: 1e6 }
  )
  return {
    enumerator,
    channels,
    releases,
    get opened() {
      return opened
    },
    get released() {
      return released
    }
  }
}
