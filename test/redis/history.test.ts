/** A Redis whose streams are not what they were: forgotten, lost, filled by others. */
import { Iteratee } from 'fp-ts-iteratee'
import type { Envelope, Event, Gap, Topic } from 'fp-ts-iteratee/Hub'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

const first = async (n: number, topic: Topic<number>, after: string): Promise<ReadonlyArray<Envelope<number>>> =>
  right(await topic.subscribe({ after }).run(Iteratee.takeUpTo<Envelope<number>>(n))())

test('all was deleted: a gap, to those who are there and to those who come back, and then what is new', async () => {
  const hub = on.hub()
  const there = await subscribed(hub)
  const ids = [right(await hub.publish(1)()), right(await hub.publish(2)())]
  await there.until(2)
  await on.server.commands.flushall()
  right(await hub.publish(3)())
  right(await hub.publish(4)())
  await there.until(5)
  expect(dataOf(there.handed)).toEqual([1, 2, 'gap', 3, 4])
  const gap = there.handed[2] as Gap
  expect(gap.after).toBe(ids[1])
  expect(dataOf(await first(2, hub, gap.resumesAt))).toEqual([3, 4])
  for (const id of ids) expect(dataOf(await first(3, hub, id))).toEqual(['gap', 3, 4])
})

test('the newest events were lost, and others have got their numbers: a gap', async () => {
  const [hub, other] = [on.hub(), on.hub()]
  const { commands } = on.server
  const there = await subscribed(hub)
  for (const n of [1, 2, 3]) right(await hub.publish(n)())
  const before = await commands.dumpBuffer('hub')
  const lost = [right(await hub.publish(4)()), right(await hub.publish(5)())]
  await there.until(5)
  await commands
    .multi()
    .call('CLIENT', 'KILL', 'TYPE', 'pubsub')
    .call('CLIENT', 'KILL', 'TYPE', 'normal')
    .restore('hub', 0, before, 'REPLACE')
    .exec()
  for (const n of [-4, -5, -6]) right(await other.publish(n)())
  // the gap may cover what is published before it is found out
  const since = [-4, -5, -6]
  for (let n = 7; !there.handed.some((one) => one._tag === 'Event' && one.data >= 7); n++) {
    right(await hub.publish(n)())
    since.push(n)
  }
  const data = dataOf(there.handed)
  expect(data.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 'gap'])
  // of those that are new it has a part, in order, and none twice
  const [, , , , , , ...rest] = data
  expect(rest).toEqual(since.slice(since.indexOf(rest[0] as number)).slice(0, rest.length))
  for (const id of lost) expect(dataOf(await first(8, hub, id))).toEqual(['gap', 1, 2, 3, -4, -5, -6, 7])
})

test('a topic that nobody has used for long is forgotten', async () => {
  const hub = on.hub({ forgetMs: 1_000_000 })
  const lobby = hub.topic('lobby')
  const id = right(await lobby.publish(1)())
  expect(await on.server.commands.pttl('hub:lobby')).toBeGreaterThan(900_000)
  await on.server.commands.pexpire('hub:lobby', 1)
  while ((await on.server.commands.exists('hub:lobby')) === 1);
  right(await lobby.publish(2)())
  expect(dataOf(await first(2, lobby, id))).toEqual(['gap', 2])
  await on.server.commands.pexpire('hub:lobby', 1)
  right(await lobby.tail())
  expect(await on.server.commands.pttl('hub:lobby')).toBeGreaterThan(900_000)
})

test('what was trimmed away meanwhile is a gap in the midst of what a slow subscriber reads from the stream', async () => {
  const hub = on.hub({ retain: 2000 })
  const before = right(await hub.tail())
  const ids: string[] = []
  for (let n = 1; n <= 500; n++) ids.push(right(await hub.publish(n)()))
  const handed: Envelope<number>[] = []
  const slow = hub.subscribe({ after: before }).run(
    Iteratee.foreachM((envelope: Envelope<number>) => async () => {
      handed.push(envelope)
      if (handed.length === 10) await on.server.commands.xtrim('hub', 'MAXLEN', 50)
      if (envelope._tag === 'Event' && envelope.data === 500) await hub.close()
    })
  )()
  await slow
  const data = dataOf(handed)
  const at = data.indexOf('gap')
  const gap = handed[at] as Gap
  expect(data.slice(0, at)).toEqual(Array.from({ length: at }, (_, i) => i + 1))
  expect(gap).toEqual({ _tag: 'Gap', after: (handed[at - 1] as Event<number>).id, resumesAt: ids[450] })
  expect(data.slice(at + 1)).toEqual(Array.from({ length: 49 }, (_, i) => i + 452))
})

test('what is no event is reported and skipped, whether it is told or read', async () => {
  const [errors, read]: [Error[], Error[]] = [[], []]
  const hub = on.hub({ onError: (error) => errors.push(error) })
  const there = await subscribed(hub)
  const { commands } = on.server
  const before = right(await hub.tail())
  right(await hub.publish(1)())
  await commands.xadd('hub', '*', 'something', 'else')
  await commands.xadd('hub', '*', 'event', '{')
  right(await hub.publish(2)())
  await there.until(2)
  await commands.publish('hub', '')
  right(await hub.publish('three' as unknown as number)())
  right(await hub.publish(4)())
  await there.until(3)
  expect(dataOf(there.handed)).toEqual([1, 2, 4])
  // those that others have stored are not told of, and so are seen only by who reads the stream
  expect(errors[errors.length - 1]?.message).toContain('expected number, got "three"')
  const newcomer = on.hub({ onError: (error) => read.push(error) })
  expect(dataOf(await first(3, newcomer, before))).toEqual([1, 2, 4])
  expect(read).toHaveLength(3)
  for (const { name, message } of read) {
    expect(name).toBe('UndecodableEventError')
    expect(message).toMatch(/^the entry \d+-\d+ of the stream "hub" is skipped: /)
  }
  expect(read[0]?.message).toContain('it has no field "event"')
  expect(read[2]).toEqual(errors[errors.length - 1])
})
