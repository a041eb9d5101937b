/** What comes about at the end of a row, behind a stage that has driven it until then, is left like all else. */
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { elapse, positions, run, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const flat: Enumeratee<ReadonlyArray<number>, number> = Enumeratee.mapConcat((as: ReadonlyArray<number>) => as)
const parallel: Row = Enumeratee.parMapM(2, (n: number) => async () => n)
const failure = new Error('on purpose')

/** What drives these has ended before their end. */
const driven: Readonly<Record<string, Row>> = {
  passAlong: Enumeratee.passAlong(),
  parMapM: parallel,
  debounce: Enumeratee.debounce(2),
  groupedWithin: Enumeratee.groupedWithin<number>(2, 5).compose(flat),
  'parMapM twice': parallel.compose(parallel)
}

const rows: Readonly<Record<string, Row>> = {
  ...driven,
  keepAlive: Enumeratee.keepAlive(1000, -1),
  takeUntil: Enumeratee.takeUntil(new AbortController().signal),
  'flatten of parMapM': Enumeratee.flatten(async () => parallel)
}

/** In place of the end of the source; it counts how often it is acquired and released. */
const never = () => {
  const count = { acquired: 0, released: 0 }
  const enumerator = Enumerator.defer(() => {
    count.acquired++
    return Enumerator.never.onDoneEnumerating(() => count.released++)
  })
  return { count, enumerator }
}

describe.each(positions)('in %s', (position) => {
  describe.each(Object.entries(rows))('behind %s', (_, row) => {
    const whileItWaits = async (last: Row) => {
      const controller = new AbortController()
      const result = run(position, Enumerator.of(1), row.compose(last), Iteratee.ignore(), controller)
      await elapse(20)
      return { result, controller }
    }

    test('what trailing has acquired is released by an abort', async () => {
      const { count, enumerator } = never()
      const { result, controller } = await whileItWaits(Enumeratee.trailing<number>(enumerator))
      expect(count).toEqual({ acquired: 1, released: 0 })
      controller.abort('now')
      expect(await within(0, result)).toEqual(E.left(new AbortError('now')))
      expect(count).toEqual({ acquired: 1, released: 1 })
      expect(timersRunning()).toBe(0)
    })

    // the clock stands still: the second of the delay never comes
    test('a timer that is set for what comes last is stopped by an abort', async () => {
      const { result, controller } = await whileItWaits(
        Enumeratee.grouped(Iteratee.takeUpTo<number>(2)).compose(flat).compose(Enumeratee.delay(1000))
      )
      controller.abort('now')
      expect(await within(0, result)).toEqual(E.left(new AbortError('now')))
      expect(timersRunning()).toBe(0)
    })
  })

  test.each(Object.entries(driven))(
    'behind %s, what trailing has acquired is released where it fails, before attempt answers',
    async (_, row) => {
      const log: string[] = []
      const failing = Enumerator.fail(failure).onDoneEnumerating(() => log.push('released'))
      const acquiring = Enumerator.bracket(
        async () => undefined,
        () => failing,
        () => async () => {
          log.push('left')
        }
      )
      const last = Enumeratee.trailing<number>(acquiring).compose(Enumeratee.attempt())
      const seen = Iteratee.foreach((one: E.Either<Error, number>) => {
        log.push(one._tag)
      })
      expect(await within(50, run(position, Enumerator.of(1), row.compose(last), seen))).toEqual(E.right(undefined))
      expect(log).toEqual(['Right', 'released', 'left', 'Left'])
    }
  )
})
