/**
 * Whatever happens in whatever order: a subscriber, also one that leaves and comes back after what it had last, has each
 * event once and in order, or a gap in its place.
 */
import type { Hub } from 'fp-ts-iteratee'
import type { EventId } from 'fp-ts-iteratee/Hub'
import * as fc from 'fast-check'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { right, type Subscriber, subscribed } from '../support/subscriber'
import { turns } from '../support/turns'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

type Step =
  | { readonly do: 'publish'; readonly hub: number; readonly count: number }
  | { readonly do: 'reset'; readonly kind: 'normal' | 'pubsub' }
  | { readonly do: 'join'; readonly hub: number; readonly from: 'now' | 'before'; readonly buffer: number }
  | { readonly do: 'leave' | 'rejoin'; readonly which: number }
  | { readonly do: 'trim'; readonly keep: number }

const hub = fc.nat(1)
const which = fc.nat(5)

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('publish' as const), hub, count: fc.integer({ min: 1, max: 150 }) })
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reset' as const), kind: fc.constantFrom('normal', 'pubsub') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      hub,
      from: fc.constantFrom('now', 'before'),
      buffer: fc.constantFrom(1, 20, 1024)
    })
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'rejoin' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trim' as const), keep: fc.nat(100) }) }
)

const numberOf = (id: EventId): number => Number(id.slice(0, id.indexOf('-')))

/** One that may have left and come back. */
interface Client {
  readonly hub: Hub<number>
  readonly buffer: number
  readonly start: EventId
  readonly visits: Subscriber<number>[]
}

const handed = ({ visits }: Client) => visits.flatMap((visit) => visit.handed)

const lastOf = (client: Client): EventId => {
  const all = handed(client)
  const last = all[all.length - 1]
  if (last === undefined) return client.start
  return last._tag === 'Event' ? last.id : last.resumesAt
}

const join = async (client: Client): Promise<void> => {
  const { hub, buffer, visits } = client
  visits.push(await subscribed(hub, { after: lastOf(client), buffer, policy: 'dropOldest' }))
}

const leave = async ({ visits }: Client): Promise<void> => {
  const visit = visits[visits.length - 1]
  visit?.leave()
  await visit?.result
}

test('publishing, resets, joining, leaving, coming back and trimming, in any order', async () => {
  let made = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.nat(4)), { minLength: 5, maxLength: 25, size: 'max' }),
      async (steps) => {
        const key = `schedule${String(made++)}`
        const hubs = [on.hub({ key }), on.hub({ key })] as const
        const before = right(await hubs[0].tail())
        const clients: Client[] = []
        const acknowledged = new Map<EventId, number>()
        const published: Promise<void>[] = []
        let n = 0
        const publish = async (hub: Hub<number>): Promise<void> => {
          const data = n++
          const result = await hub.publish(data)()
          if (result._tag === 'Right') acknowledged.set(result.right, data)
        }
        for (const [what, pause] of steps) {
          switch (what.do) {
            case 'publish':
              for (let i = 0; i < what.count; i++) published.push(publish(hubs[what.hub] ?? hubs[0]))
              break
            case 'reset':
              await on.server.commands.call('CLIENT', 'KILL', 'TYPE', what.kind)
              break
            case 'join': {
              const hub = hubs[what.hub] ?? hubs[0]
              const start = what.from === 'now' ? right(await hub.tail()) : before
              const client = { hub, buffer: what.buffer, start, visits: [] }
              clients.push(client)
              await join(client)
              break
            }
            case 'leave':
            case 'rejoin': {
              const client = clients[what.which]
              if (client === undefined) break
              await leave(client)
              if (what.do === 'rejoin') await join(client)
              break
            }
            case 'trim':
              await on.server.commands.xtrim(key, 'MAXLEN', what.keep)
          }
          await turns(pause)
        }
        await Promise.all(published)
        for (const client of clients) {
          await leave(client)
          await join(client)
        }
        const lastly = n++
        const last = right(await hubs[0].publish(lastly)())
        acknowledged.set(last, lastly)
        for (const { visits } of clients) await visits[visits.length - 1]?.untilData(lastly)
        const isTrimmed = steps.some(([{ do: done }]) => done === 'trim')
        for (const client of clients) {
          let at = client.start
          for (const envelope of handed(client)) {
            if (envelope._tag === 'Gap') {
              expect(isTrimmed || client.buffer < 1024).toBe(true)
              expect(envelope.after).toBe(at)
              at = envelope.resumesAt
            } else {
              expect(numberOf(envelope.id)).toBe(numberOf(at) + 1)
              expect(envelope.data).toBe(acknowledged.get(envelope.id) ?? envelope.data)
              at = envelope.id
            }
          }
          expect(at).toBe(last)
        }
        const idsInOrder = [...acknowledged].sort(([a], [b]) => numberOf(a) - numberOf(b))
        expect(new Set(idsInOrder.map(([id]) => numberOf(id))).size).toBe(idsInOrder.length)
        for (const client of clients) await leave(client)
        await Promise.all(hubs.map((one) => one.close()))
      }
    ),
    { numRuns: 25 }
  )
}, 180_000)
