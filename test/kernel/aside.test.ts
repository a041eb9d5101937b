/** Stages that act while nobody pushes to them, several in a row and wherever a row may stand. */
import * as fc from 'fast-check'
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { afterMs, elapse, pushed, slowly, stopTheClock, timersRunning, timetable, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const failure = new Error('on purpose')
const fail = (): never => {
  throw failure
}
const flat = <A>(): Enumeratee<ReadonlyArray<A>, A> => Enumeratee.mapConcat((as: ReadonlyArray<A>) => as)

/** None of these loses an element. */
const lossless: Readonly<Record<string, Row>> = {
  groupedWithin: Enumeratee.groupedWithin<number>(3, 4).compose(flat()),
  parMapM: Enumeratee.parMapM(3, (n: number) => afterMs((n % 3) + 1, n)),
  delay: Enumeratee.delay(2),
  throttle: Enumeratee.throttle(3),
  timeout: Enumeratee.timeout(100_000),
  keepAlive: Enumeratee.keepAlive(4, -1).compose(Enumeratee.filter((n: number) => n >= 0)),
  takeUntil: Enumeratee.takeUntil(new AbortController().signal),
  'flatten of groupedWithin': Enumeratee.flatten(async () => Enumeratee.groupedWithin<number>(2, 5).compose(flat()))
}

const rows: fc.Arbitrary<{ readonly name: string; readonly row: Row }> = fc
  .array(fc.constantFrom(...Object.entries(lossless)), { minLength: 1, maxLength: 4 })
  .map((all) => ({
    name: all.map(([name]) => name).join(' ▸ '),
    row: all.map(([, row]) => row).reduce((a, b) => a.compose(b))
  }))

const tables = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat(9)), { maxLength: 6 })

/** Where a row may stand: what comes of `e`, of which it loses nothing. */
const places: Readonly<Record<string, (e: Enumerator<number>, row: Row) => Enumerator<number>>> = {
  through: (e, row) => e.through(row),
  'within flatMap': (e, row) => Enumerator.of(0).flatMap(() => e.through(row)),
  'around flatMap': (e, row) => e.flatMap((n) => Enumerator.of(n).mapM((m) => afterMs(2, m))).through(row),
  'within and around flatMap': (e, row) =>
    Enumerator.of(0)
      .flatMap(() => e.through(row))
      .through(row),
  'a branch': (e, row) => e.through(row).interleave(Enumerator.empty),
  'behind branches': (e, row) => Enumerator.empty.interleave(e).through(row),
  'branch and behind': (e, row) => Enumerator.empty.interleave(e.through(row)).through(row),
  'behind heading': (e, row) => Enumerator.empty.through(Enumeratee.heading(e)).through(row),
  'behind trailing': (e, row) => Enumerator.empty.through(Enumeratee.trailing(e)).through(row),
  heading: (e, row) => Enumerator.empty.through(Enumeratee.heading(e.through(row))),
  trailing: (e, row) => Enumerator.empty.through(Enumeratee.trailing(e.through(row))),
  'twice in sequence': (e, row) => Enumerator.empty.through(row).andThen(e.through(row))
}

const ended: Readonly<Record<string, (row: Row) => <A>(it: Iteratee<number, A>) => Iteratee<number, A>>> = {
  'a plain consumer': () => (it) => it,
  'one behind a transform': (row) => (it) => row.transform(it)
}

describe.each(Object.entries(places))('%s', (_, place) => {
  test.each(Object.entries(ended))('with %s: nothing is lost, and one is taken at a time', async (_, behind) => {
    await fc.assert(
      fc.asyncProperty(rows, rows, tables, fc.nat(12), async ({ row }, last, table, ms) => {
        const { iteratee, busy } = slowly<number>(ms)
        const e = place(timetable(table), row)
        const result = await within(5000, e.run(behind(last.row)(iteratee))())
        expect(result).toEqual(E.right(table.map(([, n]) => n)))
        expect(busy.most).toBeLessThanOrEqual(1)
        expect(timersRunning()).toBe(0)
      }),
      { numRuns: 25 }
    )
  })

  test('take(1) of an idle source releases it, and what follows goes on', async () => {
    for (const row of Object.values(lossless)) {
      const source = pushed()
      const more = Enumerator.fromIO(() => source.released * 100)
      const result = place(source.enumerator, row.compose(Enumeratee.take(1)))
        .andThen(more)
        .run(Iteratee.getChunks())()
      await elapse(1)
      source.channel.push(7)
      expect(await within(50, result)).toEqual(E.right([7, 100]))
      expect(source.released).toBe(1)
      expect(timersRunning()).toBe(0)
    }
  })

  test('a consumer that is done while the source is idle releases it', async () => {
    for (const row of Object.values(lossless)) {
      const source = pushed()
      const result = place(source.enumerator, row).run(Iteratee.head())()
      await elapse(1)
      source.channel.push(7)
      expect(await within(50, result)).toMatchObject({ right: { value: 7 } })
      expect(source.released).toBe(1)
      expect(timersRunning()).toBe(0)
    }
  })

  test('a consumer that fails while the source is idle is the failure, and releases it', async () => {
    for (const row of Object.values(lossless)) {
      const source = pushed()
      const unhandled = await unhandledRejections(async () => {
        const result = place(source.enumerator, row).run(Iteratee.foreach(fail))()
        await elapse(1)
        source.channel.push(7)
        expect(await within(50, result)).toEqual(E.left(failure))
      })
      expect(source.released).toBe(1)
      expect(timersRunning()).toBe(0)
      expect(unhandled).toEqual([])
    }
  })

  test.each([1, 2, 4, 30])('an abort after %p ms leaves nothing', async (ms) => {
    for (const row of Object.values(lossless)) {
      const source = pushed()
      const controller = new AbortController()
      const { iteratee, seen } = slowly<number>(10)
      const result = place(source.enumerator, row).run(iteratee, { signal: controller.signal })()
      await elapse(1)
      for (const n of [1, 2, 3, 4]) source.channel.push(n)
      await elapse(ms)
      controller.abort('now')
      const before = seen.length
      expect(await result).toEqual(E.left(new AbortError('now')))
      expect(source.released).toBe(1)
      expect(listenersOf(controller.signal)).toBe(0)
      await elapse(50)
      expect(seen).toHaveLength(before)
      expect(timersRunning()).toBe(0)
    }
  })
})
