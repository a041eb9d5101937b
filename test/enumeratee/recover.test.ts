/** recover: an element on which what follows fails is told, and the next one is taken. */
import { AbortError, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { afterMs, elapse, positions, pushed, run, stopTheClock, timersRunning, within } from '../support/timed'

stopTheClock()

const failure = new Error('on purpose')
const fail = (): never => {
  throw failure
}
const odd = (n: number): number => (n % 2 === 0 ? fail() : n)
const numbers = Enumerator.fromIterable([1, 2, 3, 4, 5])

/** One that keeps what it is told. */
const recovering = () => {
  const told: (readonly [Error, Input<number>])[] = []
  const recover = Enumeratee.recover((error, input: Input<number>) => () => told.push([error, input]))
  return { told, recover }
}

const even = [2, 4].map((n) => [failure, Input.el(n)])

describe.each(positions)('in %s', (position) => {
  test.each<readonly [string, Enumeratee<number, number>]>([
    ['map', Enumeratee.map(odd)],
    ['filter', Enumeratee.filter((n: number) => odd(n) === n)],
    ['mapM that throws', Enumeratee.mapM((n: number) => (odd(n), async () => n))],
    ['mapM that rejects', Enumeratee.mapM((n: number) => async () => (await pause(3), odd(n)))],
    ['mapConcat', Enumeratee.mapConcat((n: number) => [odd(n)])],
    ['mapFlatten', Enumeratee.mapFlatten((n: number) => Enumerator.of(odd(n)))],
    [
      'an enumerator within mapFlatten',
      Enumeratee.mapFlatten((n: number) => Enumerator.of(n).mapM((m) => async () => odd(m)))
    ],
    ['flatten', Enumeratee.flatten(async () => Enumeratee.map(odd))],
    ['take behind it', Enumeratee.map(odd).compose(Enumeratee.take(3))]
  ])('a failure of %s', async (_, f) => {
    const { told, recover } = recovering()
    expect(await run(position, numbers, recover.compose(f), Iteratee.getChunks())).toEqual(E.right([1, 3, 5]))
    expect(told).toEqual(even)
    expect(told[0]?.[0]).toBe(failure)
  })

  const add = (s: number, n: number): number => s + odd(n)
  test.each<readonly [string, Iteratee<number, unknown>, unknown]>([
    ['fold', Iteratee.fold(0, add), 9],
    ['foldM', Iteratee.foldM(0, (s: number, n: number) => async () => (await pause(2), add(s, n))), 9],
    ['foreach', Iteratee.foreach(odd), undefined],
    ['fold, its result changed', Iteratee.fold(0, add).map((s) => s + 1), 10],
    ['fold behind an enumeratee', Enumeratee.map((n: number) => n).transform(Iteratee.fold(0, add)), 9],
    ['fold zipped', Iteratee.zip(Iteratee.fold(0, add), Iteratee.fold(0, add)), [9, 9]],
    [
      'foldM zipped',
      Iteratee.zip(
        Iteratee.fold(0, add),
        Iteratee.foldM(0, (s: number, n: number) => async () => add(s, n))
      ),
      [9, 9]
    ]
  ])('a failure of %s', async (_, it, result) => {
    const { told, recover } = recovering()
    expect(await run(position, numbers, recover, it)).toEqual(E.right(result))
    expect(told).toEqual(even)
  })

  test('elements that come in one array, or one by one, are recovered the same', async () => {
    for (const e of [numbers, numbers.mapM((n) => async () => n), numbers.interleave(Enumerator.empty)]) {
      const { told, recover } = recovering()
      expect(
        await run(
          position,
          e,
          recover.compose(Enumeratee.map(odd)),
          Iteratee.fold(0, (s, n: number) => s + n)
        )
      ).toEqual(E.right(9))
      expect(told).toEqual(even)
    }
  })

  test('an iteratee in the error state has ended', async () => {
    const { told, recover } = recovering()
    const erring = Iteratee.head<number>().flatMap(() => Iteratee.error(failure))
    expect(await run(position, numbers, recover, erring)).toEqual(E.left(failure))
    expect(told).toEqual([])
  })

  test('a failure of what comes before is not recovered', async () => {
    const { told, recover } = recovering()
    expect(await run(position, numbers.map(odd), recover, Iteratee.getChunks())).toEqual(E.left(failure))
    expect(told).toEqual([])
  })

  test('an action that throws is the failure of the run', async () => {
    const other = new Error('other')
    const recover = Enumeratee.recover<number>(() => () => {
      throw other
    })
    const ended = await run(position, numbers, recover.compose(Enumeratee.map(odd)), Iteratee.getChunks())
    expect(E.isLeft(ended) && ended.left).toBe(other)
  })

  test('what stops on an element that it fails on is followed by what comes next', async () => {
    const sum = Iteratee.fold(0, (s, n: number) => s + odd(n))
    const two = Enumeratee.take<number>(2).transform(sum)
    const of = (all: ReadonlyArray<number>, iteratee: Iteratee<number, unknown>) =>
      run(position, Enumerator.fromIterable(all), Enumeratee.recover(), iteratee)
    expect(await of([1, 2, 3], Iteratee.repeat(two))).toEqual(E.right([1, 3]))
    expect(await of([1, 2, 3, 5, 7], Iteratee.repeat(two))).toEqual(E.right([1, 8, 7]))
    // what has failed on its first element is no group
    expect(await of([2, 2, 1, 3], Iteratee.repeat(two))).toEqual(E.right([4]))
    const both = two.flatMap((a) => sum.map((b) => [a, b]))
    expect(await of([1, 2, 2, 3], both)).toEqual(E.right([1, 3]))
  })

  test('take counts the element that failed', async () => {
    const row = Enumeratee.recover<number>().compose(Enumeratee.take(2)).compose(Enumeratee.map(odd))
    expect(await run(position, numbers, row, Iteratee.getChunks())).toEqual(E.right([1]))
  })

  test('a failure deep in flatMap releases what was acquired for the element, before the next', async () => {
    const log: string[] = []
    const deep = (n: number): Enumerator<number> =>
      Enumerator.bracket(
        async () => log.push(`open ${n}`),
        () =>
          Enumerator.of(n).flatMap((m) =>
            Enumerator.of(m)
              .mapM((k) => afterMs(1, k))
              .map(odd)
          ),
        () => async () => void log.push(`close ${n}`)
      )
    const row = Enumeratee.recover<number>().compose(Enumeratee.mapFlatten(deep))
    expect(await within(50, run(position, numbers, row, Iteratee.getChunks()))).toEqual(E.right([1, 3, 5]))
    expect(log).toEqual([1, 2, 3, 4, 5].flatMap((n) => [`open ${n}`, `close ${n}`]))
  })

  test('a failed enumerator with a clock leaves no timer, and pushes nothing any more', async () => {
    const inner = Enumerator.empty
      .through(Enumeratee.heading(Enumerator.of(1).andThen(Enumerator.fail(failure))))
      .through(Enumeratee.debounce(5))
    const seen: number[] = []
    const controller = new AbortController()
    const row = Enumeratee.recover<number>().compose(Enumeratee.mapFlatten(() => inner))
    const source = Enumerator.of(0).andThen(Enumerator.never)
    const it = Iteratee.foreach((n: number) => seen.push(n))
    const result = source.through(row).run(position === 'through' ? it : Enumeratee.passAlong<number>().transform(it), {
      signal: controller.signal
    })()
    await elapse(2)
    expect(timersRunning()).toBe(0)
    // what had been pushed before the failure may have been handed on
    const before = seen.length
    await elapse(50)
    expect(seen).toHaveLength(before)
    controller.abort('enough')
    expect(await result).toEqual(E.left(new AbortError('enough')))
  })
})

test('an element that waits is not lost by the failure of another on a timed flush', async () => {
  const source = pushed()
  const { told, recover } = recovering()
  const slow = Enumeratee.mapM((n: number) => afterMs(n === 3 ? 20 : 1, n))
  const row = recover.compose(slow).compose(Enumeratee.debounce(5)).compose(Enumeratee.map(odd))
  const result = source.enumerator.through(row).run(Iteratee.getChunks())()
  source.channel.push(2)
  await elapse(3)
  source.channel.push(3)
  const ended = await within(100, result)
  // the failure of a flush is nobody's element: it ends the run
  expect(E.isLeft(ended) && ended.left).toBe(failure)
  expect(told).toEqual([])
})
