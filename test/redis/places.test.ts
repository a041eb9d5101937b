/** Where a subscriber stands in a stream, whatever this process has been told of it, and whatever became of the stream. */
import type { Gap } from 'fp-ts-iteratee/Hub'
import { gated } from '../support/gated'
import { redisConnections } from '../support/redisConnections'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'
import { comesAbout, turns } from '../support/turns'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

const numbers = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('who comes while this process has not been told of the newest events is not handed them', async () => {
  const { client, made } = redisConnections(on)
  const [hub, other] = [on.hub({ client }), on.hub()]
  const there = await subscribed(hub)
  right(await other.publish(1)())
  await there.until(1)
  made[1]?.stream.pause()
  const ids = [right(await other.publish(2)()), right(await other.publish(3)())]
  const live = await subscribed(hub)
  const resumed = await Promise.all(ids.map((after) => subscribed(hub, { after })))
  right(await hub.tail())
  await turns(10)
  made[1]?.stream.resume()
  right(await other.publish(4)())
  await Promise.all([there, live, ...resumed].map(({ untilData }) => untilData(4)))
  expect(dataOf(there.handed)).toEqual([1, 2, 3, 4])
  expect([live, ...resumed].map(({ handed }) => dataOf(handed))).toEqual([[4], [3, 4], [4]])
})

test('who comes back and takes one at a time has all that it has missed, whatever its buffer', async () => {
  const hub = on.hub()
  const before = right(await hub.tail())
  await Promise.all(numbers(1, 1500).map((n) => hub.publish(n)()))
  const slow = gated(hub.subscribe({ after: before, buffer: 1 }))
  while (slow.handed.length < 1500 && slow.ended() === undefined) {
    slow.grant()
    await turns(1)
  }
  expect(dataOf(slow.handed)).toEqual(numbers(1, 1500))
  slow.leave()
})

test('the newest events were lost and others have got their numbers, while nobody was disconnected: a gap', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  for (const n of [1, 2, 3]) right(await hub.publish(n)())
  const before = await on.server.commands.dumpBuffer('hub')
  for (const n of [4, 5]) right(await hub.publish(n)())
  await there.until(5)
  await on.server.commands.restore('hub', 0, before, 'REPLACE')
  for (const n of [-4, -5, -6, -7]) right(await hub.publish(n)())
  await there.untilData(-7)
  const data = dataOf(there.handed)
  expect(data.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 'gap'])
  expect(data.slice(6)).toEqual([-4, -5, -6, -7].slice(10 - data.length))
})

test('all was lost, and the clock has gone back: a gap, and then what is new', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  right(await hub.publish(1)())
  await there.until(1)
  await on.server.commands.multi().flushall().xadd('hub', '1000000000000000-1', 'begun', '1').exec()
  right(await hub.publish(2)())
  await there.until(2)
  right(await hub.publish(3)())
  await there.untilData(3)
  const data = dataOf(there.handed)
  expect(data.slice(0, 2)).toEqual([1, 'gap'])
  expect(data[data.length - 1]).toBe(3)
})

test('what a slow subscriber is reading was lost: it is told, though there are others with the same numbers', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  const after = right(await hub.tail())
  for (const n of numbers(1, 50)) right(await hub.publish(n)())
  const before = await on.server.commands.dumpBuffer('hub')
  await Promise.all(numbers(51, 300).map((n) => hub.publish(n)()))
  await there.untilData(300)
  const slow = gated(hub.subscribe({ after }))
  await comesAbout(() => {
    if (slow.handed.length < 100) slow.grant()
    return slow.handed.length === 100
  })
  await on.server.commands.restore('hub', 0, before, 'REPLACE')
  right(await hub.publish(1050)())
  await comesAbout(() => there.handed.some(({ _tag }) => _tag === 'Gap'))
  await Promise.all(numbers(1051, 1160).map((n) => hub.publish(n)()))
  await there.untilData(1160)
  await comesAbout(() => {
    slow.grant()
    return slow.handed.some((one) => one._tag === 'Event' && one.data === 1160)
  })
  const data = dataOf(slow.handed)
  expect(data.slice(0, 100)).toEqual(numbers(1, 100))
  expect(data[100]).toBe('gap')
  expect((slow.handed[100] as Gap).after).toBe((slow.handed[99] as { id: string }).id)
  slow.leave()
})

test('the newest event is deleted by somebody, again and again: publishing goes on, and nothing comes twice', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  for (const n of numbers(1, 12)) await on.server.commands.xdel('hub', right(await hub.publish(n)()))
  // the gap may cover what is published before it is found out
  let last = 12
  while (!there.handed.some((one) => one._tag === 'Event' && one.data > 12)) right(await hub.publish(++last)())
  // whatever was deleted before it was read is a gap
  const data = dataOf(there.handed).filter((n) => n !== 'gap')
  expect(data).toEqual(numbers(1, last).filter((n) => data.includes(n)))
})

test('others have put entries behind the newest: nobody is held up, nothing comes twice', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  const after = right(await hub.tail())
  right(await hub.publish(1)())
  for (let i = 0; i < 250; i++) await on.server.commands.xadd('hub', '*', 'something', 'else')
  const back = await subscribed(hub, { after })
  await back.until(1)
  right(await hub.publish(2)())
  await Promise.all([there, back].map(({ untilData }) => untilData(2)))
  for (const { handed } of [there, back]) expect(dataOf(handed)).toEqual([1, 2])
})

test('others have got the numbers of the newest, and nobody was told of them: what is told next does not follow on', async () => {
  const { commands } = on.server
  const hub = on.hub()
  const there = await subscribed(hub)
  for (const n of numbers(1, 3)) right(await hub.publish(n)())
  await commands.restore('other', 0, await commands.dumpBuffer('hub'))
  for (const n of numbers(4, 5)) right(await hub.publish(n)())
  await there.until(5)
  const other = on.hub({ key: 'other' })
  for (const n of [-4, -5]) right(await other.publish(n)())
  await commands.restore('hub', 0, await commands.dumpBuffer('other'), 'REPLACE')
  right(await hub.publish(6)())
  await there.until(6)
  expect(dataOf(there.handed).slice(0, 6)).toEqual([...numbers(1, 5), 'gap'])
})
