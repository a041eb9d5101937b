import { Hub, Iteratee } from 'fp-ts-iteratee'
import type { Envelope, HubPolicy, InMemoryOptions } from 'fp-ts-iteratee/Hub'
import { hubLaws } from '../../support/hubLaws'
import { right } from '../../support/subscriber'

hubLaws((retain) => {
  const hub = Hub.inMemory<number>({ retain })
  return Promise.resolve({ hub, end: () => hub.close().then(() => {}) })
})

describe('topics that nobody subscribes to are forgotten, those first that were not used for longest', () => {
  test('who comes back is told of a gap', async () => {
    const hub = Hub.inMemory<number>({ topics: 3 })
    const ids: string[] = []
    for (const name of ['a', 'b']) ids.push(right(await hub.topic(name).publish(1)()))
    await hub.publish(1)()
    await hub.topic('a').tail()
    await hub.topic('c').publish(2)()
    const first = async (name: string, after: string) =>
      right(await hub.topic(name).subscribe({ after }).run(Iteratee.head<Envelope<number>>())())
    expect(await first('b', ids[1] as string)).toMatchObject({ value: { _tag: 'Gap', after: ids[1] } })
    await hub.topic('a').publish(3)()
    expect(await first('a', ids[0] as string)).toMatchObject({ value: { _tag: 'Gap' } })
  })

  test('not those with a subscriber, nor the hub itself', async () => {
    const hub = Hub.inMemory<number>({ topics: 1 })
    const before = right(await hub.tail())
    const subscriber = hub.topic('a').subscribe().run(Iteratee.head())()
    for (let i = 0; i < 10; i++) await hub.topic(`t${String(i)}`).publish(i)()
    await hub.publish(1)()
    await hub.topic('a').publish(2)()
    expect(await subscriber).toMatchObject({ _tag: 'Right', right: { value: { data: 2 } } })
    const back = await hub.subscribe({ after: before }).run(Iteratee.head())()
    expect(back).toMatchObject({ _tag: 'Right', right: { value: { _tag: 'Event', data: 1 } } })
  })
})

test('an id that no event has had yet is a gap', async () => {
  const hub = Hub.inMemory<number>()
  const tail = right(await hub.tail())
  await hub.publish(1)()
  const after = tail.replace(/0$/, '2')
  const head = right(await hub.subscribe({ after }).run(Iteratee.head<Envelope<number>>())())
  expect(head).toEqual({ _tag: 'Some', value: { _tag: 'Gap', after, resumesAt: tail } })
})

test.each([
  [{ retain: -1 }, RangeError],
  [{ topics: 0 }, RangeError],
  [{ buffer: 0 }, RangeError],
  [{ policy: 'block' as HubPolicy }, TypeError],
  [{ retained: 1 } as InMemoryOptions, TypeError]
])('what is refused: %j', (options, error) => {
  expect(() => Hub.inMemory(options)).toThrow(error)
})

test('an event is held once, and no longer than it is needed', async () => {
  const hub = Hub.inMemory<Uint8Array>({ retain: 2, buffer: 8, policy: 'dropOldest' })
  const never = Iteratee.foreachM(() => () => new Promise<void>(() => {}))
  const controllers = Array.from({ length: 100 }, () => new AbortController())
  const stalled = controllers.map(({ signal }) => hub.subscribe().run(never, { signal })())
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < 500; i++) await hub.publish(new Uint8Array(1_000_000))()
  global.gc?.()
  global.gc?.()
  expect(global.gc).toBeDefined()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  for (const controller of controllers) controller.abort()
  await Promise.all(stalled)
})
