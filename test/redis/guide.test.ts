/** What docs/guide/many-processes.md says of Redis. */
import { redisHub } from 'fp-ts-iteratee/redis'
import { Redis } from 'ioredis'
import * as t from 'io-ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'

const guide = readFileSync(join(__dirname, '../../docs/guide/many-processes.md'), 'utf8')

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

test('the user that it makes may do all that a hub does, and nothing beside its key', async () => {
  const [command = '', ...rules] = /^ACL SETUSER .*$/m.exec(guide)![0].split(' ')
  const { commands, path } = on.server
  await commands.call(command, ...rules)
  const user = { username: 'chat', password: 'secret' }
  const errors: Error[] = []
  const onError = (error: Error) => errors.push(error)
  const client = new Redis(path, { ...user, lazyConnect: true })
  const hub = redisHub({ client, key: 'chat', codec: t.number, onError })
  const room = hub.topic('lobby')
  const [there, root] = [await subscribed(room), await subscribed(hub)]
  const id = right(await room.publish(1)())
  right(await hub.publish(2)())
  // all again, as after a restart of Redis: scripts are sent whole
  await commands.script('FLUSH')
  await commands.call('CLIENT', 'KILL', 'USER', 'chat')
  while ((await room.publish(3)())._tag === 'Left');
  await Promise.all([there.untilData(3), root.until(1)])
  const late = await subscribed(room, { after: id })
  await late.untilData(3)
  for (const { leave, result } of [there, root, late]) {
    leave()
    await result
  }
  right(await hub.close())
  expect(await commands.call('ACL', 'LOG')).toEqual([])
  // the connection was killed, nothing was refused
  expect(errors.filter(({ message }) => message.includes('NOPERM'))).toEqual([])

  const other = redisHub({ client, key: 'other', codec: t.number, onError })
  expect(await other.publish(1)()).toMatchObject({
    left: { name: 'PublishError', stored: 'no', message: expect.stringContaining('NOPERM') as string }
  })
  right(await other.close())
})

test('with another policy than noeviction a topic may go as a whole, and that is a gap', async () => {
  const hub = on.hub()
  const { commands } = on.server
  const there = await subscribed(hub)
  right(await hub.publish(1)())
  await there.until(1)
  await commands.config('SET', 'maxmemory-policy', 'volatile-lru')
  await commands.config('SET', 'maxmemory', '1')
  expect((await hub.publish(2)())._tag).toBe('Left')
  await commands.config('SET', 'maxmemory', '0')
  expect(await commands.exists('hub')).toBe(0)
  right(await hub.publish(3)())
  await there.until(3)
  expect(dataOf(there.handed)).toEqual([1, 'gap', 3])
})
