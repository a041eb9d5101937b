import { Enumerator } from 'fp-ts-iteratee'
import { type Dropped, type NodeResponse, response, type SlowClient } from 'fp-ts-iteratee/node'
import * as fc from 'fast-check'
import { closeKinds, serveKind } from '../support/kinds'
import { dropped, type End, http, slow, stuffed, stuffing } from '../support/slow'
import { settled, turns } from '../support/turns'

afterEach(closeKinds)

/** Numbered, of so many bytes or a few more, and told apart in what is received. */
const numbered = (i: number, size: number): string => `${String(i)}${'-'.repeat(size)};`

const numbersIn = (received: string): ReadonlyArray<number> =>
  received
    .split(';')
    .slice(0, -1)
    .map((element) => parseInt(element))

interface Case {
  readonly sizes: ReadonlyArray<number>
  readonly budget: number
  readonly portion: number
  /** with a deadline, writes leave in pieces */
  readonly deadline: SlowClient
}

const cases: fc.Arbitrary<Case> = fc.record({
  sizes: fc.array(fc.oneof(fc.nat(20), fc.nat(3000)), { minLength: 20, maxLength: 400 }),
  budget: fc.oneof(fc.nat(1000), fc.nat(100_000)),
  portion: fc.integer({ min: 1, max: 100 }),
  deadline: fc.constantFrom({}, { stallTimeoutMs: 60_000 })
})

/** Full of stuffing; then the elements are pushed, in portions; then it reads on, and the source ends. */
const pushedWhileItRests = async (
  policy: 'dropOldest' | 'dropNewest' | 'block',
  { sizes, budget, portion, deadline }: Case
) => {
  const { client, channel, ends, log } = await stuffed({
    slowClient: { ...deadline, policy, maxBufferedBytes: budget }
  })
  const elements = sizes.map((size, i) => numbered(i, size))
  for (let i = 0; i < elements.length; i += portion) {
    for (const element of elements.slice(i, i + portion)) channel.push(element)
    await turns(1)
  }
  await turns(2)
  channel.end()
  client.read()
  expect(await client.ended).toBe('whole')
  const received = client.received
  expect(received.startsWith(stuffing)).toBe(true)
  const numbers = numbersIn(received.slice(stuffing.length))
  const lost = dropped(log)
  expect(Object.keys(lost)).toEqual(numbers.length < sizes.length ? ['full'] : [])
  expect(lost['full'] ?? 0).toBe(sizes.length - numbers.length)
  expect(await ends.next()).toEqual({
    _tag: 'Right',
    right: { _tag: 'Finished', bytes: client.bytes, chunks: expect.any(Number) as number, elements: numbers.length + 1 }
  })
  expect(log.at(-1)).toMatchObject({ reason: 'finished', bytes: client.bytes, elements: numbers.length + 1 })
  // in order, each once
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  await closeKinds()
  return { numbers, sizesOf: elements.map((element) => element.length) }
}

describe('received and dropped are what was pushed, in order, each once', () => {
  const check = (
    policy: 'dropOldest' | 'dropNewest' | 'block',
    holds: (c: Case, numbers: ReadonlyArray<number>, sizes: ReadonlyArray<number>) => void
  ) =>
    fc.assert(
      fc.asyncProperty(cases, async (c) => {
        const { numbers, sizesOf } = await pushedWhileItRests(policy, c)
        holds(c, numbers, sizesOf)
      }),
      { numRuns: 8 }
    )

  test('block: nothing is lost', async () => {
    await check('block', ({ sizes }, numbers) => {
      expect(numbers).toEqual(sizes.map((_, i) => i))
    })
  })

  test('dropOldest: the newest that there is room for, without those that are too large by themselves', async () => {
    await check('dropOldest', ({ budget }, numbers, sizes) => {
      // the model, element by element
      const waiting: number[] = []
      let size = 0
      sizes.forEach((n, i) => {
        if (n > budget) return
        for (size += n; size > budget;) size -= sizes[waiting.shift() ?? 0] ?? 0
        waiting.push(i)
      })
      expect(numbers).toEqual(waiting)
    })
  })

  test('dropNewest: the oldest, as long as there is room', async () => {
    await check('dropNewest', ({ budget }, numbers, sizes) => {
      const kept: number[] = []
      let size = 0
      sizes.forEach((n, i) => {
        if (size + n > budget) return
        size += n
        kept.push(i)
      })
      expect(numbers).toEqual(kept)
    })
  })
})

describe('dropOldest', () => {
  test('the last one is always there; what it had taken before is a prefix', async () => {
    const { client, channel, log } = await slow({ slowClient: { policy: 'dropOldest', maxBufferedBytes: 10_000 } })
    for (let i = 0; i < 10_000; i++) {
      channel.push(numbered(i, 2000))
      if (i % 500 === 499) await turns(1)
    }
    await turns(2)
    channel.end()
    expect(await client.read().ended).toBe('whole')
    const numbers = numbersIn(client.received)
    const gap = numbers.findIndex((n, i) => n !== i)
    expect(gap).toBeGreaterThan(0)
    expect(numbers.slice(gap)).toEqual(numbers.slice(gap).map((_, i, { length }) => 10_000 - length + i))
    expect(numbers.length + (dropped(log)['full'] ?? 0)).toBe(10_000)
  })
})

describe('block', () => {
  test.each([0, 100_000])('with a budget of %d the source is asked so much further, and no more', async (budget) => {
    let pulled = 0
    const size = 1000
    const element = 'x'.repeat(size)
    const endless = Enumerator.fromIterable({
      *[Symbol.iterator]() {
        for (yield stuffing; pulled < 1e6; pulled++) yield element
      }
    })
    const served = await serveKind<End>(http, (_, res) =>
      endless.run(response(res, { slowClient: { maxBufferedBytes: budget } }))
    )
    await served.connect().ask()
    const res = await served.responses.next()
    await settled(() => pulled, 100)
    // it is asked for the next one, which waits
    expect(pulled).toBe(budget / size)
    expect(res.writableLength).toBeGreaterThan(0)
  })
})

describe('disconnect', () => {
  test('it is cut when there is no room any more, and not before; the client sees that it is not whole', async () => {
    const { client, channel, log, ends, source, res } = await stuffed({
      slowClient: { policy: 'disconnect', maxBufferedBytes: 10_000 }
    })
    for (let i = 0; i < 10; i++) channel.push('x'.repeat(1000))
    await turns(20)
    expect(log).toEqual([])
    channel.push('y')
    const end = await ends.next()
    expect(end).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 1 } })
    expect(log).toMatchObject([
      { reason: 'overflowed', count: 11 },
      { reason: 'overflowed', elements: 1 }
    ])
    expect(channel.push('z')).toBe('closed')
    expect(source.released).toBe(1)
    expect(res.destroyed).toBe(true)
    expect(await client.read().ended).toBe('cut')
  })
})

describe('a client that reads loses nothing', () => {
  test.each(['dropOldest', 'dropNewest', 'disconnect'] as const)(
    '%s: in a burst within one turn',
    async (policy) => {
      const { client, channel, log, ends } = await slow({ slowClient: { policy } })
      client.read()
      for (let burst = 0; burst < 20; burst++) {
        for (let i = 0; i < 500; i++) channel.push('x'.repeat(1999) + ';')
        await client.until(({ bytes }) => bytes === (burst + 1) * 1_000_000)
      }
      channel.end()
      expect(await client.ended).toBe('whole')
      expect(log).toMatchObject([{ reason: 'finished', elements: 10_000 }])
      expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 10_000, bytes: 20_000_000 } })
    },
    20_000
  )

  test.each(['dropOldest', 'dropNewest', 'disconnect', 'block'] as const)(
    '%s: of a source that does not wait by itself, and ends',
    async (policy) => {
      const source = Enumerator.fromIterable(Array.from({ length: 400 }, (_, i) => numbered(i, 2000)))
      const served = await serveKind<End>(http, (_, res) => source.run(response(res, { slowClient: { policy } })))
      const client = (await served.connect().ask()).read()
      expect(await client.ended).toBe('whole')
      expect(numbersIn(client.received)).toHaveLength(400)
    }
  )
})

describe('an endless source that never waits by itself', () => {
  const endless = Enumerator.repeat(() => 'x'.repeat(100))

  const run = (res: NodeResponse, policy: 'dropOldest' | 'dropNewest', onDrop: (dropped: Dropped) => void) =>
    endless.run(response(res, { slowClient: { policy, maxBufferedBytes: 10_000 }, onDrop }))

  test.each(['dropOldest', 'dropNewest'] as const)('%s: the event loop goes round, for others too', async (policy) => {
    let lost = 0
    const first = new Set<NodeResponse>()
    const served = await serveKind<End>(http, (_, res) => {
      if (first.size > 0) return Enumerator.of('kiki').run(response(res))
      first.add(res)
      return run(res, policy, ({ count }) => (lost += count))
    })
    const connection = served.connect()
    await connection.ask()
    while (lost === 0) await turns(1)
    const other = await served.connect().ask()
    expect(await other.read().ended).toBe('whole')
    expect(other.received).toBe('kiki')
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
    connection.leave()
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Disconnected' } })
    expect(lost).toBeGreaterThan(0)
  })
})

test('a slow client never slows another one', async () => {
  const elements = Array.from({ length: 200 }, (_, i) => numbered(i, 50_000))
  for (const policy of ['block', 'dropOldest', 'dropNewest'] as const) {
    const served = await serveKind<End>(http, (_, res) =>
      Enumerator.fromIterable(elements).run(response(res, { slowClient: { policy } }))
    )
    const resting = await served.connect().ask()
    const reading = (await served.connect().ask()).read()
    expect(await reading.ended).toBe('whole')
    const numbers = numbersIn(reading.received)
    if (policy === 'block') expect(numbers).toHaveLength(200)
    else expect(numbers[0]).toBe(0)
    expect(resting.bytes).toBe(0)
  }
})

test('empty elements count, and take no room', async () => {
  for (const policy of ['block', 'dropOldest', 'dropNewest', 'disconnect'] as const) {
    const { client, channel, log, ends } = await stuffed({ slowClient: { policy, maxBufferedBytes: 0 } })
    for (let i = 0; i < 1000; i++) channel.push('')
    await turns(5)
    channel.end()
    expect(await client.read().ended).toBe('whole')
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished', bytes: stuffing.length, elements: 1001 } })
    expect(log).toHaveLength(1)
  }
})
