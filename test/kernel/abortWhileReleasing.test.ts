/** After an abort nothing is handed on any more, also while it takes long to release the source. */
import { AbortError, Enumeratee, Enumerator } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { afterMs, elapse, positions, pushed, run, slowly, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const flat: Enumeratee<ReadonlyArray<number>, number> = Enumeratee.mapConcat((as: ReadonlyArray<number>) => as)
const parallel: Row = Enumeratee.parMapM(4, (n: number) => afterMs(5, n))
const group: Row = Enumeratee.groupedWithin<number>(9, 5).compose(flat)

const rows: Readonly<Record<string, Row>> = {
  passAlong: Enumeratee.passAlong(),
  groupedWithin: group,
  debounce: Enumeratee.debounce(5),
  parMapM: parallel,
  keepAlive: Enumeratee.keepAlive(5, -1),
  'parMapM, then groupedWithin': parallel.compose(group),
  'groupedWithin, then keepAlive': group.compose(Enumeratee.keepAlive(5, -1)),
  'flatten of groupedWithin': Enumeratee.flatten(async () => group),
  'mapFlatten of groupedWithin': Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n).through(group)),
  'groupedWithin, then mapFlatten of it': group.compose(
    Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n).through(group))
  )
}

/** Its release takes 100 ms. */
const slowToRelease = () => {
  const source = pushed()
  const enumerator = Enumerator.bracket(
    async () => undefined,
    () => source.enumerator,
    () => afterMs(100, undefined)
  )
  return { source, enumerator }
}

describe.each(positions)('in %s', (position) => {
  describe.each(Object.entries(rows))('%s', (_, row) => {
    test.each([1, 4, 5, 6, 8, 12])('aborted after %p ms', async (ms) => {
      const { source, enumerator } = slowToRelease()
      const controller = new AbortController()
      const { iteratee, seen } = slowly<number>(3)
      const result = run(position, enumerator, row, iteratee, controller)
      await elapse(0)
      for (const n of [1, 2, 3]) source.channel.push(n)
      await elapse(ms)
      controller.abort('now')
      const before = seen.length
      await elapse(50)
      expect(seen).toHaveLength(before)
      expect(await within(60, result)).toEqual(E.left(new AbortError('now')))
      expect(seen).toHaveLength(before)
      expect(timersRunning()).toBe(0)
    })
  })
})
