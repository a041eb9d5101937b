/** The methods, data last, what is made of actions and tasks, and do notation. */
import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'

const one = Iteratee.head<number>()
const rest = Iteratee.getChunks<number>()
const numbers = Enumerator.of(1, 2, 3)

describe('data last', () => {
  test('map', async () => {
    expect(await numbers.run(pipe(rest, Iteratee.map(String)))()).toEqual(E.right('1,2,3'))
  })

  test('flatMap hands on what is left over', async () => {
    const it = pipe(
      Iteratee.isEmpty<number>(),
      Iteratee.flatMap((empty) => rest.map((all) => [empty, all]))
    )
    expect(await numbers.run(it)()).toEqual(E.right([false, [1, 2, 3]]))
  })

  test('ap takes the function first, then its argument', async () => {
    const pair = one.map((a) => (b: O.Option<number>) => [a, b])
    expect(await numbers.run(pipe(pair, Iteratee.ap(one)))()).toEqual(E.right([O.some(1), O.some(2)]))
  })
})

describe('contramap', () => {
  test('leaves over the element itself, not what was made of it', async () => {
    const it = Iteratee.contramap((s: string) => s.length)(Iteratee.isEmpty<number>())
    const fed = await it.feed(Input.el('abc'))()
    expect(await fed.step()).toEqual({ _tag: 'Done', value: false, remaining: Input.el('abc') })
  })

  test('calls its function once for each element that is taken, and for none that is not', async () => {
    const f = jest.fn((n: number) => n)
    await Enumerator.range(1, 50).run(Iteratee.contramap(f)(Iteratee.takeUpTo<number>(3)))()
    expect(f.mock.calls).toEqual([[1], [2], [3]])
  })

  test('after contramap is contramap of the composition', async () => {
    const it = pipe(
      Iteratee.getChunks<string>(),
      Iteratee.contramap((n: number) => String(n)),
      Iteratee.contramap((s: string) => s.length)
    )
    expect(await Enumerator.of('a', 'bc').run(it)()).toEqual(E.right(['1', '2']))
  })
})

test('promap changes the elements before, and the result after', async () => {
  const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
  const it = pipe(
    sum,
    Iteratee.promap(
      (s: string) => s.length,
      (n) => n > 2
    )
  )
  expect(await Enumerator.of('a', 'bc').run(it)()).toEqual(E.right(true))
})

describe.each<readonly [string, (act: () => number) => Iteratee<unknown, number>]>([
  ['fromIO', (act) => Iteratee.fromIO(act)],
  ['fromTask', (act) => Iteratee.fromTask(async () => act())],
  [
    'fromTask, late',
    (act) =>
      Iteratee.fromTask(async () => {
        await pause(3)
        return act()
      })
  ]
])('%s', (_, from) => {
  test('takes nothing, and leaves all over', async () => {
    const it = from(() => 7).flatMap((n) => rest.map((all) => [n, all]))
    expect(await numbers.run(it)()).toEqual(E.right([7, [1, 2, 3]]))
  })

  test('acts when it is its turn, once in each run', async () => {
    const act = jest.fn(() => 7)
    const log: unknown[] = []
    const it = from(act)
    expect(act).not.toHaveBeenCalled()
    const inTurn = one.flatMap((n) => (log.push(n, act.mock.calls.length), it))
    expect(await numbers.run(inTurn)()).toEqual(E.right(7))
    expect(log).toEqual([O.some(1), 0])
    expect(act).toHaveBeenCalledTimes(1)
    await it.run()
    expect(act).toHaveBeenCalledTimes(2)
  })

  test('needs no element: the source is not asked', async () => {
    const asked = jest.fn(() => 1)
    expect(await Enumerator.repeat(asked).run(from(() => 7))()).toEqual(E.right(7))
    expect(asked).not.toHaveBeenCalled()
  })

  test('hands on what was left over before it', async () => {
    const it = Iteratee.isEmpty<number>()
      .flatMap(() => from(() => 7))
      .flatMap(() => rest)
    expect(await numbers.run(it)()).toEqual(E.right([1, 2, 3]))
  })
})

describe('do notation', () => {
  test('names results in order, each from what comes next', async () => {
    const it = pipe(
      Iteratee.Do,
      Iteratee.bind('first', () => one),
      Iteratee.apS('next', Iteratee.takeUpTo<number>(1)),
      Iteratee.let('size', ({ next }) => next.length),
      Iteratee.bind('rest', ({ size }) => rest.map((all) => all.slice(size - 1)))
    )
    expect(await numbers.run(it)()).toEqual(E.right({ first: O.some(1), next: [2], size: 1, rest: [3] }))
  })

  test('begins with nothing taken, or with the result of one', async () => {
    expect(await numbers.run(Iteratee.Do.flatMap((empty) => rest.map((all) => [empty, all])))()).toEqual(
      E.right([{}, [1, 2, 3]])
    )
    expect(await numbers.run(pipe(rest, Iteratee.bindTo('all')))()).toEqual(E.right({ all: [1, 2, 3] }))
  })

  test('what is left over reaches the next name', async () => {
    const it = pipe(
      Iteratee.Do,
      Iteratee.bind('empty', () => Iteratee.isEmpty<number>()),
      Iteratee.apS('all', rest)
    )
    expect(await numbers.run(it)()).toEqual(E.right({ empty: false, all: [1, 2, 3] }))
  })

  test('a failure is that of all; what follows is not begun', async () => {
    const failure = new Error('on purpose')
    const next = jest.fn(() => rest)
    const it = pipe(
      Iteratee.Do,
      Iteratee.bind('a', () => Iteratee.error(failure)),
      Iteratee.bind('b', next)
    )
    const result = await numbers.run(it)()
    expect(E.isLeft(result) && result.left).toBe(failure)
    expect(next).not.toHaveBeenCalled()
  })
})
