/** Depth costs no stack. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

const million = 1_000_000
const count = Iteratee.fold(0, (n: number, _: unknown) => n + 1)
const numbers = Array.from({ length: million }, (_, i) => i)

describe('a hundred thousand enumerators', () => {
  const parts = Array.from({ length: 100_000 }, (_, i) => Enumerator.of(i))
  const nestings: Readonly<Record<string, Enumerator<number>>> = {
    'nested to the left': parts.reduce<Enumerator<number>>((all, e) => all.andThen(e), Enumerator.empty),
    'nested to the right': parts.reduceRight<Enumerator<number>>((all, e) => e.andThen(all), Enumerator.empty)
  }

  test.each(Object.entries(nestings))('joined by andThen, %s', async (_, e) => {
    expect(await e.run(Iteratee.fold(0, (s, n: number) => s + n))()).toEqual(E.right((99_999 * 100_000) / 2))
    expect(await e.run(Iteratee.foldM(0, (s, n: number) => async () => s + n))()).toEqual(
      E.right((99_999 * 100_000) / 2)
    )
    expect(await e.run(Iteratee.head())()).toEqual(E.right(O.some(0)))
  })

  test.each(Object.entries(nestings))('of nothing, %s', async (_, e) => {
    expect(await e.filter(() => false).run(count)()).toEqual(E.right(0))
  })

  test('each with a finaliser of its own', async () => {
    let released = 0
    const nested = parts
      .slice(0, 10_000)
      .reduce<Enumerator<number>>((all, e) => all.andThen(e).onDoneEnumerating(() => released++), Enumerator.empty)
    expect(await nested.run(count)()).toEqual(E.right(10_000))
    expect(released).toBe(10_000)
  })
})

describe('flatMap a million deep', () => {
  const countdown = (n: number): Iteratee<number, number> =>
    n === 0 ? Iteratee.done(0) : Iteratee.done(n).flatMap((m) => countdown(m - 1))
  const heads = (n: number): Iteratee<number, number> =>
    n === 0 ? Iteratee.done(0) : Iteratee.head<number>().flatMap(() => heads(n - 1))
  const conts = (n: number): Iteratee<number, number> =>
    n === 0 ? Iteratee.done(0) : Iteratee.cont((input) => (input._tag === 'Empty' ? conts(n) : conts(n - 1)))
  const nested = (first: Iteratee<number, number>) => {
    let it = first
    for (let i = 0; i < million; i++) it = it.flatMap((n) => Iteratee.done(n + 1))
    return it
  }

  test.each<readonly [string, () => Iteratee<number, number>, number]>([
    ['done', () => countdown(million), 0],
    ['head', () => heads(million), 0],
    ['hand-written continuations', () => conts(million), 0],
    ['nested to the left, over done', () => nested(Iteratee.done(0)), million],
    ['nested to the left, over fold', () => nested(count), 2 * million],
    [
      'a million maps',
      () => {
        let it: Iteratee<number, number> = Iteratee.done(0)
        for (let i = 0; i < million; i++) it = it.map((n) => n + 1)
        return it
      },
      million
    ]
  ])('Iteratee: %s', async (_, make, expected) => {
    expect(await Enumerator.fromIterable(numbers).run(make())()).toEqual(E.right(expected))
  })

  const last = Iteratee.fold(-1, (_, n: number) => n)

  const down = (n: number): Enumerator<number> =>
    n === 0 ? Enumerator.of(0) : Enumerator.of(n - 1).flatMap((m) => down(m))
  const downWith = (n: number): Enumerator<number> =>
    n === 0 ? Enumerator.of(0) : Enumerator.of(n).andThen(Enumerator.of(n - 1).flatMap((m) => downWith(m)))

  test('Enumerator: one child each', async () => {
    expect(await down(million).run(last)()).toEqual(E.right(0))
  })

  test('Enumerator: an element and a child each, a hundred thousand', async () => {
    expect(await downWith(100_000).run(last)()).toEqual(E.right(0))
  })

  test('Enumerator: nested to the left, a thousand times', async () => {
    let e: Enumerator<number> = Enumerator.of(0)
    for (let i = 0; i < 1000; i++) e = e.flatMap((n) => Enumerator.of(n + 1))
    expect(await e.run(last)()).toEqual(E.right(1000))
  })
})

describe('a thousand enumeratees', () => {
  const inc = Enumeratee.map((n: number) => n + 1)
  const each: ReadonlyArray<Enumeratee<number, number>> = [
    inc,
    Enumeratee.filter(() => true),
    Enumeratee.take(1e6),
    Enumeratee.drop(0),
    Enumeratee.takeWhile(() => true),
    Enumeratee.mapConcat((n) => [n]),
    Enumeratee.passAlong()
  ]
  const all = Array.from({ length: 1000 }, (_, i) => each[i % each.length] as Enumeratee<number, number>)
  const incs = Math.ceil(1000 / each.length)
  const source = Enumerator.fromIterable(numbers.slice(0, 100))
  const expected = E.right(numbers.slice(0, 100).map((n) => n + incs))
  const chunks = Iteratee.getChunks<number>()

  test('composed to the left', async () => {
    expect(await source.through(all.reduce((f, g) => f.compose(g))).run(chunks)()).toEqual(expected)
  })

  test('composed to the right', async () => {
    expect(await source.through(all.reduceRight((g, f) => f.compose(g))).run(chunks)()).toEqual(expected)
  })

  test('one through after the other', async () => {
    expect(await all.reduce((e, f) => e.through(f), source).run(chunks)()).toEqual(expected)
  })

  test('transforming one another', async () => {
    const it = all.reduceRight<Iteratee<number, number>>((inner, f) => f.transform(inner), count)
    expect(await source.run(it)()).toEqual(E.right(100))
  })

  test('that wait', async () => {
    const waiting = Array.from({ length: 1000 }, () => Enumeratee.mapM((n: number) => async () => n + 1))
    const result = await Enumerator.of(0, 1)
      .through(waiting.reduce((f, g) => f.compose(g)))
      .run(chunks)()
    expect(result).toEqual(E.right([1000, 1001]))
  })
})

test('five hundred interleaves, nested', async () => {
  const nested = numbers
    .slice(0, 500)
    .reduce<Enumerator<number>>((all, n) => all.interleave(Enumerator.of(n)), Enumerator.empty)
  expect(await nested.run(count)()).toEqual(E.right(500))
})

test('a thousand interleaved', async () => {
  const all = numbers.slice(0, 1000).map((n) => Enumerator.of(n).mapM((m) => async () => m))
  expect(await Enumerator.interleave(...all).run(count)()).toEqual(E.right(1000))
})
