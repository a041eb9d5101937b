/** Broadcasting a source. */
import * as fc from 'fast-check'
import { type Broadcaster, Concurrent, Enumeratee, Enumerator, Iteratee, OverflowError } from 'fp-ts-iteratee'
import type { BroadcastOptions } from 'fp-ts-iteratee/Concurrent'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gated } from '../support/gated'
import { unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const count = Iteratee.fold(0, (n: number) => n + 1)
const range = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from)

const closing: BroadcastOptions = {
  interestIsDownToZero: (broadcaster) => {
    broadcaster.close()
  }
}

test("Play's: the callback is called when the last consumer is done, once", async () => {
  const [source, channel] = Concurrent.broadcast<number>()
  const calls: Broadcaster[] = []
  const [shared, broadcaster] = Concurrent.broadcast(source, { interestIsDownToZero: (b) => calls.push(b) })
  const result = shared.run(chunks)()
  for (const n of [1, 2, 3]) channel.push(n)
  channel.eofAndEnd()
  expect(await result).toEqual(E.right([1, 2, 3]))
  expect(calls).toEqual([broadcaster])
  expect([broadcaster.noCords(), broadcaster.closed()]).toEqual([true, true])
  expect(await shared.run(chunks)()).toEqual(E.right([]))
  expect(calls.length).toBe(1)
})

test('the source is run once, when the first consumer attaches, and goes on when that leaves', async () => {
  const source = told<number>()
  let zero = 0
  const [shared, broadcaster] = Concurrent.broadcast(source.enumerator, { interestIsDownToZero: () => zero++ })
  expect([source.opened, broadcaster.noCords(), broadcaster.closed()]).toEqual([0, true, false])
  const first = shared.run(Iteratee.head())()
  const channel = await source.channels.next()
  const second = shared.run(chunks)()
  expect(broadcaster.noCords()).toBe(false)
  channel.push(1)
  expect(await first).toEqual(E.right(O.some(1)))
  channel.push(2)
  channel.end()
  expect(await second).toEqual(E.right([1, 2]))
  expect([source.opened, source.released, zero]).toEqual([1, 1, 1])
})

test('interest may go down to zero any number of times; what comes while nobody is there is lost', async () => {
  const source = told<number>()
  const zero: boolean[] = []
  const [shared] = Concurrent.broadcast(source.enumerator, { interestIsDownToZero: (b) => zero.push(b.noCords()) })
  const first = shared.run(Iteratee.head())()
  const channel = await source.channels.next()
  channel.push(1)
  await first
  expect(zero).toEqual([true])
  for (const n of range(200)) channel.push(n)
  await turns(20)
  const second = shared.run(Iteratee.head())()
  channel.push(2)
  expect(await second).toEqual(E.right(O.some(2)))
  expect([zero, source.opened, source.released]).toEqual([[true, true], 1, 0])
  channel.end()
  await source.releases.next()
})

test('close from the callback releases the source, also while it is idle', async () => {
  const source = told<number>()
  const [shared, broadcaster] = Concurrent.broadcast(source.enumerator, closing)
  const controller = new AbortController()
  const result = shared.run(chunks, { signal: controller.signal })()
  await source.channels.next()
  controller.abort()
  expect(E.isLeft(await result)).toBe(true)
  expect([source.released, broadcaster.closed(), broadcaster.noCords()]).toEqual([1, true, true])
  expect(await shared.run(chunks)()).toEqual(E.right([]))
  expect(source.opened).toBe(1)
})

test('close from the callback, in the midst of an element of a source that never waits', async () => {
  let released = 0
  const naturals = Enumerator.range(0, Infinity).onDoneEnumerating(() => released++)
  const [shared] = Concurrent.broadcast(naturals, closing)
  const three = Enumeratee.take<number>(3)
  expect(await shared.through(three).run(chunks)()).toEqual(E.right([0, 1, 2]))
  expect(released).toBe(1)
})

test('close ends those who are attached after what they have', async () => {
  const source = told<number>()
  const [shared, broadcaster] = Concurrent.broadcast(source.enumerator)
  const [a, b] = [gated(shared), shared.run(chunks)()]
  const channel = await source.channels.next()
  for (const n of range(5)) channel.push(n)
  await turns(2)
  broadcaster.close()
  broadcaster.close()
  expect([source.released, broadcaster.closed()]).toEqual([1, true])
  expect(await b).toEqual(E.right(range(5)))
  while (a.ended() === undefined) {
    a.grant()
    await turns(1)
  }
  expect([a.handed, await a.result]).toEqual([range(5), E.right(undefined)])
  expect(channel.push(9)).toBe('closed')
})

test('close before anybody has come: the source is never run', async () => {
  const source = told<number>()
  const [shared, broadcaster] = Concurrent.broadcast(source.enumerator)
  broadcaster.close()
  expect(await shared.run(chunks)()).toEqual(E.right([]))
  expect([source.opened, broadcaster.closed()]).toEqual([0, true])
})

test.each<readonly [string, Enumerator<number>]>([
  ['of the source', Enumerator.of(1, 2).andThen(Enumerator.fail(new Error('on purpose')))],
  ['of its release', Enumerator.of(1, 2).onDoneEnumerating(() => { throw new Error('on purpose') })] // prettier-ignore
])('a failure %s reaches every consumer, after what came before, and those who come later', async (_, source) => {
  const [shared] = Concurrent.broadcast(source)
  const seen: number[] = []
  const all = [Iteratee.foreach((n: number) => seen.push(n)), chunks, count]
  const unhandled = await unhandledRejections(async () => {
    const results = await Promise.all(all.map((it) => shared.run<unknown>(it)()))
    expect(results).toEqual(all.map(() => E.left(new Error('on purpose'))))
  })
  expect(seen).toEqual([1, 2])
  expect(await shared.run(chunks)()).toEqual(E.left(new Error('on purpose')))
  expect(unhandled).toEqual([])
})

test('a consumer that fails, or a callback that throws, concerns that run alone', async () => {
  const source = told<number>()
  const boom = new Error('boom')
  const [shared] = Concurrent.broadcast(source.enumerator, {
    interestIsDownToZero: () => {
      throw boom
    }
  })
  const failing = shared.run(Iteratee.foreach(() => { throw new Error('mine') }))() // prettier-ignore
  const well = shared.run(Iteratee.takeUpTo(2))()
  const channel = await source.channels.next()
  channel.push(1)
  channel.push(2)
  expect(await failing).toEqual(E.left(new Error('mine')))
  expect(await well).toEqual(E.left(boom))
  channel.end()
  await source.releases.next()
})

describe('the source goes as fast as the fastest', () => {
  const naturals = (asked: { n: number }) =>
    Enumerator.repeat(() => asked.n++).through(Enumeratee.map((n: number) => n))

  test('one that is alone is never overrun, and the source is asked for no more than it takes', async () => {
    const asked = { n: 0 }
    const [shared, broadcaster] = Concurrent.broadcast(naturals(asked), { buffer: 1 })
    const slow = gated(shared)
    for (const n of range(50, 1)) {
      await turns(1)
      expect(slow.handed.length).toBe(n)
      expect(asked.n - n).toBeLessThanOrEqual(1)
      slow.grant()
    }
    broadcaster.close()
    slow.grant()
    await slow.result
  })

  test.each([1, 3, 1000])('an array is no other than elements one by one: buffer %i', async (buffer) => {
    const [shared] = Concurrent.broadcast(Enumerator.fromIterable(range(3000)), { buffer })
    const late = Iteratee.foldM<number, number>(0, (n) => Laws.late(n + 1, 2))
    const consumers = [shared.run(late)(), shared.run(late)(), shared.run(late)()]
    expect(await Promise.all(consumers)).toEqual(range(3).map(() => E.right(3000)))
  })

  test('one that falls behind fails, after what it had, and the fast one has all without delay', async () => {
    const [shared] = Concurrent.broadcast(Enumerator.range(0, 9999), { buffer: 16 })
    const slow = gated(shared)
    expect(await shared.run(count)()).toEqual(E.right(10_000))
    while (slow.ended() === undefined) {
      slow.grant()
      await turns(1)
    }
    expect(slow.handed).toEqual(range(slow.handed.length))
    const ended = await slow.result
    expect(E.isLeft(ended) && ended.left).toBeInstanceOf(OverflowError)
  })

  test('with block it goes as fast as the slowest, and nothing is lost', async () => {
    const asked = { n: 0 }
    const source = naturals(asked).through(Enumeratee.take(200))
    const [shared] = Concurrent.broadcast(source, { buffer: 4, policy: 'block' })
    const slow = gated(shared)
    const quick = shared.run(count)()
    while (slow.ended() === undefined) {
      await turns(1)
      expect(asked.n - slow.handed.length).toBeLessThanOrEqual(6)
      slow.grant()
    }
    expect([slow.handed, await quick]).toEqual([range(200), E.right(200)])
  })

  test('an endless source that nobody listens to lets the event loop have its turn', async () => {
    const [shared, broadcaster] = Concurrent.broadcast(Enumerator.repeat(() => 1))
    expect(await shared.run(Iteratee.head())()).toEqual(E.right(O.some(1)))
    await turns(20)
    expect(await shared.run(Iteratee.head())()).toEqual(E.right(O.some(1)))
    broadcaster.close()
    await turns(1)
    expect(broadcaster.closed()).toBe(true)
  })
})

test('whatever the order of things: all who are there from the beginning have all, and the source is released once', async () => {
  const takes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), takes, fc.boolean(), async (s, ns, block) => {
      let released = 0
      const source = Laws.scheduled(s, 'source').produce(range(8)).onDoneEnumerating(() => released++) // prettier-ignore
      const [shared] = Concurrent.broadcast(source, { ...closing, ...(block ? { buffer: 1, policy: 'block' } : {}) })
      const consumers = ns.map((n, i) => {
        const slow = Enumeratee.mapM((e: number) => () => s.schedule(Promise.resolve(e), `consumer ${i}`))
        return shared.through(slow).through(Enumeratee.take(n)).run(chunks)()
      })
      expect(await s.waitFor(Promise.all(consumers))).toEqual(ns.map((n) => E.right(range(Math.min(n, 8)))))
      await s.waitFor(turns(2))
      expect(released).toBe(1)
    })
  )
})

test.each([
  [{ buffer: 0 }, RangeError],
  [{ policy: 'wait' } as unknown as BroadcastOptions, TypeError],
  [{ interest: () => undefined } as BroadcastOptions, TypeError]
])('what is refused: %j', (options, error) => {
  expect(() => Concurrent.broadcast(Enumerator.empty, options)).toThrow(error)
})
