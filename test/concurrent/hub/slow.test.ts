import { Hub, Iteratee } from 'fp-ts-iteratee'
import type { Envelope, HubPolicy } from 'fp-ts-iteratee/Hub'
import { dataOf, right, subscribed } from '../../support/subscriber'
import { turns } from '../../support/turns'

const events = 100

/** Publishes to 1,000 subscribers, and to one that takes nothing, if any. Answers after how many turns all had each event. */
const delays = async (slow?: HubPolicy): Promise<ReadonlyArray<number>> => {
  const hub = Hub.inMemory<number>({ retain: 10 })
  const subscribers = await Promise.all(Array.from({ length: 1000 }, () => subscribed(hub)))
  const controller = new AbortController()
  const dead = new Promise<void>(() => {})
  const stalled =
    slow &&
    hub.subscribe({ policy: slow, buffer: 16 }).run(
      Iteratee.foreachM((_: Envelope<number>) => () => dead),
      { signal: controller.signal }
    )()
  const found: number[] = []
  for (let n = 1; n <= events; n++) {
    right(await hub.publish(n)())
    let turn = 0
    while (!subscribers.every(({ handed }) => handed.length === n)) {
      await turns(1)
      turn++
    }
    found.push(turn)
  }
  const expected = Array.from({ length: events }, (_, i) => i + 1)
  for (const { handed, leave } of subscribers) {
    expect(dataOf(handed)).toEqual(expected)
    leave()
  }
  controller.abort()
  await stalled
  return found
}

test('one that takes nothing among 1,000: the others have everything, and in the same turns as without it', async () => {
  const without = await delays()
  for (const policy of ['fail', 'dropOldest', 'dropNewest'] as const) expect(await delays(policy)).toEqual(without)
})
