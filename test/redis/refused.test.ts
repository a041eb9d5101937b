/** A Redis that refuses something, for a while or for good. */
import { Iteratee } from 'fp-ts-iteratee'
import type { Envelope } from 'fp-ts-iteratee/Hub'
import { publishing } from '../support/publishing'
import { redisConnections } from '../support/redisConnections'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'
import { comesAbout } from '../support/turns'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

const first = Iteratee.head<Envelope<number>>()

const texts = (errors: ReadonlyArray<Error>): string => errors.map(({ message }) => message).join('\n')

test('a replica takes no subscribers: the reason is told, and they begin when it is a master', async () => {
  const errors: Error[] = []
  const hub = on.hub({ timeoutMs: 500, onError: (error) => errors.push(error) })
  await on.server.commands.call('REPLICAOF', '127.0.0.1', '1')
  const there = hub.subscribe().run(first)()
  await comesAbout(() => texts(errors).includes('READONLY'))
  await on.server.commands.call('REPLICAOF', 'NO', 'ONE')
  const publisher = publishing(on.hub(), 1)
  expect(await there).toMatchObject({ right: { value: { _tag: 'Event' } } })
  await publisher.stop()
})

test('a topic that was left before Redis lets us listen to it is not listened to', async () => {
  await on.server.commands.call('ACL', 'SETUSER', 'default', 'resetchannels')
  const errors: Error[] = []
  const hub = on.hub({ timeoutMs: 100, onError: (error) => errors.push(error) })
  const left = await subscribed(hub.topic('left'))
  await comesAbout(() => errors.length === 1)
  const there = await subscribed(hub.topic('there'))
  left.leave()
  await left.result
  expect(texts(errors)).toContain('NOPERM')
  await on.server.commands.call('ACL', 'SETUSER', 'default', 'allchannels')
  // by another one, which has time for it
  right(await on.hub().topic('there').publish(1)())
  // it has been asked for later
  await there.untilData(1)
  expect(await on.server.commands.pubsub('CHANNELS')).toEqual(['hub:there'])
})

test('of a topic that was left nothing more is read', async () => {
  const [left, there]: [Error[], Error[]] = [[], []]
  const hubs = [left, there].map((errors) => on.hub({ timeoutMs: 500, onError: (error) => errors.push(error) }))
  const [one] = await Promise.all(hubs.map((hub) => subscribed(hub)))
  await Promise.all(hubs.map((hub) => hub.tail()))
  await on.server.commands.call('ACL', 'SETUSER', 'default', '-xrange')
  await on.server.commands.call('PUBLISH', 'hub', '2-1 1-1 1')
  const refused = (errors: ReadonlyArray<Error>) => errors.filter(({ message }) => message.includes('xrange')).length
  await comesAbout(() => refused(left) > 0 && refused(there) > 0)
  one?.leave()
  await one?.result
  const [before, since] = [refused(left), refused(there)]
  await comesAbout(() => refused(there) > since + 1)
  expect(refused(left)).toBe(before)
})

test('nobody may be told of what is published: it is stored, and the reason is reported', async () => {
  const errors: Error[] = []
  const hub = on.hub({ onError: (error) => errors.push(error) })
  await on.server.commands.call('ACL', 'SETUSER', 'default', 'resetchannels')
  const before = right(await hub.tail())
  right(await hub.publish(1)())
  expect(texts(errors)).toMatch(/publish to the channel.*"hub"/s)
  expect(await hub.subscribe({ after: before }).run(first)()).toMatchObject({ right: { value: { data: 1 } } })
})

test('the hub is closed while a subscriber waits for Redis to take it: it ends', async () => {
  const errors: Error[] = []
  const hub = on.hub({ timeoutMs: 60_000, onError: (error) => errors.push(error) })
  await on.server.commands.config('SET', 'maxmemory', '1')
  const waiting = hub.subscribe().run(Iteratee.getChunks<Envelope<number>>())()
  await comesAbout(() => errors.length > 0)
  right(await hub.close())
  expect(await waiting).toEqual({ _tag: 'Right', right: [] })
})

test('a part of a millisecond is one for Redis', async () => {
  const hub = on.hub({ forgetMs: 100_000.5 })
  const there = await subscribed(hub)
  right(await hub.publish(1)())
  await there.untilData(1)
})

test('what was published before the connection was there comes before what is published when it is', async () => {
  await on.server.kill()
  const { client, made } = redisConnections(on)
  const hub = on.hub({ client })
  const [commands] = made
  const published = [hub.publish(1)(), hub.publish(2)()]
  const before = on.hub()
  // it is ready some ticks before it tells so
  if (commands !== undefined) {
    const setStatus = (commands as unknown as { setStatus: (status: string) => void }).setStatus.bind(commands)
    Object.assign(commands, {
      setStatus: (status: string) => {
        setStatus(status)
        if (status === 'ready') published.push(hub.publish(3)())
      }
    })
  }
  await on.server.start()
  await comesAbout(() => published.length === 3)
  const ids = (await Promise.all(published)).map(right)
  expect(ids.map((id) => Number(id.split('-')[0]))).toEqual([0, 1, 2].map((n) => Number(ids[0]?.split('-')[0]) + n))
  await before.close()
})

test('names of topics that are no Unicode are names', async () => {
  const topic = on.hub().topic('\ud800')
  const there = await subscribed(topic)
  right(await topic.publish(1)())
  right(await topic.tail())
  right(await topic.publish(2)())
  await there.until(2)
  expect(dataOf(there.handed)).toEqual([1, 2])
})
