/** However deep the recursion, no stack overflows: a hundred thousand of each. */
import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

const deep = 100_000
const failure = new Error('on purpose')
const numbers = Enumerator.range(1, deep)

type It<A> = Iteratee<number, A>

const times = <A>(n: number, z: A, f: (a: A) => A): A => {
  let a = z
  for (let i = 0; i < n; i++) a = f(a)
  return a
}

const zero: It<number> = Iteratee.done(0)
const fails: It<number> = Iteratee.error(failure)
const cont: It<number> = Iteratee.cont<number, number>((input) => Iteratee.done(0, input))

/** Each counts to `deep`, and takes nothing. */
const counting: Readonly<Record<string, () => It<number>>> = {
  'flatMapM, to the right': () => {
    const from = (n: number): It<number> =>
      n === deep ? Iteratee.done(n) : Iteratee.done(n).flatMapM(() => async () => from(n + 1))
    return from(0)
  },
  'flatMapM, to the left': () => times(deep, zero, (it) => it.flatMapM((n) => async () => Iteratee.done(n + 1))),
  'mapM, to the left': () => times(deep, zero, (it) => it.mapM((n) => async () => n + 1)),
  'map, to the left': () => times(deep, zero, (it) => it.map((n) => n + 1)),
  'map of a continuation': () => times(deep, cont, (it) => it.map((n) => n + 1)),
  'flatMap of a continuation': () => times(deep, cont, (it) => it.flatMap((n) => Iteratee.done(n + 1))),
  'flatMapInput, to the right': () => {
    const from = (n: number): It<number> =>
      n === deep ? Iteratee.done(n) : Iteratee.done(n).flatMapInput<number, number>(() => from(n + 1))
    return from(0)
  },
  'flatMapTraversable, to the left': () =>
    times(deep, zero, (it) => it.flatMapTraversable<number>({ concat: (a, b) => a + b })((n) => Iteratee.done(n + 1))),
  'flatten of flatten': () => {
    const from = (n: number): It<number> =>
      n === deep ? Iteratee.done(n) : Iteratee.flatten<number, number>(async () => from(n + 1))
    return from(0)
  },
  'fromIO, to the right': () => {
    const from = (n: number): It<number> =>
      n === deep ? Iteratee.done(n) : Iteratee.fromIO(() => n + 1).flatMap<number, number>(from)
    return from(0)
  },
  'recoverWith, to the right': () => {
    const from = (n: number): It<number> =>
      n === deep ? Iteratee.done(n) : fails.recoverWith<number, number>(() => O.some(from(n + 1)))
    return from(0)
  },
  'recoverWith, to the left': () => {
    let answered = 0
    const again = times(deep - 1, fails, (it) =>
      it.recoverWith<number, number>(() => {
        answered++
        return O.some(fails)
      })
    )
    return again.recoverWith<number, number>(() => O.some(Iteratee.done(answered + 1)))
  },
  'recoverM, to the left': () => times(deep, fails, (it) => it.recoverM<number>(() => O.some(async () => deep))),
  'recoverWith without an answer': () =>
    times(deep, fails, (it) => it.recoverWith<number, number>(() => O.none)).recover(() => O.some(deep))
}

test.each(Object.entries(counting))('%s', async (_, make) => {
  const fed = await make().feed(Input.eof)()
  expect(await fed.step()).toMatchObject({ _tag: 'Done', value: deep })
})

/** Each takes an element at each level. */
const taking: Readonly<Record<string, (n: number) => It<number>>> = {
  flatMapM: function from(n): It<number> {
    return n === deep ? Iteratee.done(n) : Iteratee.head<number>().flatMapM(() => async () => from(n + 1))
  },
  recoverWith: function from(n): It<number> {
    if (n === deep) return Iteratee.done(n)
    return Iteratee.cont<number, number>(() => Iteratee.error(failure)).recoverWith<number, number>(() =>
      O.some(from(n + 1))
    )
  },
  'recoverWith of what throws': function from(n): It<number> {
    if (n === deep) return Iteratee.done(n)
    const throwing = Iteratee.foreach<number>(() => {
      throw failure
    })
    return throwing.map(() => 0).recoverWith<number, number>(() => O.some(from(n + 1)))
  },
  'pureFlatFold of its continuation': function from(n): It<number> {
    if (n === deep) return Iteratee.done(n)
    return Iteratee.head<number>().pureFlatFold<number, number>((step) =>
      step._tag === 'Cont' ? Iteratee.cont(step.k).flatMap<number, number>(() => from(n + 1)) : Iteratee.done(-1)
    )
  }
}

describe.each(Object.entries(taking))('an element at each level: %s', (_, from) => {
  test('from a source that is there', async () => {
    expect(await numbers.run(from(0))()).toEqual(E.right(deep))
  })
})

test('an element at each level, from a source that waits', async () => {
  const { flatMapM, recoverWith } = taking
  for (const from of [flatMapM, recoverWith]) {
    expect(await numbers.mapM((n) => async () => n).run(from?.(0) as It<number>)()).toEqual(E.right(deep))
  }
})

test('repeat begins a hundred thousand, and of one that leaves all but one over', async () => {
  const result = await numbers.run(Iteratee.repeat(Iteratee.head<number>()).map((all) => all.length))()
  expect(result).toEqual(E.right(deep))
  const peeking = Iteratee.isEmpty<number>().flatMap(() => Iteratee.head<number>())
  expect(await numbers.run(Iteratee.repeat(peeking).map((all) => all.length))()).toEqual(E.right(deep))
})

test('repeat of what waits', async () => {
  const late = Iteratee.head<number>().mapM((n) => async () => n)
  expect(await numbers.run(Iteratee.repeat(late).map((all) => all.length))()).toEqual(E.right(deep))
})

test('zip nested a thousand deep', async () => {
  const zipped = times<It<unknown>>(
    1000,
    Iteratee.getChunks<number>().map((all) => all.length),
    (it) => Iteratee.zipWith(it, Iteratee.head<number>(), (n) => n)
  )
  expect(await Enumerator.of(1, 2, 3).run(zipped)()).toEqual(E.right(3))
})

test('fed one by one, a hundred thousand times, by feed and by step().k', async () => {
  let sum = Iteratee.fold(0, (s: number, n: number) => s + n).map((s) => s)
  let byStep = sum
  for (let n = 0; n < deep; n++) {
    sum = await sum.feed(Input.el(1))()
    const step = await byStep.step()
    if (step._tag === 'Cont') byStep = step.k(Input.el(1))
  }
  expect(await sum.run()).toEqual(E.right(deep))
  expect(await byStep.run()).toEqual(E.right(deep))
})
