/** What a hub needs of Redis, and what happens when Redis has no more to give. */
import { Iteratee } from 'fp-ts-iteratee'
import type { Envelope, Topic } from 'fp-ts-iteratee/Hub'
import { redisHub, type RedisHubOptions } from 'fp-ts-iteratee/redis'
import * as t from 'io-ts'
import { expectAllHanded, publishing } from '../support/publishing'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

const numbers = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i + 1)

const padded = new t.Type<number, unknown>(
  'padded',
  t.number.is,
  (u, c) =>
    t.type({ n: t.number }).validate(u, c)._tag === 'Right' ? t.success((u as { n: number }).n) : t.failure(u, c),
  (n) => ({ n, padding: '.'.repeat(1000) })
)

/** Those of the hubs; the test has one too. */
const connections = async (): Promise<number> =>
  ((await on.server.commands.client('LIST')) as string).trim().split('\n').length - 1

/** The connections on which hubs are told, by their ids. */
const listeners = async (): Promise<ReadonlyArray<string | undefined>> =>
  [...((await on.server.commands.call('CLIENT', 'LIST', 'TYPE', 'PUBSUB')) as string).matchAll(/^id=(\d+)/gm)].map(
    ([, id]) => id
  )

const channels = (): Promise<unknown> => on.server.commands.pubsub('CHANNELS')

test('two connections, whatever the number of subscribers and topics; a topic is listened to while it has subscribers', async () => {
  const hub = on.hub()
  const topics = numbers(100).map((n) => hub.topic(String(n)))
  const subscribers = await Promise.all(
    numbers(10).flatMap(() => topics.map((topic: Topic<number>) => subscribed(topic)))
  )
  for (const [i, topic] of topics.entries()) right(await topic.publish(i)())
  await Promise.all(subscribers.map(({ until }) => until(1)))
  expect(subscribers.map(({ handed }) => dataOf(handed))).toEqual(numbers(10).flatMap(() => topics.map((_, i) => [i])))
  expect(await connections()).toBe(2)
  expect(await channels()).toHaveLength(100)
  for (const { leave } of subscribers) leave()
  await Promise.all(subscribers.map(({ result }) => result))
  right(await hub.tail())
  while (((await channels()) as string[]).length > 0);
  expect(await connections()).toBe(2)
  right(await hub.close())
  while ((await connections()) > 0);
})

test('a process that is told faster than it hears is cut off by Redis, reads on in the stream, and misses nothing', async () => {
  await on.server.commands.config('SET', 'client-output-buffer-limit', 'pubsub 1kb 0 0')
  // much of it, as Redis counts what it has not sent yet, beyond the first 16 kB
  const [hub, other] = [on.hub({ codec: padded }), on.hub({ codec: padded })]
  const subscribers = await Promise.all([subscribed(hub, { buffer: 5000 }), subscribed(other, { buffer: 5000 })])
  // one may have its first events by reading the stream, before it listens
  while ((await listeners()).length < 2);
  const before = await listeners()
  const n = 3000
  const published = await Promise.all(numbers(n).map((one) => hub.publish(one)()))
  const ids = published.map(right)
  await Promise.all(subscribers.map(({ until }) => until(n)))
  for (const id of await listeners()) expect(before).not.toContain(id)
  for (const { handed } of subscribers) expect(handed).toEqual(ids.map((id, i) => ({ _tag: 'Event', id, data: i + 1 })))
})

test('memory is full under load, three times: publishing fails and tells why, nothing is stored; all goes on when there is some again', async () => {
  const [hub, other] = [on.hub(), on.hub()]
  const subscribers = await Promise.all([subscribed(hub), subscribed(other)])
  const publishers = [publishing(hub, 1), publishing(other, 1_000_000)]
  for (let i = 0; i < 3; i++) {
    await Promise.all(publishers.map(({ more }) => more(20)))
    await on.server.commands.config('SET', 'maxmemory', '1')
    const refused = await hub.publish(-2)()
    expect(refused).toMatchObject({
      left: { name: 'PublishError', stored: 'no', message: expect.stringContaining('OOM') as string }
    })
    await on.server.commands.config('SET', 'maxmemory', '0')
  }
  await Promise.all(publishers.map(({ more }) => more(20)))
  await expectAllHanded(hub, publishers, subscribers)
})

test('a subscriber that comes while memory is full begins when there is some again; meanwhile the reason is told', async () => {
  const errors: Error[] = []
  const hub = on.hub({ timeoutMs: 100, onError: (error) => errors.push(error) })
  await on.server.commands.config('SET', 'maxmemory', '1')
  const first = hub.subscribe().run(Iteratee.head<Envelope<number>>())()
  expect(await hub.tail()).toMatchObject({ left: { message: 'tail: Redis has not answered within 100 ms' } })
  expect(errors[0]?.message).toContain('OOM')
  await on.server.commands.config('SET', 'maxmemory', '0')
  const publisher = publishing(on.hub(), 1)
  expect(await first).toMatchObject({ right: { value: { _tag: 'Event' } } })
  await publisher.stop()
})

test('keys and channels of a client with a prefix have it too', async () => {
  const client = on.server.client()
  client.options.keyPrefix = 'app:'
  const hub = on.hub({ client })
  const watching = await subscribed(hub)
  right(await hub.publish(1)())
  await watching.until(1)
  expect(await on.server.commands.keys('*')).toEqual(['app:hub'])
  expect(await channels()).toEqual(['app:hub'])
})

test('what has no form in JSON, or what the codec refuses to encode, is a failure of publishing', async () => {
  const failing = new t.Type<string, unknown>('failing', t.string.is, t.string.validate, (s) => {
    if (s === 'x') throw new RangeError('not x')
    return undefined
  })
  const hub = redisHub({ client: on.server.client(), key: 'hub', codec: failing })
  expect(await hub.publish('x')()).toEqual({ _tag: 'Left', left: new RangeError('not x') })
  expect(await hub.publish('y')()).toMatchObject({ left: { message: 'publish: a undefined is not a JSON value' } })
  right(await hub.close())
})

test.each<[object, new () => Error]>([
  [{ key: '' }, TypeError],
  [{ retain: -1 }, RangeError],
  [{ buffer: 0 }, RangeError],
  [{ forgetMs: 0 }, RangeError],
  [{ timeoutMs: Number.NaN }, RangeError],
  [{ policy: 'block' as never }, TypeError],
  [{ retained: 1 }, TypeError]
])('what is refused: %j', async (options, error) => {
  expect(() => on.hub(options as Partial<RedisHubOptions<number>>)).toThrow(error)
  expect(await connections()).toBe(0)
})
