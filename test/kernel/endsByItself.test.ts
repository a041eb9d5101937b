/** A consumer ends by itself while what comes before it, in its own row, waits for something: nobody waits for that. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { afterMs, elapse, positions, run, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

const never = (): Promise<never> => new Promise(() => undefined)

/** The first group is there after 5 ms; meanwhile the second element is waited for. */
const row = (second: () => Promise<number>): Enumeratee<number, ReadonlyArray<number>> =>
  Enumeratee.mapM((n: number) => (n === 1 ? async () => n : second)).compose(Enumeratee.groupedWithin<number>(9, 5))

describe.each(positions)('in %s', (position) => {
  test('a run is over at once, and its source released', async () => {
    let released = 0
    const source = Enumerator.of(1, 2).andThen(Enumerator.never).onDoneEnumerating(() => released++) // prettier-ignore
    expect(await within(20, run(position, source, row(never), Iteratee.head()))).toEqual(E.right(O.some([1])))
    expect([released, timersRunning()]).toEqual([1, 0])
  })

  test('one that fails then is the failure', async () => {
    const failure = new Error('on purpose')
    const throwing = Iteratee.foreach(() => {
      throw failure
    })
    expect(await within(20, run(position, Enumerator.of(1, 2), row(never), throwing))).toEqual(E.left(failure))
  })
})

test('what follows the iteratee is fed what follows the element that was waited for', async () => {
  const first = row(afterMs(20, 2)).transform(Iteratee.head())
  const both = first.flatMap((a) => Iteratee.getChunks<number>().map((rest) => [a, rest] as const))
  const result = await within(50, Enumerator.of(1, 2, 3, 4).run(both)())
  expect(result).toEqual(E.right([O.some([1]), [3, 4]]))
})

test('a failure that comes late, of an element whose iteratee has ended, counts for nothing', async () => {
  let reject: (error: Error) => void = () => undefined
  const second = () => new Promise<number>((_, no) => (reject = no))
  const first = row(second).transform(Iteratee.head())
  const both = first.flatMap((a) => Iteratee.getChunks<number>().map((rest) => [a, rest] as const))
  const result = Enumerator.of(1, 2, 3, 4).run(both)()
  await elapse(10)
  reject(new Error('late'))
  expect(await within(20, result)).toEqual(E.right([O.some([1]), [3, 4]]))
})

describe('what follows has to be waited for, and somebody pushes meanwhile', () => {
  const group = Enumeratee.groupedWithin<number>(9, 5).transform(Iteratee.head())
  /** A group at 5 ms, then this, which is there at 25 ms. */
  const thenLater = <A>(next: Iteratee<number, A>) =>
    group.flatMap((a) => Iteratee.flatten(afterMs(20, next)).map((b) => [a, b] as const))
  /** One element, and these at 10 ms. */
  const thenLate = (rest: Enumerator<number>) => Enumerator.of(1).andThen(Enumerator.flatten(afterMs(10, rest)))

  test.each<readonly [string, Enumerator<number>, ReadonlyArray<number>]>([
    ['an element', Enumerator.of(2), [2]],
    ['a chunk', Enumerator.fromIterable([2, 3, 4]), [2, 3, 4]],
    ['nothing, then an element', Enumerator.enumInput<number>(Input.empty).andThen(Enumerator.of(2)), [2]],
    ['the end', Enumerator.empty, []]
  ])('%s waits for it', async (_, rest, expected) => {
    const result = within(50, thenLate(rest).run(thenLater(Iteratee.getChunks()))())
    expect(await result).toEqual(E.right([O.some([1]), expected]))
  })

  test.each([Enumerator.of(2), Enumerator.enumInput<number>(Input.empty), Enumerator.empty])(
    'what has ended when it is there takes nothing (%#)',
    async (rest) => {
      let released = 0
      const source = thenLate(rest).onDoneEnumerating(() => released++)
      expect(await within(50, source.run(thenLater(Iteratee.done('kiki')))())).toEqual(E.right([O.some([1]), 'kiki']))
      expect([released, timersRunning()]).toEqual([1, 0])
    }
  )

  test('one that fails before it is there is the failure', async () => {
    const failure = new Error('on purpose')
    const failing = group.flatMap(() => Iteratee.flatten(() => afterMs(20, 0)().then(() => Promise.reject(failure))))
    for (const rest of [Enumerator.of(2), Enumerator.empty])
      expect(await within(50, thenLate(rest).run(failing)())).toEqual(E.left(failure))
  })
})
