/** Empty waits its turn, where what follows is busy with something else. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import { afterMs, positions, run, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

type Row = Enumeratee<number, number>

const flat: Enumeratee<ReadonlyArray<number>, number> = Enumeratee.mapConcat((as: ReadonlyArray<number>) => as)
const parallel: Row = Enumeratee.parMapM(2, (n: number) => async () => n)

const rows: Readonly<Record<string, Row>> = {
  passAlong: Enumeratee.passAlong(),
  parMapM: parallel,
  'parMapM of one': Enumeratee.parMapM(1, (n: number) => async () => n),
  debounce: Enumeratee.debounce(2),
  groupedWithin: Enumeratee.groupedWithin<number>(2, 2).compose(flat),
  keepAlive: Enumeratee.keepAlive(1000, -1),
  takeUntil: Enumeratee.takeUntil(new AbortController().signal),
  'flatten of parMapM': Enumeratee.flatten(async () => parallel),
  'parMapM twice': parallel.compose(parallel)
}

/** Takes 20 ms for each input, and answers what it was fed, in order; it counts how many it is busy with. */
const slow = () => {
  const busy = { now: 0, most: 0 }
  const after = (seen: ReadonlyArray<string>): Iteratee<number, ReadonlyArray<string>> =>
    Iteratee.cont((input) => {
      if (input._tag === 'EOF') return Iteratee.done(seen)
      busy.most = Math.max(busy.most, ++busy.now)
      return Iteratee.flatten(async () => {
        await afterMs(20, undefined)()
        busy.now--
        return after([...seen, input._tag === 'El' ? `${input.value}` : 'Empty'])
      })
    })
  return { iteratee: after([]), busy }
}

const empty = Enumerator.enumInput<number>(Input.empty)
const pause = (ms: number) => Enumerator.fromTask(afterMs(ms, 0)).filter(() => false)
const source = Enumerator.of(1)
  .andThen(pause(10))
  .andThen(empty)
  .andThen(empty)
  .andThen(pause(3))
  .andThen(Enumerator.of(2))
  .andThen(pause(10))
  .andThen(empty)

describe.each(positions)('in %s', (position) => {
  test.each(Object.entries(rows))('behind %s: one input at a time, and none lost', async (_, row) => {
    const { iteratee, busy } = slow()
    const result = await within(1000, run(position, source, row, iteratee))
    const inputs = E.getOrElse<Error, ReadonlyArray<string>>((error) => [error.message])(result)
    expect(inputs.filter((one) => one !== 'Empty')).toEqual(['1', '2'])
    expect(inputs.filter((one) => one === 'Empty')).toHaveLength(3)
    expect([busy, timersRunning()]).toEqual([{ now: 0, most: 1 }, 0])
  })

  test.each(Object.entries(rows))('behind %s: a failure at one is that of the row', async (_, row) => {
    const failure = new Error('on purpose')
    const failing = Iteratee.cont<number, string>((input) => {
      if (input._tag === 'Empty') throw failure
      return Iteratee.done('no Empty came')
    })
    expect(await within(1000, run(position, empty.andThen(Enumerator.never), row, failing))).toEqual(E.left(failure))
    expect(timersRunning()).toBe(0)
  })
})
