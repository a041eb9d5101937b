/** groupedWithin: groups that are full, that are due, and the last one. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
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

type Group = ReadonlyArray<number>

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<Group>()

const tables = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(9)), { maxLength: 10 })

/** When each group is handed on, and what it holds. */
const groups = (table: ReadonlyArray<readonly [number, number]>, size: number, ms: number) => {
  const out: (readonly [number, Group])[] = []
  let now = 0
  let due = Infinity
  let group: Group = []
  const flush = (at: number): void => {
    out.push([at, group])
    group = []
    due = Infinity
  }
  for (const [gap, n] of table) {
    now += gap
    if (due === now) return undefined
    if (due < now) flush(due)
    if (group.length === 0) due = now + ms
    group = [...group, n]
    if (group.length === size) flush(now)
  }
  if (group.length > 0) flush(now)
  return out
}

describe.each(positions)('in %s', (position) => {
  test('a group is handed on when it is full, when it is due, or at the end', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 4 }), async (table, size) => {
        const model = groups(table, size, 10)
        // one that is due when the next element comes is a tie of two timers
        fc.pre(model !== undefined)
        const { iteratee, seen } = timestamps<Group>()
        const result = run(position, timetable(table), Enumeratee.groupedWithin(size, 10), iteratee)
        expect(await within(300, result)).toEqual(E.right(undefined))
        expect(seen).toEqual(model)
        expect(timersRunning()).toBe(0)
      }),
      { numRuns: 100 }
    )
  })

  test('a group that is due leaves while the source is idle', async () => {
    const source = pushed()
    const { iteratee, seen } = timestamps<Group>()
    const result = run(position, source.enumerator, Enumeratee.groupedWithin(3, 10), iteratee)
    source.channel.push(1)
    await elapse(4)
    source.channel.push(2)
    await elapse(5)
    expect(seen).toEqual([])
    await elapse(1)
    expect(seen).toEqual([[10, [1, 2]]])
    await elapse(100)
    for (const n of [3, 4, 5, 6]) source.channel.push(n)
    await elapse(1)
    expect(seen.slice(1)).toEqual([[110, [3, 4, 5]]])
    source.channel.end()
    await within(1, result)
    expect(seen.slice(2)).toEqual([[111, [6]]])
  })

  test('an empty source makes no group', async () => {
    expect(await within(1, run(position, Enumerator.empty, Enumeratee.groupedWithin(3, 10), chunks))).toEqual(
      E.right([])
    )
  })

  test('with a slow consumer none is lost, doubled or out of order, and one is taken at a time', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 4 }), fc.nat(30), async (table, size, ms) => {
        const { iteratee, busy } = slowly<Group>(ms)
        const result = await within(2000, run(position, timetable(table), Enumeratee.groupedWithin(size, 5), iteratee))
        expect(E.isRight(result) && result.right.flat()).toEqual(table.map(([, n]) => n))
        expect(busy.most).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 }
    )
  })

  test('the source waits for a consumer that holds a full group', async () => {
    let asked = 0
    const source = Enumerator.repeatM(async () => asked++)
    const { iteratee, seen } = slowly<Group>(100)
    const two = Enumeratee.groupedWithin<number>(2, 5).compose(Enumeratee.take(2))
    const result = run(position, source, two, iteratee)
    await elapse(50)
    expect(seen).toEqual([[0, 1]])
    expect(asked).toBe(2)
    expect(await within(300, result)).toEqual(
      E.right([
        [0, 1],
        [2, 3]
      ])
    )
    expect(asked).toBe(4)
  })

  test('take(1) of a group that is due releases the idle source, and what follows goes on', async () => {
    const source = pushed()
    const first = Enumeratee.groupedWithin<number>(3, 10).compose(Enumeratee.take(1))
    const more = Enumerator.fromIO(() => [source.released])
    const result =
      position === 'through'
        ? source.enumerator.through(first).andThen(more).run(chunks)()
        : source.enumerator.run(first.transform(chunks))()
    source.channel.push(5)
    expect(await within(10, result)).toEqual(E.right(position === 'through' ? [[5], [1]] : [[5]]))
    expect(source.released).toBe(1)
    expect(timersRunning()).toBe(0)
  })

  test.each<readonly [string, Enumeratee<Group, Group>, ReadonlyArray<Group>]>([
    ['trailing', Enumeratee.trailing(Enumerator.of<Group>([9])), [[5], [9]]],
    ['grouped', Enumeratee.grouped(Iteratee.fold<Group, Group>([], (all, one) => [...all, ...one, 0])), [[5, 0]]]
  ])('%s behind a take that a due group fulfils still has its say', async (_, last, expected) => {
    const source = pushed()
    const row = Enumeratee.groupedWithin<number>(3, 10).compose(Enumeratee.take(1)).compose(last)
    const result = run(position, source.enumerator, row, chunks)
    source.channel.push(5)
    expect(await within(20, result)).toEqual(E.right(expected))
    expect(source.released).toBe(1)
  })

  test('a consumer that fails on a group that is due ends the idle source', async () => {
    const source = pushed()
    const throwing = Iteratee.foreach(() => {
      throw failure
    })
    const result = run(position, source.enumerator, Enumeratee.groupedWithin(3, 10), throwing)
    source.channel.push(1)
    const ended = await within(10, result)
    expect(E.isLeft(ended) && ended.left).toBe(failure)
    expect(source.released).toBe(1)
    expect(timersRunning()).toBe(0)
  })

  test.each<readonly [string, (a: Enumerator<number>, b: Enumerator<number>) => Enumerator<number>]>([
    ['interleave', (a, b) => a.interleave(b)],
    ['sources with timers of their own', (a, b) => a.through(Enumeratee.timeout(1e6)).interleave(b)],
    ['flatMap of such', (a, b) => Enumerator.of(0).flatMap(() => a.through(Enumeratee.timeout(1e6)).interleave(b))]
  ])('behind %s, with a slow consumer, one group is taken at a time', async (_, merge) => {
    await fc.assert(
      fc.asyncProperty(tables, tables, fc.integer({ min: 1, max: 3 }), async (a, b, size) => {
        const { iteratee, busy } = slowly<Group>(25)
        const merged = merge(timetable(a), timetable(b))
        const result = await within(2000, run(position, merged, Enumeratee.groupedWithin(size, 4), iteratee))
        expect(busy.most).toBeLessThanOrEqual(1)
        const all = [...a, ...b].map(([, n]) => n).sort()
        expect(E.isRight(result) && result.right.flat().sort()).toEqual(all)
      }),
      { numRuns: 60 }
    )
  })
})

test('a group that has begun goes on with the next source where it was applied', async () => {
  const it = Enumeratee.groupedWithin<number>(3, 10).transform(chunks)
  const fed = await Enumerator.of(1, 2).apply(it)()
  expect(timersRunning()).toBe(0)
  expect(await Enumerator.of(3, 4).run(fed)()).toEqual(E.right([[1, 2, 3], [4]]))
  expect(await Enumerator.of(7).run(fed)()).toEqual(E.right([[1, 2, 7]]))
  const later = Enumerator.of(5).mapM((n) => afterMs(15, n))
  expect(await within(20, later.run(fed)())).toEqual(E.right([[1, 2], [5]]))
})

test.each([
  [0, 10],
  [1.5, 10],
  [1, 0],
  [1, NaN]
])('groupedWithin(%p, %p) is refused', (n, ms) => {
  expect(() => Enumeratee.groupedWithin(n, ms)).toThrow(RangeError)
})
