/** What `take` behind a stage that drives it has wanted last is finished, however its source goes on meanwhile. */
import { Enumeratee, Enumerator } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { afterMs, positions, run, slowly, stopTheClock, timersRunning, timetable, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const flat: Enumeratee<ReadonlyArray<number>, number> = Enumeratee.mapConcat((as: ReadonlyArray<number>) => as)
const parallel: Row = Enumeratee.parMapM(2, (n: number) => async () => n)

const rows: Readonly<Record<string, Row>> = {
  passAlong: Enumeratee.passAlong(),
  parMapM: parallel,
  parMapMUnordered: Enumeratee.parMapMUnordered(2, (n: number) => async () => n),
  debounce: Enumeratee.debounce(2),
  'groupedWithin, of one each': Enumeratee.groupedWithin<number>(2, 5).compose(flat),
  'flatten of parMapM': Enumeratee.flatten(async () => parallel),
  'parMapM twice': parallel.compose(parallel),
  'parMapM, then keepAlive': parallel.compose(Enumeratee.keepAlive(1000, -1)),
  'keepAlive, then parMapM': Enumeratee.keepAlive<number>(1000, -1).compose(parallel),
  'flatten of flatten': Enumeratee.flatten(async () => Enumeratee.flatten(async () => parallel)),
  'parMapM, then mapM': parallel.compose(Enumeratee.mapM((n: number) => afterMs(3, n)))
}

const two = timetable([[1, 1], [30, 2]]) // prettier-ignore
const late = (ms: number) => Enumerator.fromTask(afterMs(ms, 3))

const goesOn = {
  'offers one more': two.andThen(late(10)),
  ends: two,
  'ends while it is finished': two.andThen(late(10).filter(() => false)),
  'fails while it is finished': two.andThen(
    late(10).map(() => {
      throw new Error('late')
    })
  )
}

describe.each(positions)('in %s', (position) => {
  describe.each(Object.entries(rows))('%s', (_, row) => {
    test.each(Object.entries(goesOn))('where the source %s', async (_, source) => {
      const { iteratee, busy } = slowly<number>(20)
      const result = await within(500, run(position, source, row.compose(Enumeratee.take(2)), iteratee))
      expect(result).toEqual(E.right([1, 2]))
      expect([busy.now, timersRunning()]).toEqual([0, 0])
    })
  })
})
