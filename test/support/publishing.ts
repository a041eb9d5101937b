/** Publishers that go on whatever happens, and what subscribers must have been handed of theirs. */
import { Hub } from 'fp-ts-iteratee'
import type { EventId } from 'fp-ts-iteratee/Hub'
import type { Either } from 'fp-ts/lib/Either.js'
import { dataOf, right, type Subscriber } from './subscriber'

export interface Publisher {
  /** what became of each, in the order in which they were published */
  readonly results: ReadonlyMap<number, Either<Error, EventId>>
  /** Resolves when so many more are acknowledged. */
  readonly more: (n: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Publishes one number after the other, from one on. */
export const publishing = (hub: Pick<Hub<number>, 'publish'>, from: number): Publisher => {
  const results = new Map<number, Either<Error, EventId>>()
  let acknowledged = 0
  let stopped = false
  let look = (): void => {}
  const publish = async (): Promise<void> => {
    for (let n = from; !stopped; n++) {
      const result = await hub.publish(n)()
      results.set(n, result)
      if (result._tag === 'Right') acknowledged++
      else if (result.left instanceof Hub.HubClosedError) return
      look()
    }
  }
  const done = publish()
  return {
    results,
    more: (n) => {
      const enough = acknowledged + n
      return new Promise((resolve) => {
        look = () => {
          if (acknowledged >= enough) resolve()
        }
        look()
      })
    },
    stop: () => {
      stopped = true
      return done
    }
  }
}

const last = -1

/**
 * Ends publishing. Each subscriber has been handed what was acknowledged, once and in order, and all have been handed the
 * same; beyond that only what may be stored without being acknowledged.
 */
export const expectAllHanded = async (
  hub: Pick<Hub<number>, 'publish'>,
  publishers: ReadonlyArray<Publisher>,
  subscribers: ReadonlyArray<Subscriber<number>>
): Promise<void> => {
  for (const { stop } of publishers) await stop()
  right(await hub.publish(last)())
  await Promise.all(subscribers.map(({ untilData }) => untilData(last)))
  const [handed = [], ...others] = subscribers.map((subscriber) => dataOf(subscriber.handed))
  for (const other of others) expect(other).toEqual(handed)
  let count = 1
  for (const { results } of publishers) {
    const own = handed.filter((n) => n !== 'gap' && results.has(n))
    const possible = [...results].filter(([n, result]) => result._tag === 'Right' || own.includes(n))
    expect(own).toEqual(possible.map(([n]) => n))
    for (const [, result] of possible) {
      if (result._tag === 'Left') expect(result.left).toMatchObject({ name: 'PublishError', stored: 'unknown' })
    }
    count += own.length
  }
  expect(handed).toHaveLength(count)
}
