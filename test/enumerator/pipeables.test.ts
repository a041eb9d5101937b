/** The methods, data last, what selects and divides, and do notation. */
import * as fc from 'fast-check'
import { Enumerator, Iteratee } from 'fp-ts-iteratee'
import { cuttings } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { elements } from '../support/numbers'

const failure = new Error('on purpose')
const all = <A>() => Iteratee.getChunks<A>()
const odd = (n: number) => n % 2 !== 0
const half = (n: number) => (odd(n) ? O.none : O.some(n / 2))
const sorted = (n: number): E.Either<string, number> => (odd(n) ? E.left(`${n}`) : E.right(n))

const resultOf = <A>(enumerator: Enumerator<A>) => enumerator.run(all<A>())()

/** Of any enumerator of any elements, the same as of an array of them. */
const likeArrays = <B>(
  of: (enumerator: Enumerator<number>) => Enumerator<B>,
  model: (fed: ReadonlyArray<number>) => ReadonlyArray<B>
) =>
  fc.assert(
    fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
      expect(await resultOf(of(cutting.produce(fed)))).toEqual(E.right(model(fed)))
    })
  )

describe('the same as of arrays', () => {
  test('map', () => likeArrays(Enumerator.map(String), RA.map(String)))

  test('flatMap', () =>
    likeArrays(
      Enumerator.flatMap((n) => Enumerator.of(n, -n)),
      RA.chain((n) => [n, -n])
    ))

  test('filter', () => likeArrays(Enumerator.filter(odd), RA.filter(odd)))

  test('filterMap', () => likeArrays(Enumerator.filterMap(half), RA.filterMap(half)))

  test('partition, both sides', async () => {
    await likeArrays(
      (e) => Enumerator.partition(odd)(e).left,
      (fed) => RA.partition(odd)(fed).left
    )
    await likeArrays(
      (e) => Enumerator.partition(odd)(e).right,
      (fed) => RA.partition(odd)(fed).right
    )
  })

  test('partitionMap and separate, both sides', async () => {
    await likeArrays(
      (e) => Enumerator.partitionMap(sorted)(e).left,
      (fed) => RA.partitionMap(sorted)(fed).left
    )
    await likeArrays(
      (e) => Enumerator.separate(e.map(sorted)).right,
      (fed) => RA.partitionMap(sorted)(fed).right
    )
  })

  test('compact', () =>
    likeArrays(
      (e) => Enumerator.compact(e.map(half)),
      (fed) => RA.compact(fed.map(half))
    ))

  test('alt: the one, then the other', () =>
    likeArrays(
      Enumerator.alt(() => Enumerator.of(77)),
      (fed) => [...fed, 77]
    ))

  test('ap: each function with each argument', () =>
    likeArrays(
      (e) =>
        pipe(
          Enumerator.of(
            (n: number) => n + 1,
            (n: number) => -n
          ),
          Enumerator.ap(e)
        ),
      (fed) => [...fed.map((n) => n + 1), ...fed.map((n) => -n)]
    ))
})

test('a refinement narrows the elements', async () => {
  const isString = (a: string | number): a is string => typeof a === 'string'
  const mixed = Enumerator.of<string | number>('a', 1, 'b')
  const strings: Enumerator<string> = pipe(mixed, Enumerator.filter(isString))
  expect(await resultOf(strings.map((s) => s.toUpperCase()))).toEqual(E.right(['A', 'B']))
  expect(await resultOf(pipe(mixed, Enumerator.partition(isString)).left)).toEqual(E.right([1]))
})

test('ap enumerates its argument anew for each function; each side of a partition enumerates all', async () => {
  const runs = jest.fn()
  const source = Enumerator.defer(() => (runs(), Enumerator.of(1, 2)))
  await resultOf(
    pipe(
      Enumerator.of(
        (n: number) => n + 1,
        (n: number) => -n
      ),
      Enumerator.ap<number>(source)
    )
  )
  expect(runs).toHaveBeenCalledTimes(2)
  const { left, right } = Enumerator.partition(odd)(source)
  expect(runs).toHaveBeenCalledTimes(2)
  await resultOf(left)
  await resultOf(right)
  expect(runs).toHaveBeenCalledTimes(4)
})

test('alt makes the second when its turn comes', async () => {
  const second = jest.fn(() => Enumerator.of(2))
  const both = pipe(Enumerator.of(1), Enumerator.alt(second))
  await both.run(Iteratee.head())()
  expect(second).not.toHaveBeenCalled()
  expect(await resultOf(both)).toEqual(E.right([1, 2]))
})

test('what their functions throw is the failure, after what came before', async () => {
  const atThree = (n: number) => {
    if (n === 3) throw failure
    return n
  }
  const source = Enumerator.of(1, 2, 3, 4)
  const raising: ReadonlyArray<Enumerator<unknown>> = [
    Enumerator.map(atThree)(source),
    Enumerator.flatMap((n: number) => Enumerator.of(atThree(n)))(source),
    Enumerator.filter((n: number) => atThree(n) > 0)(source),
    Enumerator.filterMap((n: number) => O.some(atThree(n)))(source),
    Enumerator.partition((n: number) => atThree(n) > 0)(source).right,
    Enumerator.partitionMap((n: number) => E.left(atThree(n)))(source).left,
    Enumerator.alt(() => Enumerator.fromIO(() => atThree(3)))(Enumerator.of(1, 2)),
    Enumerator.let('b', ({ a }: { readonly a: number }) => atThree(a))(Enumerator.bindTo('a')(source))
  ]
  for (const enumerator of raising) {
    let seen = 0
    const result = await enumerator.run(Iteratee.foreach(() => seen++))()
    expect(E.isLeft(result) && result.left).toBe(failure)
    expect(seen).toBe(2)
  }
})

describe('do notation', () => {
  test('is each with each, in order', async () => {
    const pairs = pipe(
      Enumerator.Do,
      Enumerator.bind('a', () => Enumerator.of(1, 2)),
      Enumerator.apS('b', Enumerator.of('x', 'y')),
      Enumerator.let('both', ({ a, b }) => `${a}${b}`),
      Enumerator.bind('c', ({ a }) => (a === 1 ? Enumerator.of(true) : Enumerator.empty))
    )
    expect(await resultOf(pairs)).toEqual(
      E.right([
        { a: 1, b: 'x', both: '1x', c: true },
        { a: 1, b: 'y', both: '1y', c: true }
      ])
    )
  })

  test('begins with one empty record, or with names for the elements', async () => {
    expect(await resultOf(Enumerator.Do)).toEqual(E.right([{}]))
    expect(await resultOf(pipe(Enumerator.of(1, 2), Enumerator.bindTo('n')))).toEqual(E.right([{ n: 1 }, { n: 2 }]))
  })
})
