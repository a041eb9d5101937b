/** keepAlive: when fillers come, under a clock that the test moves, and how it ends. */
import * as fc from 'fast-check'
import { AbortError, Comet, Enumeratee, Enumerator, Html, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { gate } from '../support/gate'
import { listenersOf, unhandledRejections } from '../support/leaks'
import {
  elapse,
  inMs,
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

const filler = -1
const ms = 10
const alive = Enumeratee.keepAlive(ms, filler)
const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

type Table = ReadonlyArray<readonly [gap: number, n: number]>
type Handed = ReadonlyArray<readonly [at: number, n: number]>

const tables = fc.array(fc.tuple(fc.integer({ min: 1, max: 45 }), fc.nat(9)), { maxLength: 8 })

/** Takes so many ms for each element, fillers too, and notes when it was handed them. */
const taking = (each: number) => {
  const { seen, iteratee } = timestamps<number>()
  const busy = Enumeratee.mapM((n: number) => async () => (each > 0 ? (await inMs(each), n) : n))
  const noted = Enumeratee.mapM((n: number) => async () => (await Enumerator.of(n).run(iteratee)(), n))
  return { seen, iteratee: noted.compose(busy).transform(Iteratee.ignore<number>()) }
}

/** What is handed on when, where each takes `each` ms; the source goes on when its last element has been taken. */
const model = (table: Table, each: number): Handed | undefined => {
  const out: (readonly [number, number])[] = []
  let free = 0
  let asked = 0
  for (const [gap, n] of table) {
    const arrival = asked + gap
    for (; free + ms < arrival; free += ms + each) out.push([free + ms, filler])
    if (free + ms === arrival) return undefined
    const start = Math.max(arrival, free)
    out.push([start, n])
    asked = free = start + each
  }
  return out
}

describe.each(positions)('in %s', (position) => {
  test('a filler comes whenever nothing has been handed on for so long, and nothing else is changed', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(0, 1, 7, 25), async (table, each) => {
        const expected = model(table, each)
        // a filler that is due when an element comes is a tie of two timers
        fc.pre(expected !== undefined)
        const { iteratee, seen } = taking(each)
        expect(await within(2000, run(position, timetable(table), alive, iteratee))).toEqual(E.right(undefined))
        expect(seen).toEqual(expected)
        expect(timersRunning()).toBe(0)
      }),
      { numRuns: 100 }
    )
  })

  test('one timer runs, however many elements come, and it is set only when it was due', async () => {
    const source = pushed()
    const result = run(position, source.enumerator, alive, Iteratee.ignore<number>())
    await elapse(1)
    const set = jest.spyOn(globalThis, 'setTimeout')
    for (let i = 0; i < 100; i++) {
      source.channel.push(i)
      await elapse(0)
      expect(timersRunning()).toBe(1)
    }
    expect(set).not.toHaveBeenCalled()
    await elapse(ms)
    expect(set.mock.calls.length).toBeGreaterThan(0)
    expect(set.mock.calls.length).toBeLessThanOrEqual(2)
    set.mockRestore()
    source.channel.end()
    await within(0, result)
    expect(timersRunning()).toBe(0)
  })

  test('a source that hangs before its first element is no different from one that is idle', async () => {
    const { iteratee, seen } = timestamps<number>()
    const hanging = Enumerator.fromTask(() => new Promise<number>(() => undefined))
    void run(position, hanging, alive, iteratee)
    await elapse(35)
    expect(seen.map(([at]) => at)).toEqual([10, 20, 30])
  })

  test('a consumer that is busy is handed no filler, and none is made up for', async () => {
    const source = pushed()
    const held = gate<number>()
    const result = run(position, source.enumerator, alive.compose(Enumeratee.take(4)), held.iteratee)
    source.channel.push(1)
    source.channel.push(2)
    await elapse(95)
    expect(held.seen).toEqual([1])
    held.open()
    await elapse(95)
    expect(held.seen).toEqual([1, 2])
    held.open()
    await elapse(9)
    expect(held.seen).toEqual([1, 2])
    await elapse(1)
    expect(held.seen).toEqual([1, 2, filler])
    // an element that comes while a filler is taken follows it
    source.channel.push(3)
    await elapse(95)
    expect(held.seen).toEqual([1, 2, filler])
    held.open()
    await elapse(0)
    expect(held.seen).toEqual([1, 2, filler, 3])
    held.open()
    expect(E.isRight(await within(0, result))).toBe(true)
    expect(timersRunning()).toBe(0)
  })

  test('what is ready together passes together, in one turn', async () => {
    const source = pushed<string>()
    const comet = Comet('f', { initialChunk: Html.empty, batch: true })
    const seen: Html[] = []
    const row = Enumeratee.keepAlive(ms, 'filler').compose(comet)
    const result = run(position, source.enumerator, row, Iteratee.foreach((html: Html) => void seen.push(html))) // prettier-ignore
    await elapse(5)
    for (const text of ['kiki', 'foo', 'bar']) source.channel.push(text)
    await elapse(10)
    source.channel.push('kiki')
    source.channel.end()
    await within(0, result)
    expect(seen.map((html) => html.match(/kiki|foo|bar|filler/g))).toEqual([
      ['kiki', 'foo', 'bar'],
      ['filler'],
      ['kiki']
    ])
    expect(seen.every((html) => html.split('<script>').length === 2)).toBe(true)
  })

  describe('the end', () => {
    test('of the source ends it at once, with no filler after', async () => {
      const source = pushed()
      const result = run(position, source.enumerator, alive, chunks)
      await elapse(25)
      source.channel.push(1)
      source.channel.end()
      expect(await within(0, result)).toEqual(E.right([filler, filler, 1]))
      expect(timersRunning()).toBe(0)
    })

    test('while a filler is being taken waits for that, and no more comes', async () => {
      const source = pushed()
      const { iteratee } = slowly<number>(30)
      const result = run(position, source.enumerator, alive, iteratee)
      await elapse(12)
      source.channel.end()
      expect(await within(27, result)).toMatchObject(E.left({ message: 'it has not ended within 27 ms' }))
      expect(await within(1, result)).toEqual(E.right([filler]))
      expect(timersRunning()).toBe(0)
    })

    test('of what follows releases the idle source at once: on an element, on a filler, and by itself', async () => {
      for (const n of [1, 2, 3]) {
        const source = pushed()
        const result = run(position, source.enumerator, alive.compose(Enumeratee.take(n)), chunks)
        await elapse(5)
        source.channel.push(1)
        await elapse(25)
        expect(await within(0, result)).toEqual(E.right([1, filler, filler].slice(0, n)))
        expect([source.released, timersRunning()]).toEqual([1, 0])
      }
      const source = pushed()
      const group = alive.compose(Enumeratee.groupedWithin<number>(99, 25)).compose(Enumeratee.take(1))
      const ended = run(position, source.enumerator, group, Iteratee.getChunks())
      // the group begins with the first filler
      expect(await within(35, ended)).toEqual(E.right([[filler, filler, filler]]))
      expect([source.released, timersRunning()]).toEqual([1, 0])
    })

    test('what follows the source goes on behind it, and has fillers of its own', async () => {
      const twice = Enumerator.of(1, 2).flatMap((n) => timetable([[15, n]]).through(alive)) // prettier-ignore
      expect(await within(40, twice.run(chunks)())).toEqual(E.right([filler, 1, filler, 2]))
      expect(timersRunning()).toBe(0)
    })
  })

  describe('a failure', () => {
    const cut = (table: Table) => timetable(table).andThen(Enumerator.fail(failure))

    test('of the source passes at once, after what came before', async () => {
      const { iteratee, seen } = timestamps<number>()
      expect(await within(25, run(position, cut([[25, 1]]), alive, iteratee))).toEqual(E.left(failure))
      expect(seen.map(([, n]) => n)).toEqual([filler, filler, 1])
      expect(timersRunning()).toBe(0)
    })

    test('of the source while a filler is being taken follows that, and can be attempted', async () => {
      const source = Enumerator.fromTask(async () => (await inMs(15), Promise.reject(failure)))
      const attempted = alive.compose(Enumeratee.attempt())
      const { iteratee, busy } = slowly<E.Either<Error, number>>(30)
      expect(await within(100, run(position, source, attempted, iteratee))).toEqual(
        E.right([E.right(filler), E.left(failure)])
      )
      expect(busy.most).toBe(1)
      expect(timersRunning()).toBe(0)
    })

    test.each<readonly [string, (n: number) => () => Promise<number>]>([
      ['later', () => async () => (await inMs(3), Promise.reject(failure))],
      [
        'at once',
        () => {
          throw failure
        }
      ]
    ])('of what follows, %s, on an element or a filler, ends the run and releases the source', async (_, f) => {
      for (const at of [7, 15]) {
        const source = pushed()
        const unhandled = await unhandledRejections(async () => {
          const result = run(position, source.enumerator, alive.compose(Enumeratee.mapM(f)), chunks)
          await elapse(at)
          source.channel.push(1)
          expect(await within(5, result)).toEqual(E.left(failure))
        })
        expect(unhandled).toEqual([])
        expect([source.released, timersRunning()]).toEqual([1, 0])
      }
    })

    test('of the source that waits for what another stage holds is followed by no filler', async () => {
      const row = alive.compose(Enumeratee.parMapM(2, (n: number) => async () => n))
      const { iteratee, seen } = slowly<number>(50)
      expect(await within(60, run(position, cut([[5, 1], [1, 2]]), row, iteratee))).toMatchObject({ _tag: 'Left' }) // prettier-ignore
      expect(seen).toEqual([1, 2])
      expect(await within(60, run(position, cut([[5, 1]]), row, iteratee))).toEqual(E.left(failure))
      expect([seen, timersRunning()]).toEqual([[1, 2, 1], 0])
    })

    test('of a stage behind is for the attempt behind that', async () => {
      const failing = Enumeratee.map((n: number) => {
        if (n === filler) throw failure
        return n
      })
      const source = pushed()
      const row = alive.compose(failing).compose(Enumeratee.attempt())
      const result = run(position, source.enumerator, row, Iteratee.getChunks())
      source.channel.push(1)
      expect(await within(10, result)).toEqual(E.right([E.right(1), E.left(failure)]))
      expect([source.released, timersRunning()]).toEqual([1, 0])
    })

    test('of what follows is none of an attempt before it, nor recovered from before it', async () => {
      for (const before of [Enumeratee.attempt<number>(), Enumeratee.recover<number>()]) {
        const row = before.compose(Enumeratee.keepAlive<unknown>(ms, filler))
        const throwing = Iteratee.foreach(() => {
          throw failure
        })
        expect(await within(1, run<number, unknown, unknown>(position, Enumerator.of(1, 2), row, throwing))).toEqual(
          E.left(failure)
        )
      }
    })
  })

  describe('an abort', () => {
    const states: Readonly<Record<string, number>> = { idle: 5, 'in a push': 21, 'with a filler under way': 12 }

    test.each(Object.entries(states))('%s: leaves nothing', async (_, at) => {
      const source = pushed()
      const controller = new AbortController()
      const { iteratee, seen } = slowly<number>(10)
      const it = position === 'through' ? iteratee : alive.transform(iteratee)
      const e = position === 'through' ? source.enumerator.through(alive) : source.enumerator
      const result = e.run(it, { signal: controller.signal })()
      await elapse(at)
      source.channel.push(1)
      await elapse(2)
      controller.abort('now')
      expect(await result).toEqual(E.left(new AbortError('now')))
      const before = seen.length
      await elapse(50)
      expect(seen).toHaveLength(before)
      expect([source.released, timersRunning(), listenersOf(controller.signal)]).toEqual([1, 0, 0])
    })

    test('by what takes a filler leaves nothing', async () => {
      const controller = new AbortController()
      const aborting = Iteratee.foreach(() => {
        controller.abort('now')
      })
      const source = pushed()
      const it = position === 'through' ? aborting : alive.transform(aborting)
      const e = position === 'through' ? source.enumerator.through(alive) : source.enumerator
      const result = e.run(it, { signal: controller.signal })()
      expect(await within(10, result)).toEqual(E.left(new AbortError('now')))
      await elapse(0)
      expect([source.released, timersRunning()]).toEqual([1, 0])
    })
  })
})

test('the clock begins anew with the next source where it was applied', async () => {
  const it = alive.transform(chunks)
  const fed = await Enumerator.of(1).apply(it)()
  expect(timersRunning()).toBe(0)
  expect(await within(15, timetable([[15, 2]]).run(fed)())).toEqual(E.right([1, filler, 2])) // prettier-ignore
})

test.each([0, -1, NaN, Infinity, 2 ** 31])('%p is no time', (wrong) => {
  expect(() => Enumeratee.keepAlive(wrong, filler)).toThrow(RangeError)
})
