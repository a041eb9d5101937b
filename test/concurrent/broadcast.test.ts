/** Broadcasting what is pushed. */
import * as fc from 'fast-check'
import { type Channel, Concurrent, Enumeratee, Enumerator, Input, Iteratee, OverflowError } from 'fp-ts-iteratee'
import type { BufferOptions } from 'fp-ts-iteratee/Concurrent'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gated } from '../support/gated'
import { heapUsed } from '../support/heap'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const range = (n: number, from = 0) => Array.from({ length: n }, (_, i) => i + from)

describe("Play's behaviour", () => {
  test('the same to all who are attached', async () => {
    const [messages, channel] = Concurrent.broadcast<string>()
    const join = Iteratee.fold('', (s: string, e: string) => s + e)
    const results = range(20).map(() => messages.run(join)())
    channel.push('beep')
    channel.push('beep')
    channel.eofAndEnd()
    expect(await Promise.all(results)).toEqual(range(20).map(() => E.right('beepbeep')))
  })

  test('end may be called twice', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    const result = messages.run(chunks)()
    channel.push(1)
    channel.end()
    channel.end()
    expect(await result).toEqual(E.right([1]))
  })

  test('who attaches after the end has it at once', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    channel.end()
    expect(await messages.run(chunks)()).toEqual(E.right([]))
  })

  test('an end with an error is the failure of all, also of those who come later', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    const error = new Error('foo')
    const result = messages.run(chunks)()
    channel.endWith(error)
    for (const ended of [await result, await messages.run(chunks)()]) expect(E.isLeft(ended) && ended.left).toBe(error)
  })

  test('who attaches later has what is pushed from then on', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    channel.push(1)
    const first = messages.run(chunks)()
    channel.push(2)
    const second = messages.run(chunks)()
    channel.push(3)
    channel.end()
    expect(await Promise.all([first, second])).toEqual([E.right([2, 3]), E.right([3])])
  })

  test('end goes on with what follows, eofAndEnd does not', async () => {
    for (const [end, expected] of [
      ['end', [1, 9]],
      ['eofAndEnd', [1]]
    ] as const) {
      const [messages, channel] = Concurrent.broadcast<number>()
      const result = messages.andThen(Enumerator.of(9)).run(chunks)()
      channel.push(1)
      channel[end]()
      expect(await result).toEqual(E.right(expected))
    }
  })
})

describe('where we differ from Play', () => {
  const dead = Iteratee.foreachM(() => () => new Promise<void>(() => undefined))

  test('a slow consumer never holds up the others: one dead among 1,000, no delay and no loss', async () => {
    const [messages, channel] = Concurrent.broadcast<number>({ buffer: 8 })
    const controller = new AbortController()
    const stalled = messages.run(dead, { signal: controller.signal })()
    const seen = range(999).map((): number[] => [])
    const others = seen.map((mine) => messages.run(Iteratee.foreach((n: number) => mine.push(n)))())
    for (const n of range(50)) {
      expect(channel.push(n)).toBe('accepted')
      await pause(2)
      expect(seen.filter((mine) => mine.length !== n + 1)).toEqual([])
    }
    channel.end()
    expect(await Promise.all(others)).toEqual(others.map(() => E.right(undefined)))
    expect(new Set(seen.map(String))).toEqual(new Set([String(range(50))]))
    controller.abort()
    expect(E.isLeft(await stalled)).toBe(true)
  })

  test('each consumer has a buffer of its own, of 1,024 by default; then it fails and says so, after what it had', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    const slow = gated(messages)
    const quick = messages.run(Iteratee.fold(0, (n: number) => n + 1))()
    channel.push(0)
    await turns(1)
    for (const n of range(1025, 1)) channel.push(n)
    await turns(1)
    channel.push(1026)
    channel.end()
    while (slow.ended() === undefined) {
      slow.grant()
      await pause(4)
    }
    expect(slow.handed).toEqual(range(1025))
    const ended = await slow.result
    expect(E.isLeft(ended) && ended.left).toBeInstanceOf(OverflowError)
    expect(E.isLeft(ended) && ended.left.message).toMatch(/^buffer overflow: .*1024 elements .*'buffer'.*'policy'/)
    expect(await quick).toEqual(E.right(1027))
  })

  test('a consumer that is done leaves at once, not at the next push', async () => {
    const [messages, channel] = Concurrent.broadcast<number>({ policy: 'block', buffer: 1 })
    let released = 0
    const first = messages.onDoneEnumerating(() => released++).run(Iteratee.head())()
    channel.push(1)
    expect(await first).toEqual(E.right(O.some(1)))
    expect(released).toBe(1)
    const controller = new AbortController()
    const idle = messages.onDoneEnumerating(() => released++).run(dead, { signal: controller.signal })()
    for (const n of [1, 2, 3]) {
      channel.push(n)
      await turns(1)
    }
    expect(channel.push(4)).toBe('full')
    const room = channel.room()
    controller.abort()
    await idle
    await room
    expect(released).toBe(2)
    expect(channel.push(5)).toBe('accepted')
  })

  test('the first end counts, where the last one does in Play', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    channel.endWith(new Error('foo'))
    channel.end()
    expect(channel.push(1)).toBe('closed')
    expect(await messages.run(chunks)()).toEqual(E.left(new Error('foo')))
  })
})

describe('pushInput', () => {
  test('an element is pushed, Empty is neutral, EOF is the end', async () => {
    const [messages, channel] = Concurrent.broadcast<number>()
    const result = messages.andThen(Enumerator.of(9)).run(chunks)()
    const inputs = [Input.el(1), Input.empty, Input.el(2), Input.eof, Input.el(3), Input.empty, Input.eof]
    expect(inputs.map((input) => channel.pushInput(input))).toEqual([
      ...['accepted', 'accepted', 'accepted', 'accepted'],
      ...['closed', 'closed', 'closed']
    ])
    expect(await result).toEqual(E.right([1, 2]))
  })
})

describe('block', () => {
  test('a full one refuses for all, and room is there when all have some', async () => {
    const [messages, channel] = Concurrent.broadcast<number>({ buffer: 2, policy: 'block' })
    const [a, b] = [gated(messages), gated(messages)]
    expect(range(4).map((n) => channel.push(n))).toEqual(['accepted', 'accepted', 'accepted', 'full'])
    let room = false
    void channel.room().then(() => (room = true))
    a.grant()
    await turns(1)
    expect([a.handed, b.handed, room]).toEqual([[0, 1], [0], false])
    b.grant()
    await turns(1)
    expect([b.handed, room]).toEqual([[0, 1], true])
    expect([channel.push(4), channel.push(5)]).toEqual(['accepted', 'full'])
    a.leave()
    b.leave()
    await Promise.all([a.result, b.result])
    expect(channel.push(6)).toBe('accepted')
  })

  test('a producer that waits for room loses nothing, whoever comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }), async (s, takes) => {
        const [messages, channel] = Concurrent.broadcast<number>({ buffer: 2, policy: 'block' })
        const consumers = takes.map((n, i) => {
          const slow = Enumeratee.mapM((e: number) => () => s.schedule(Promise.resolve(e), `consumer ${i}`))
          return messages.through(slow).through(Enumeratee.take(n)).run(chunks)()
        })
        const pushing = async () => {
          for (const n of range(8)) while (channel.push(n) === 'full') await channel.room()
          channel.end()
        }
        const [results] = await s.waitFor(Promise.all([Promise.all(consumers), pushing()]))
        expect(results).toEqual(takes.map((n) => E.right(range(n))))
      })
    )
  })
})

test('a consumer that pushes in turn is one of those that are handed it', async () => {
  const [messages, channel]: readonly [Enumerator<number>, Channel<number>] = Concurrent.broadcast<number>({
    buffer: 1
  })
  const answering = Iteratee.fold([], (seen: ReadonlyArray<number>, n: number) => {
    if (n < 5) channel.push(n + 1)
    else channel.end()
    return [...seen, n]
  })
  const both = [messages.run(answering)(), messages.run(chunks)()]
  channel.push(0)
  expect(await Promise.all(both)).toEqual([E.right(range(6)), E.right(range(6))])
})

test('an element is held once, and no longer than it is needed', async () => {
  const [messages, channel] = Concurrent.broadcast<Uint8Array>({ buffer: 8, policy: 'dropOldest' })
  const never = Iteratee.foreachM(() => () => new Promise<void>(() => undefined))
  const controllers = range(100).map(() => new AbortController())
  const stalled = controllers.map(({ signal }) => messages.run(never, { signal })())
  const push = async () => {
    for (let i = 0; i < 300; i++) {
      channel.push(new Uint8Array(1_000_000))
      await pause(1)
    }
  }
  heapUsed()
  const before = process.memoryUsage().arrayBuffers
  await push()
  heapUsed()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
  for (const controller of controllers) controller.abort()
  await Promise.all(stalled)
  heapUsed()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3_000_000)
  await push()
  heapUsed()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3_000_000)
})

test.each([
  [{ buffer: 0 }, RangeError],
  [{ policy: 'wait' } as unknown as BufferOptions, TypeError],
  [{ capacity: 1 } as BufferOptions, TypeError]
])('what is refused: %j', (options, error) => {
  expect(() => Concurrent.broadcast(options)).toThrow(error)
})
