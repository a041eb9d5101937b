/** What holds for every hub. */
import { Enumeratee, Hub, Iteratee } from 'fp-ts-iteratee'
import type { Envelope as EnvelopeOf, Event, Gap, SubscribeOptions, Topic } from 'fp-ts-iteratee/Hub'
import * as fc from 'fast-check'
import { gated } from './gated'
import { dataOf, right, subscribed } from './subscriber'
import { turns } from './turns'

type Envelope = EnvelopeOf<number>

/** A new hub, which retains `retain` events of each topic, and what ends it. */
export type MakeHub = (retain: number) => Promise<{ readonly hub: Hub<number>; readonly end: () => Promise<void> }>

/** The first `n` that a subscriber is handed. */
const first = async (n: number, topic: Topic<number>, after?: string): Promise<ReadonlyArray<Envelope>> =>
  right(await topic.subscribe(after === undefined ? {} : { after }).run(Iteratee.takeUpTo<Envelope>(n))())

const numbers = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

export const hubLaws = (make: MakeHub): void => {
  const using = async (retain: number, use: (hub: Hub<number>) => Promise<void>): Promise<void> => {
    const { hub, end } = await make(retain)
    try {
      await use(hub)
    } finally {
      await end()
    }
  }
  const publishAll = async (topic: Topic<number>, data: ReadonlyArray<number>): Promise<ReadonlyArray<string>> => {
    const ids: string[] = []
    for (const n of data) ids.push(right(await topic.publish(n)()))
    return ids
  }

  test('many publishers, many subscribers: all have all, in one order, in which each publisher keeps its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }), (counts) =>
        using(100, async (hub) => {
          const subscribers = await Promise.all([subscribed(hub), subscribed(hub), subscribed(hub)])
          await Promise.all(
            counts.map((count, p) =>
              publishAll(
                hub,
                numbers(1, count).map((n) => p * 100 + n)
              )
            )
          )
          const total = counts.reduce((sum, n) => sum + n, 0)
          await Promise.all(subscribers.map(({ until }) => until(total)))
          const [one, ...others] = subscribers.map(({ handed }) => handed)
          for (const other of others) expect(other).toEqual(one)
          counts.forEach((count, p) => {
            const own = dataOf(one ?? []).filter((n) => n !== 'gap' && Math.floor(n / 100) === p)
            expect(own).toEqual(numbers(1, count).map((n) => p * 100 + n))
          })
          for (const { leave } of subscribers) leave()
        })
      ),
      { numRuns: 10 }
    )
  })

  test('the id that publish answers is that of the event; each is another, on one line', () =>
    using(10, async (hub) => {
      const subscriber = await subscribed(hub)
      const ids = await publishAll(hub, numbers(1, 10))
      await subscriber.until(10)
      expect(subscriber.handed.map((envelope) => (envelope as Event<number>).id)).toEqual(ids)
      expect(new Set(ids).size).toBe(10)
      for (const id of ids) expect(id).toMatch(/^[^\r\n\0]+$/)
      expect(right(await hub.tail())).toBe(ids[9])
      subscriber.leave()
    }))

  test('resume at every cut of a history: what followed, whether it is retained or still to come', () =>
    using(100, async (hub) => {
      const before = right(await hub.tail())
      const ids = [before, ...(await publishAll(hub, numbers(1, 12)))]
      const resumed = ids.map((id, cut) => first(20 - cut, hub, id))
      await publishAll(hub, numbers(13, 20))
      expect((await Promise.all(resumed)).map(dataOf)).toEqual(
        ids.map((_, cut) => numbers(cut + 1, 20)).map((n) => [...n])
      )
    }))

  test('resume in the midst of what is being published', () =>
    using(1000, async (hub) => {
      const ids = await publishAll(hub, numbers(1, 50))
      const publishing = publishAll(hub, numbers(51, 150))
      const resumed = await Promise.all(ids.map((id, i) => first(150 - i - 1, hub, id)))
      await publishing
      resumed.forEach((envelopes, i) => {
        expect(dataOf(envelopes)).toEqual(numbers(i + 2, 150))
      })
    }))

  test('what is not retained any more is a gap, told first and once; who comes back after it has none', () =>
    using(5, async (hub) => {
      const before = right(await hub.tail())
      const ids = [before, ...(await publishAll(hub, numbers(1, 20)))]
      for (const [cut, id] of ids.entries()) {
        const missing = cut < 15
        const expected = missing ? ['gap' as const, ...numbers(16, 20)] : numbers(cut + 1, 20)
        if (expected.length === 0) continue
        const envelopes = await first(expected.length, hub, id)
        expect(dataOf(envelopes)).toEqual(expected)
        if (!missing) continue
        const gap = envelopes[0] as Gap
        expect(gap.after).toBe(id)
        expect(dataOf(await first(5, hub, gap.resumesAt))).toEqual(numbers(16, 20))
      }
    }))

  test('an id that is not of this hub is a gap, whatever it looks like', () =>
    using(3, async (hub) => {
      const other = await make(3)
      const foreign = await publishAll(other.hub, numbers(1, 3))
      await other.end()
      await publishAll(hub, numbers(1, 4))
      for (const id of [...foreign, '', 'x', '0', '-1', '1-1', 'ü\u0000', '9'.repeat(400), '$', '>', '+', '0-0']) {
        const envelopes = await first(4, hub, id)
        expect([id, dataOf(envelopes)]).toEqual([id, ['gap', 2, 3, 4]])
        expect((envelopes[0] as Gap).after).toBe(id)
      }
    }))

  test('nothing retained: live from now, and a gap for who was away', () =>
    using(0, async (hub) => {
      const before = right(await hub.tail())
      const live = await subscribed(hub)
      const [id] = await publishAll(hub, [1])
      await live.until(1)
      const back = first(2, hub, before)
      await turns(20)
      await publishAll(hub, [2])
      await live.until(2)
      const envelopes = await back
      expect(dataOf(envelopes)).toEqual(['gap', 2])
      expect((envelopes[0] as Gap).resumesAt).toBe(id)
      expect(dataOf(live.handed)).toEqual([1, 2])
      live.leave()
    }))

  test('a subscriber that takes nothing holds up nobody: it fails, the others have all', () =>
    using(10, async (hub) => {
      const slow = gated(hub.subscribe({ after: right(await hub.tail()), buffer: 4 }))
      const others = await Promise.all(numbers(1, 20).map(() => subscribed(hub)))
      await publishAll(hub, numbers(1, 200))
      await Promise.all(others.map(({ until }) => until(200)))
      for (const { handed, leave } of others) {
        expect(dataOf(handed)).toEqual(numbers(1, 200))
        leave()
      }
      while (slow.ended() === undefined) {
        slow.grant()
        await turns(1)
      }
      expect(dataOf(slow.handed)).toEqual(numbers(1, slow.handed.length))
      expect(slow.handed.length).toBeLessThan(20)
      expect(await slow.result).toEqual({ _tag: 'Left', left: new Hub.SlowSubscriberError(4) })
    }))

  test.each(['dropOldest', 'dropNewest'] as const)('%s: every hole is told, and no other', (policy) =>
    using(10, async (hub) => {
      const before = right(await hub.tail())
      const slow = gated(hub.subscribe({ after: before, buffer: 4, policy }))
      const ids = [before, ...(await publishAll(hub, numbers(1, 100)))]
      const watching = await subscribed(hub)
      ids.push(...(await publishAll(hub, [101])))
      await watching.until(1)
      watching.leave()
      const covered = (): number => {
        const last = slow.handed[slow.handed.length - 1]
        return last === undefined ? 0 : ids.indexOf(last._tag === 'Event' ? last.id : last.resumesAt)
      }
      while (covered() < 101) {
        slow.grant()
        await turns(1)
      }
      slow.leave()
      let at = 0
      for (const envelope of slow.handed) {
        if (envelope._tag === 'Event') expect(envelope.data).toBe(++at)
        else {
          expect(ids.indexOf(envelope.after)).toBe(at)
          expect(ids.indexOf(envelope.resumesAt)).toBeGreaterThan(at)
          at = ids.indexOf(envelope.resumesAt)
        }
      }
      expect(at).toBe(101)
      expect(dataOf(slow.handed)).toContain('gap')
    })
  )

  test('topics have events, ids and subscribers of their own; the same name is the same topic', () =>
    using(10, async (hub) => {
      const topics = [hub, hub.topic('a'), hub.topic('b'), hub.topic('$ {weird} *\n')]
      const subscribers = await Promise.all(topics.map((topic) => subscribed(topic)))
      for (const [i, topic] of topics.entries()) await publishAll(topic, [i, i + 10])
      await publishAll(hub.topic('a'), [5])
      await Promise.all(subscribers.map(({ until }, i) => until(i === 1 ? 3 : 2)))
      expect(subscribers.map(({ handed }) => dataOf(handed))).toEqual([
        [0, 10],
        [1, 11, 5],
        [2, 12],
        [3, 13]
      ])
      for (const { leave } of subscribers) leave()
    }))

  test('the end is final: subscriptions end after what was published, and nothing is published any more', async () => {
    const { hub, end } = await make(10)
    const subscribers = await Promise.all([subscribed(hub), subscribed(hub.topic('a'))])
    const tail = right(await hub.tail())
    await publishAll(hub, numbers(1, 5))
    await publishAll(hub.topic('a'), [6])
    await Promise.all(subscribers.map(({ until }, i) => until(i === 0 ? 5 : 1)))
    right(await hub.close())
    right(await hub.close())
    for (const { result } of subscribers) expect(await result).toMatchObject({ _tag: 'Right' })
    expect(subscribers.map(({ handed }) => dataOf(handed))).toEqual([numbers(1, 5), [6]])
    const closed = { _tag: 'Left', left: new Hub.HubClosedError() }
    expect(await hub.publish(7)()).toEqual(closed)
    expect(await hub.topic('new').publish(7)()).toEqual(closed)
    expect(await hub.tail()).toEqual(closed)
    const count = Iteratee.fold(0, (n: number) => n + 1)
    expect(await hub.subscribe().run(count)()).toEqual({ _tag: 'Right', right: 0 })
    expect(right(await hub.subscribe({ after: tail }).run(count)())).toBeLessThanOrEqual(5)
    await end()
  })

  test('a subscription is no more than its run: one that is not run, that is left or that has enough holds nothing', () =>
    using(10, async (hub) => {
      const subscription = hub.subscribe({ buffer: 1 })
      await publishAll(hub, numbers(1, 5))
      const tail = right(await hub.tail())
      const twice = [first(1, hub, tail), first(1, hub, tail)]
      const taking = hub.subscribe({ after: tail }).through(Enumeratee.take(1)).run(Iteratee.getChunks<Envelope>())()
      await publishAll(hub, [6])
      expect((await Promise.all(twice)).map(dataOf)).toEqual([[6], [6]])
      expect(dataOf(right(await taking))).toEqual([6])
      expect(await subscription.run(Iteratee.done('nothing'))()).toEqual({ _tag: 'Right', right: 'nothing' })
    }))

  test.each([
    [{ buffer: 0 }, RangeError],
    [{ buffer: 1.5 }, RangeError],
    [{ policy: 'block' }, TypeError],
    [{ from: 'x' }, TypeError]
  ])('what is refused: %j', (options, error) =>
    using(1, (hub) => {
      expect(() => hub.subscribe(options as SubscribeOptions)).toThrow(error)
      return Promise.resolve()
    })
  )
}
