/** A row in `flatten` that ends by itself is finished, and what comes of that is told, whatever its source does meanwhile. */
import { AbortError, Enumeratee, Enumerator } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { afterMs, elapse, positions, run, slowly, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const failure = new Error('on purpose')

/** Asked after 10 ms, while the filler of that time is being used; the answer is a failure. */
const refused: Row = Enumeratee.keepAlive(10, -1, { stillAllowed: () => Promise.reject(failure) })
const until: Row = Enumeratee.takeUntil(new AbortController().signal)

const rows: Readonly<Record<string, Row>> = {
  'takeUntil ▸ keepAlive': until.compose(refused),
  keepAlive: refused,
  'keepAlive ▸ takeUntil': refused.compose(until)
}

const wraps: Readonly<Record<string, (row: Row) => Row>> = {
  'the row itself': (row) => row,
  flatten: (row) => Enumeratee.flatten(async () => row),
  'flatten of flatten': (row) => Enumeratee.flatten(async () => Enumeratee.flatten(async () => row))
}

describe.each(positions)('in %s', (position) => {
  describe.each(Object.entries(wraps))('%s', (_, wrap) => {
    describe.each(Object.entries(rows))('of %s', (_, row) => {
      test.each([5, 9, 10, 11, 15, 29, 30, 40])('the failure is told where the source ends after %p ms', async (ms) => {
        const source = Enumerator.fromTask(afterMs(ms, 0)).filter(() => false)
        const { iteratee, busy } = slowly<number>(20)
        const result = await within(200, run(position, source, wrap(row), iteratee))
        expect(result).toEqual(ms < 10 ? E.right([]) : E.left(failure))
        expect([busy.now, timersRunning()]).toEqual([0, 0])
      })

      test('an attempt behind it is told once', async () => {
        const source = Enumerator.fromTask(afterMs(15, 0)).filter(() => false)
        const { iteratee, seen } = slowly<E.Either<Error, number>>(20)
        const result = await within(200, run(position, source, wrap(row).compose(Enumeratee.attempt()), iteratee))
        expect(E.isRight(result)).toBe(true)
        expect(seen.filter(E.isLeft)).toEqual([E.left(failure)])
      })

      test.each([12, 18, 29])('an abort after %p ms, while it is finished, leaves nothing', async (ms) => {
        let released = 0
        const last = Enumeratee.trailing<number>(Enumerator.never.onDoneEnumerating(() => released++))
        const source = Enumerator.fromTask(afterMs(15, 0)).filter(() => false)
        const controller = new AbortController()
        const { iteratee, seen } = slowly<number>(20)
        const result = run(position, source, wrap(until.compose(row).compose(last)), iteratee, controller)
        await elapse(ms)
        controller.abort('now')
        expect(await within(0, result)).toEqual(E.left(new AbortError('now')))
        const before = seen.length
        await elapse(100)
        expect([seen.length, released, timersRunning()]).toEqual([before, 0, 0])
      })
    })
  })
})
