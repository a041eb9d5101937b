/** delay, throttle, debounce and timeout, under a clock that the test moves. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, TimeoutError } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  afterMs,
  elapse,
  positions,
  pushed,
  run,
  slowly,
  stopTheClock,
  timersRunning,
  timestamps,
  timetable,
  within
} from '../support/timed'

stopTheClock()

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

const tables = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(9)), { maxLength: 8 })

/** When each entry of a timetable comes, where nothing holds it up. */
const arrivals = (table: ReadonlyArray<readonly [number, number]>) => {
  let at = 0
  return table.map(([ms, n]) => [(at += ms), n] as const)
}

/** A source that does not wait is asked at its times; one that is held up is so much later. */
const paced = (table: ReadonlyArray<readonly [number, number]>, hold: (asked: number, last: number) => number) => {
  let last = -Infinity
  let free = 0
  return table.map(([ms, n]) => {
    last = hold(free + ms, last)
    free = last
    return [last, n] as const
  })
}

describe.each(positions)('in %s', (position) => {
  const models: Readonly<
    Record<string, readonly [Enumeratee<number, number>, (table: ReadonlyArray<readonly [number, number]>) => unknown]>
  > = {
    delay: [Enumeratee.delay(5), (table) => paced(table, (asked) => asked + 5)],
    throttle: [Enumeratee.throttle(7), (table) => paced(table, (asked, last) => Math.max(asked, last + 7))],
    debounce: [
      Enumeratee.debounce(6),
      (table) => {
        const at = arrivals(table)
        const over = at[at.length - 1]?.[0] ?? 0
        return at
          .filter(([ms], i) => i === at.length - 1 || (at[i + 1]?.[0] ?? 0) - ms > 6)
          .map(([ms, n]) => [Math.min(ms + 6, Math.max(over, ms)), n])
      }
    ],
    timeout: [Enumeratee.timeout(1000), arrivals]
  }

  test.each(Object.entries(models))('%s hands on each element at its time', async (_, [enumeratee, model]) => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        // a gap of just the span is a tie of two timers
        fc.pre(table.every(([ms]) => ms !== 6))
        const { iteratee, seen } = timestamps<number>()
        expect(await within(300, run(position, timetable(table), enumeratee, iteratee))).toEqual(E.right(undefined))
        expect(seen).toEqual(model(table))
        expect(timersRunning()).toBe(0)
      }),
      { numRuns: 100 }
    )
  })

  test.each(Object.entries(models))('%s: a slow consumer takes one at a time', async (name, [enumeratee]) => {
    const { iteratee, busy } = slowly<number>(20)
    const table = Array.from({ length: 8 }, (_, n) => [8, n] as const)
    const result = await within(1000, run(position, timetable(table), enumeratee, iteratee))
    const taken = E.isRight(result) ? result.right : []
    expect(taken).toEqual(name === 'debounce' ? [...taken].sort() : table.map(([, n]) => n))
    expect(taken[taken.length - 1]).toBe(7)
    expect(busy.most).toBe(1)
  })

  test.each(Object.entries(models).filter(([name]) => name !== 'timeout'))(
    '%s, then take(1): an idle source is released at once, and what follows goes on',
    async (_, [enumeratee]) => {
      const source = pushed()
      const first = enumeratee.compose(Enumeratee.take(1))
      const more = Enumerator.fromIO(() => source.released * 100)
      const result =
        position === 'through'
          ? source.enumerator.through(first).andThen(more).run(chunks)()
          : source.enumerator.run(first.transform(chunks))()
      await elapse(50)
      source.channel.push(1)
      expect(await within(8, result)).toEqual(E.right(position === 'through' ? [1, 100] : [1]))
      expect(source.released).toBe(1)
      expect(timersRunning()).toBe(0)
    }
  )

  test.each(Object.entries(models))('%s: a consumer that fails ends the idle source', async (_, [enumeratee]) => {
    const source = pushed()
    const throwing = Iteratee.foreach(() => {
      throw failure
    })
    const result = run(position, source.enumerator, enumeratee, throwing)
    source.channel.push(1)
    const ended = await within(10, result)
    expect(E.isLeft(ended) && ended.left).toBe(failure)
    expect(source.released).toBe(1)
    expect(timersRunning()).toBe(0)
  })

  test('debounce keeps the last of a burst, and hands it on while the source is idle', async () => {
    const source = pushed()
    const { iteratee, seen } = timestamps<number>()
    const result = run(position, source.enumerator, Enumeratee.debounce(10), iteratee)
    for (const n of [1, 2, 3]) source.channel.push(n)
    await elapse(9)
    expect(seen).toEqual([])
    await elapse(1)
    expect(seen).toEqual([[10, 3]])
    source.channel.push(4)
    source.channel.end()
    await within(1, result)
    expect(seen).toEqual([
      [10, 3],
      [10, 4]
    ])
  })

  test('debounce waits for a consumer that is still busy', async () => {
    const source = pushed()
    const { iteratee, busy } = slowly<number>(50)
    const result = run(position, source.enumerator, Enumeratee.debounce(10), iteratee)
    source.channel.push(1)
    await elapse(15)
    source.channel.push(2)
    await elapse(15)
    source.channel.push(3)
    source.channel.end()
    expect(await within(200, result)).toEqual(E.right([1, 3]))
    expect(busy.most).toBe(1)
  })

  test('timeout fails when the source is silent, with the time it has waited', async () => {
    const source = pushed()
    const { iteratee, seen } = timestamps<number>()
    const result = run(position, source.enumerator, Enumeratee.timeout(10), iteratee)
    source.channel.push(1)
    await elapse(9)
    source.channel.push(2)
    await elapse(9)
    expect(source.released).toBe(0)
    const ended = await within(2, result)
    expect(seen).toEqual([
      [0, 1],
      [9, 2]
    ])
    expect(E.isLeft(ended) && ended.left).toBeInstanceOf(TimeoutError)
    expect(ended).toMatchObject({ left: { name: 'TimeoutError', ms: 10, message: 'no element for 10 ms' } })
    expect(source.released).toBe(1)
  })

  test('timeout leaves the consumer its time', async () => {
    const source = pushed()
    const { iteratee } = slowly<number>(100)
    const result = run(position, source.enumerator, Enumeratee.timeout(10), iteratee)
    source.channel.push(1)
    await elapse(105)
    source.channel.push(2)
    source.channel.end()
    expect(await within(200, result)).toEqual(E.right([1, 2]))
  })

  test.each<readonly [string, Enumeratee<number, number>]>([
    ['debounce', Enumeratee.debounce(2)],
    ['parMapM', Enumeratee.parMapM(3, (n: number) => afterMs(2, n))]
  ])('timeout leaves the consumer its time behind %s as well', async (_, behind) => {
    const { iteratee } = slowly<number>(100)
    const ticks = Enumerator.tick(5).through(Enumeratee.take(3))
    const result = run(position, ticks, Enumeratee.timeout<number>(20).compose(behind), iteratee)
    expect(E.isRight(await within(1000, result))).toBe(true)
  })

  test('timeout goes on watching after a failure that is recovered', async () => {
    const source = pushed()
    const throwing = Enumeratee.map((): number => {
      throw failure
    })
    const watched = Enumeratee.recover<number>().compose(Enumeratee.timeout(20)).compose(throwing)
    const result = run(position, source.enumerator, watched, chunks)
    source.channel.push(1)
    expect(await within(50, result)).toEqual(E.left(new TimeoutError(20)))
  })

  test('timeout and debounce of nothing', async () => {
    const both = Enumeratee.timeout<number>(10).compose(Enumeratee.debounce(5))
    expect(await within(1, run(position, Enumerator.empty, both, chunks))).toEqual(E.right([]))
    expect(timersRunning()).toBe(0)
  })
})

test('what a debounce holds goes on to the next source where it was applied', async () => {
  const it = Enumeratee.debounce<number>(10).transform(chunks)
  const fed = await Enumerator.of(1, 2).apply(it)()
  expect(timersRunning()).toBe(0)
  expect(await within(1, Enumerator.empty.run(fed)())).toEqual(E.right([2]))
  expect(
    await within(
      50,
      Enumerator.of(3)
        .mapM((n) => afterMs(20, n))
        .run(fed)()
    )
  ).toEqual(E.right([2, 3]))
})

test('a failure on a timed flush can be recovered from by the iteratee', async () => {
  const source = pushed()
  const throwing = Iteratee.fold<number, number>(0, () => {
    throw failure
  })
  const it = Enumeratee.debounce<number>(5)
    .transform(throwing)
    .recoverWith(() => O.some(chunks))
  const result = source.enumerator.run(it)()
  source.channel.push(1)
  await elapse(10)
  source.channel.push(2)
  source.channel.end()
  expect(await within(10, result)).toEqual(E.right([2]))
})

test.each([0, -1, NaN, Infinity, 2 ** 31])('%p is no time', (ms) => {
  for (const make of [Enumeratee.delay, Enumeratee.throttle, Enumeratee.debounce, Enumeratee.timeout]) {
    expect(() => make(ms)).toThrow(RangeError)
  }
})
