/** Subscribers of hubs that remember what they are handed. */
import { type Hub, Iteratee } from 'fp-ts-iteratee'
import type { Envelope, SubscribeOptions, Topic } from 'fp-ts-iteratee/Hub'
import type { Either } from 'fp-ts/lib/Either.js'

export interface Subscriber<A> {
  readonly handed: ReadonlyArray<Envelope<A>>
  /** Resolves when it has been handed so many. */
  readonly until: (n: number) => Promise<void>
  /** Resolves when it has been handed the event. */
  readonly untilData: (data: A) => Promise<void>
  readonly result: Promise<Either<Error, void>>
  readonly leave: () => void
}

/** A subscription from now on, which is there when this resolves; or from after an event. */
export const subscribed = async <A>(
  topic: Topic<A> | Hub<A>,
  options: SubscribeOptions = {}
): Promise<Subscriber<A>> => {
  const after = options.after ?? right(await topic.tail())
  const controller = new AbortController()
  const handed: Envelope<A>[] = []
  let look = (): void => {}
  const taking = Iteratee.foreach((envelope: Envelope<A>) => {
    handed.push(envelope)
    look()
  })
  const result = topic.subscribe({ ...options, after }).run(taking, { signal: controller.signal })()
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (holds()) resolve()
      }
      look()
    })
  return {
    handed,
    until: (n) => when(() => handed.length >= n),
    untilData: (data) => when(() => handed.some((envelope) => envelope._tag === 'Event' && envelope.data === data)),
    result,
    leave: () => {
      controller.abort()
    }
  }
}

export const dataOf = <A>(envelopes: ReadonlyArray<Envelope<A>>): ReadonlyArray<A | 'gap'> =>
  envelopes.map((envelope) => (envelope._tag === 'Event' ? envelope.data : 'gap'))

export const right = <A>(either: Either<Error, A>): A => {
  if (either._tag === 'Left') throw either.left
  return either.right
}
