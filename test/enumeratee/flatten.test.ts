/** flatten: an enumeratee that a task answers does what it would have done if it had been there. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { late, seen } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { positions, pushed, run, stopTheClock, timersRunning, within } from '../support/timed'
import { enumeratees } from '../support/numbers'

stopTheClock()

const failure = new Error('on purpose')
const fail = (): never => {
  throw failure
}
const chunks = Iteratee.getChunks<number>()
const inputs = fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 8 })

describe.each(positions)('in %s', (position) => {
  test('it is the enumeratee itself, a moment later', async () => {
    await fc.assert(
      fc.asyncProperty(enumeratees, enumeratees, inputs, fc.nat(3), async (first, second, fed, turns) => {
        const source = Enumerator.fromIterable(fed)
        const flattened = Enumeratee.flatten(late(first.enumeratee, turns)).compose(second.enumeratee)
        const plain = await run(position, source, first.enumeratee.compose(second.enumeratee), chunks)
        expect(seen(await run(position, source, flattened, chunks))).toEqual(seen(plain))
      }),
      { numRuns: 200 }
    )
  })

  test('the task runs once in each run, before any element is asked for', async () => {
    const log: string[] = []
    const source = Enumerator.defer(() => (log.push('source'), Enumerator.of(1, 2)))
    const later = Enumeratee.flatten(async () => (log.push('task'), Enumeratee.map((n: number) => n * 2)))
    expect(await run(position, source, later, chunks)).toEqual(E.right([2, 4]))
    expect(log).toEqual(['task', 'source'])
    await run(position, source, later, chunks)
    expect(log).toEqual(['task', 'source', 'task', 'source'])
  })

  test('of take(0): nothing is asked for', async () => {
    const asked = jest.fn(() => 1)
    const none = Enumeratee.flatten(async () => Enumeratee.take<number>(0))
    expect(await run(position, Enumerator.repeat(asked), none, chunks)).toEqual(E.right([]))
    expect(asked).not.toHaveBeenCalled()
  })

  test('of take(0) and what is to follow it', async () => {
    const nine = Enumeratee.take<number>(0).compose(Enumeratee.trailing(Enumerator.of(9)))
    expect(
      await run(
        position,
        Enumerator.never,
        Enumeratee.flatten(async () => nine),
        chunks
      )
    ).toEqual(E.right([9]))
  })

  test.each<readonly [string, () => Promise<Enumeratee<number, number>>]>([
    ['is rejected', () => Promise.reject(failure)],
    ['throws', fail]
  ])('a task that %s is the failure, and nothing is asked for', async (_, task) => {
    const asked = jest.fn(() => 1)
    const ended = await run(position, Enumerator.repeat(asked), Enumeratee.flatten(task), chunks)
    expect(E.isLeft(ended) && ended.left).toBe(failure)
    expect(asked).not.toHaveBeenCalled()
  })

  test('a task that is rejected is caught by an attempt that follows', async () => {
    const row = Enumeratee.flatten<number, number>(() => Promise.reject(failure)).compose(Enumeratee.attempt())
    expect(await run(position, Enumerator.of(1), row, Iteratee.getChunks())).toEqual(E.right([E.left(failure)]))
  })

  test.each<readonly [string, Enumeratee<number, unknown>, ReadonlyArray<unknown>]>([
    ['debounce', Enumeratee.debounce(5), [2]],
    ['groupedWithin', Enumeratee.groupedWithin(9, 5), [[1, 2]]],
    ['parMapM', Enumeratee.parMapM(2, (n: number) => async () => n).compose(Enumeratee.drop(1)), [2]],
    ['delay', Enumeratee.drop<number>(1).compose(Enumeratee.delay(5)), [2]]
  ])('of %s, then take(1): an idle source is released at once', async (_, timed, expected) => {
    const source = pushed()
    const row = Enumeratee.flatten(async () => timed).compose(Enumeratee.take(1))
    const result = run(position, source.enumerator, row, Iteratee.getChunks())
    await within(1, result)
    source.channel.push(1)
    source.channel.push(2)
    expect(await within(10, result)).toEqual(E.right(expected))
    expect(source.released).toBe(1)
    expect(timersRunning()).toBe(0)
  })

  test('of a timed one and take(1), with what is to follow in it and behind it', async () => {
    const source = pushed()
    const inner = Enumeratee.debounce<number>(5)
      .compose(Enumeratee.take(1))
      .compose(Enumeratee.trailing(Enumerator.of(8)))
    const row = Enumeratee.flatten(async () => inner).compose(Enumeratee.trailing(Enumerator.of(9)))
    const result = run(position, source.enumerator, row, chunks)
    await within(1, result)
    source.channel.push(1)
    expect(await within(10, result)).toEqual(E.right([1, 8, 9]))
    expect(source.released).toBe(1)
  })

  test('of attempt: what comes before may fail, what follows may not', async () => {
    const tried = Enumeratee.flatten(async () => Enumeratee.attempt<number>())
    const failing = Enumerator.of(1).andThen(Enumerator.fail(failure))
    expect(await run(position, failing, tried, Iteratee.getChunks())).toEqual(E.right([E.right(1), E.left(failure)]))
    const mapped = Enumeratee.map<number, number>(fail).compose(tried)
    expect(await run(position, Enumerator.of(1), mapped, Iteratee.getChunks())).toEqual(E.right([E.left(failure)]))
    const ended = await run(position, Enumerator.of(1), tried.compose(Enumeratee.map(fail)), Iteratee.getChunks())
    expect(E.isLeft(ended) && ended.left).toBe(failure)
  })

  test('of another that has to be waited for', async () => {
    const twice = Enumeratee.flatten(async () => Enumeratee.flatten(async () => Enumeratee.take<number>(1)))
    expect(await run(position, Enumerator.of(1, 2), twice, chunks)).toEqual(E.right([1]))
  })
})

test('applied in parts, it goes on where it was, and the task runs once', async () => {
  const task = jest.fn(async () => Enumeratee.take<number>(3))
  const fed = await Enumerator.of(1, 2).apply(Enumeratee.flatten(task).transform(chunks))()
  expect(await Enumerator.of(3, 4).run(fed)()).toEqual(E.right([1, 2, 3]))
  expect(task).toHaveBeenCalledTimes(1)
})

test('what follows in the sequence comes after what it says at the end', async () => {
  const row = Enumeratee.flatten(async () => Enumeratee.trailing(Enumerator.of(8)))
  const e = Enumerator.of(1).through(row).andThen(Enumerator.of(2))
  expect(await e.run(chunks)()).toEqual(E.right([1, 8, 2]))
})
