/** Connections and servers that are lost under load. */
import * as fc from 'fast-check'
import { expectAllHanded, publishing } from '../support/publishing'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { right, subscribed } from '../support/subscriber'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

test('Redis killed under load and started again, three times: what was acknowledged comes once, in order, to all', async () => {
  const [one, two, three] = [on.hub(), on.hub(), on.hub()]
  const subscribers = await Promise.all([one, one, two, two, three].map((hub) => subscribed(hub)))
  const publishers = [publishing(one, 1), publishing(two, 1_000_000)]
  for (let i = 0; i < 3; i++) {
    await Promise.all(publishers.map(({ more }) => more(100)))
    await on.server.kill()
    await on.server.start()
  }
  await Promise.all(publishers.map(({ more }) => more(100)))
  await expectAllHanded(three, publishers, subscribers)
})

test('connections that are reset under load, at any time, to those who were there and to those who come back', async () => {
  const resets = fc.array(fc.constantFrom('normal', 'pubsub'), { minLength: 1, maxLength: 8, size: 'max' })
  let made = 0
  await fc.assert(
    fc.asyncProperty(resets, fc.nat(30), async (kinds, between) => {
      const key = `reset${String(made++)}`
      const [one, two] = [on.hub({ key }), on.hub({ key })]
      const after = right(await one.tail())
      const subscribers = await Promise.all([one, two, two].map((hub) => subscribed(hub, { after })))
      const publishers = [publishing(one, 1), publishing(two, 1_000_000)]
      for (const kind of kinds) {
        await Promise.all(publishers.map(({ more }) => more(between)))
        await on.server.commands.call('CLIENT', 'KILL', 'TYPE', kind)
        subscribers.push(await subscribed(two, { after }))
      }
      await Promise.all(publishers.map(({ more }) => more(5)))
      await expectAllHanded(one, publishers, subscribers)
      for (const { leave } of subscribers) leave()
      await Promise.all([one, two].map((hub) => hub.close()))
    }),
    { numRuns: 8 }
  )
})
