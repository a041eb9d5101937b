/** An iteratee, again and again: how each is begun, and how it all ends. */
import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')
const raise = (): never => {
  throw failure
}
const rest = Iteratee.getChunks<number>()
const waiting = (...ns: ReadonlyArray<number>) => Enumerator.of(...ns).mapM((n) => async () => n)

/** Takes elements up to the first that is not less than the one before, and leaves that over. */
const falling = (taken: ReadonlyArray<number> = []): Iteratee<number, ReadonlyArray<number>> =>
  Iteratee.cont(
    Input.match({
      el: (n: number) =>
        taken.length > 0 && n >= (taken.at(-1) as number) ? Iteratee.done(taken, Input.el(n)) : falling([...taken, n]),
      empty: () => falling(taken),
      eof: () => Iteratee.done(taken, Input.eof)
    })
  )

test('what one leaves over, the next takes', async () => {
  for (const source of [Enumerator.of(3, 1, 2, 2, 1), waiting(3, 1, 2, 2, 1)]) {
    expect(await source.run(Iteratee.repeat(falling()))()).toEqual(E.right([[3, 1], [2], [2, 1]]))
  }
})

test('nothing comes of no input; nor of its end, right after one was done', async () => {
  const begun = jest.fn((n: number) => Iteratee.done(n))
  const one = Iteratee.head<number>().flatMap((n) => begun(O.isSome(n) ? n.value : -1))
  expect(await Enumerator.empty.run(Iteratee.repeat(one))()).toEqual(E.right([]))
  expect(await Enumerator.enumInput<number>(Input.empty).run(Iteratee.repeat(one))()).toEqual(E.right([]))
  expect(begun).not.toHaveBeenCalled()
  expect(await Enumerator.of(1, 2).run(Iteratee.repeat(one))()).toEqual(E.right([1, 2]))
  expect(begun).toHaveBeenCalledTimes(2)
})

test('one that is under way at the end is ended', async () => {
  const pairs = Iteratee.repeat(Iteratee.takeUpTo<number>(2))
  expect(await Enumerator.of(1, 2, 3).run(pairs)()).toEqual(E.right([[1, 2], [3]]))
  expect(await Enumerator.of(1, 2, 3).run(Iteratee.repeat(rest))()).toEqual(E.right([[1, 2, 3]]))
})

describe('one that takes nothing is the last, and the input is left over', () => {
  test.each<readonly [string, Iteratee<number, unknown>, unknown]>([
    ['done', Iteratee.done('a'), 'a'],
    ['a look at what comes', Iteratee.isEmpty(), false],
    ['takeUpTo(0)', Iteratee.takeUpTo(0), []],
    ['done, later', Iteratee.flatten(late(Iteratee.done('a'), 2)), 'a'],
    ['done with a value that has to be waited for', Iteratee.done('a').mapM((a) => late(a, 2)), 'a'],
    ['mapped', Iteratee.isEmpty<number>().map((empty) => !empty), true]
  ])('%s', async (_, it, value) => {
    for (const source of [Enumerator.of(1, 2, 3), waiting(1, 2, 3)]) {
      const both = Iteratee.repeat(it).flatMap((values) => rest.map((left) => [values, left]))
      expect(await source.run(both)()).toEqual(E.right([[value], [1, 2, 3]]))
    }
  })

  test('also after others that did', async () => {
    let n = 0
    const twice = Iteratee.flatten(async (): Promise<Iteratee<number, unknown>> =>
      n++ < 2 ? Iteratee.head<number>() : Iteratee.done('enough')
    )
    const both = Iteratee.repeat(twice).flatMap((values) => rest.map((left) => [values, left]))
    expect(await Enumerator.of(1, 2, 3, 4).run(both)()).toEqual(
      E.right([
        [O.some(1), O.some(2), 'enough'],
        [3, 4]
      ])
    )
  })
})

describe('a failure of one is the failure of all', () => {
  const atThree = (n: number) => (n === 3 ? raise() : n)
  const one = Iteratee.head<number>()

  test.each<readonly [string, Iteratee<number, unknown>]>([
    ['thrown in a fold', Iteratee.fold(0, (_, n: number) => atThree(n))],
    ['rejected', Iteratee.foldM(0, (_, n: number) => async () => atThree(n))],
    ['thrown in map', one.map((n) => O.map(atThree)(n))],
    ['rejected in mapM', one.mapM((n) => async () => O.map(atThree)(n))],
    ['of its state', one.flatMap((n) => (O.isSome(n) && n.value === 3 ? Iteratee.error(failure) : Iteratee.done(0)))]
  ])('%s', async (_, it) => {
    const unhandled = await unhandledRejections(async () => {
      for (const source of [Enumerator.of(1, 2, 3, 4), waiting(1, 2, 3, 4)]) {
        const result = await source.run(Iteratee.repeat(it))()
        expect(E.isLeft(result) && result.left).toBe(failure)
        expect(await source.run(Iteratee.repeat(it).recover(() => O.some('recovered')))()).toEqual(E.right('recovered'))
      }
    })
    expect(unhandled).toEqual([])
  })

  test('one that wants more after EOF', async () => {
    const insatiable: Iteratee<number, never> = Iteratee.cont(() => insatiable)
    const result = await Enumerator.of(1).run(Iteratee.repeat(insatiable))()
    expect(result).toMatchObject({ left: { name: 'IterateeError', message: 'diverging iteratee after Input.EOF' } })
  })
})

test('it is a value between two inputs, in the middle of one', async () => {
  const threes = Iteratee.repeat(Iteratee.takeUpTo<number>(3))
  const fed = await Enumerator.of(1, 2, 3, 4).apply(threes)()
  expect(await fed.run()).toEqual(E.right([[1, 2, 3], [4]]))
  expect(await Enumerator.of(5, 6, 7).run(fed)()).toEqual(E.right([[1, 2, 3], [4, 5, 6], [7]]))
  expect(await Enumerator.of(8).run(fed)()).toEqual(
    E.right([
      [1, 2, 3],
      [4, 8]
    ])
  )
})

test('repeat of repeat takes all, in one', async () => {
  const it = Iteratee.repeat(Iteratee.repeat(Iteratee.takeUpTo<number>(2)))
  expect(await Enumerator.of(1, 2, 3).run(it)()).toEqual(E.right([[[1, 2], [3]]]))
})
