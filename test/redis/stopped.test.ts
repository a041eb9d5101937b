/** A Redis that does not answer, and one that is not there. */
import { Enumeratee, Hub, Iteratee } from 'fp-ts-iteratee'
import type { Envelope, EventId } from 'fp-ts-iteratee/Hub'
import type { Either } from 'fp-ts/lib/Either.js'
import { expectAllHanded, type Publisher, publishing } from '../support/publishing'
import { type RedisHubs, redisHubs } from '../support/redisHubs'
import { dataOf, right, subscribed } from '../support/subscriber'

let on: RedisHubs

beforeEach(async () => {
  on = await redisHubs()
})

afterEach(() => on.end())

test('it hangs under load, three times: publishing fails by its deadline, subscribers get heartbeats still, and then all goes on', async () => {
  const hub = on.hub({ timeoutMs: 300 })
  const beats: ('beat' | Envelope<number>)[] = []
  let beat = (): void => {}
  const controller = new AbortController()
  const listening = hub
    .subscribe({ after: right(await hub.tail()) })
    .through(Enumeratee.keepAlive<'beat' | Envelope<number>>(20, 'beat'))
    .run(
      Iteratee.foreach((one) => {
        beats.push(one)
        beat()
      }),
      { signal: controller.signal }
    )()
  const subscribers = await Promise.all([subscribed(hub), subscribed(on.hub())])
  const publishers = [publishing(hub, 1)]
  for (let n = -2; n > -8; n -= 2) {
    await publishers[0]!.more(10)
    on.server.signal('SIGSTOP')
    for (const data of [n, n - 1]) {
      const result = await hub.publish(data)()
      expect(result).toMatchObject({ _tag: 'Left', left: { name: 'PublishError' } })
      publishers.push(published(data, result))
    }
    const before = beats.length
    await new Promise<void>((resolve) => {
      beat = () => {
        if (beats.length >= before + 3) resolve()
      }
    })
    on.server.signal('SIGCONT')
  }
  await publishers[0]!.more(10)
  await expectAllHanded(hub, publishers, subscribers)
  controller.abort()
  await listening
})

test('what was sent and not answered may be stored; what was not sent is not, and never will be', async () => {
  const hub = on.hub({ timeoutMs: 300 })
  const other = on.hub()
  const watching = await subscribed(other)
  right(await other.publish(1)())
  // it is connected
  while ((await hub.tail())._tag === 'Left');
  on.server.signal('SIGSTOP')
  const sent = await hub.publish(2)()
  expect(sent).toMatchObject({ left: { stored: 'unknown', message: expect.stringContaining('300 ms') as string } })
  // the connection is made anew, which hangs as well
  const notSent = await hub.publish(3)()
  expect(notSent).toMatchObject({ left: { stored: 'no', message: expect.stringContaining('300 ms') as string } })
  on.server.signal('SIGCONT')
  right(await publishedAtLast(hub, 4))
  await watching.untilData(4)
  // each at least once
  const data = new Set(dataOf(watching.handed))
  data.delete(2)
  expect([...data]).toEqual([1, 4])
})

test('it is not there: publishing and asking for the tail fail and tell why; a subscription waits, or is left', async () => {
  await on.server.kill()
  const errors: Error[] = []
  const hub = on.hub({ timeoutMs: 200, onError: (error) => errors.push(error) })
  const [answer, tail] = await Promise.all([hub.publish(1)(), hub.tail()])
  expect(answer).toMatchObject({ left: { name: 'PublishError', stored: 'no' } })
  for (const result of [answer, tail]) {
    expect(result).toMatchObject({ left: { message: expect.stringContaining('ECONNREFUSED') as string } })
  }
  expect(errors[0]).toMatchObject({ code: 'ECONNREFUSED' })

  const left = new AbortController()
  const leaving = hub.subscribe().run(Iteratee.ignore(), { signal: left.signal })()
  left.abort()
  expect(await leaving).toMatchObject({ _tag: 'Left', left: { name: 'AbortError' } })

  const first = hub.subscribe().run(Iteratee.head<Envelope<number>>())()
  await on.server.start()
  right(await publishedAtLast(hub, 7))
  expect(await first).toMatchObject({ right: { value: { _tag: 'Event', data: 7 } } })
})

test('closing does not wait for a Redis that is not there, and answers those who wait', async () => {
  const hub = on.hub({ timeoutMs: 2000 })
  right(await hub.publish(1)())
  await on.server.kill()
  const waiting = hub.subscribe().run(Iteratee.getChunks<Envelope<number>>())()
  const publishing = hub.publish(2)()
  right(await hub.close())
  expect(await waiting).toEqual({ _tag: 'Right', right: [] })
  expect((await publishing)._tag).toBe('Left')
  expect(await hub.publish(3)()).toEqual({ _tag: 'Left', left: new Hub.HubClosedError() })
})

/** What became of one event, as of those of a publisher. */
const published = (n: number, result: Either<Error, EventId>): Publisher => ({
  results: new Map([[n, result]]),
  more: () => Promise.resolve(),
  stop: () => Promise.resolve()
})

/** When Redis is there again. */
const publishedAtLast = async (hub: Hub<number>, n: number): Promise<Either<Error, EventId>> => {
  for (;;) {
    const result = await hub.publish(n)()
    if (result._tag === 'Right' || result.left instanceof Hub.HubClosedError) return result
  }
}
