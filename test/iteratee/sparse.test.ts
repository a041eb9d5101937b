/** An array with holes is, to an iteratee, what one of `undefined` is. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'

const sparse = fc.sparseArray(fc.nat(3), { maxLength: 20, maxNumElements: 8 })

type Produce = (elements: ReadonlyArray<number>) => Enumerator<number>

const ways: ReadonlyArray<readonly [string, Produce]> = [
  ['an array', (elements) => Enumerator.fromIterable(elements)],
  ['one of which the first is dropped', (elements) => Enumerator.fromIterable(elements).through(Enumeratee.drop(1))],
  ['one after another element', (elements) => Enumerator.of(1).andThen(Enumerator.fromIterable(elements))],
  ['mapConcat', (elements) => Enumerator.of(0).through(Enumeratee.mapConcat(() => elements))],
  ['map', (elements) => Enumerator.fromIterable(elements).map((n) => n)],
  ['a buffer', (elements) => Enumerator.fromIterable(elements).through(Concurrent.buffer(100))]
]

const takers = (n: number): ReadonlyArray<Iteratee<number, ReadonlyArray<unknown>>> => [
  Iteratee.getChunks(),
  Iteratee.takeUpTo(n),
  Iteratee.takeUpTo<number>(n).flatMap((first) => Iteratee.getChunks<number>().map((rest) => [first, rest].flat())),
  Enumeratee.grouped(Iteratee.takeUpTo<number>(n + 1)).transform(Iteratee.getChunks())
]

describe.each(ways)('%s', (_, produce) => {
  test('with holes hands over what one without them does', async () => {
    await fc.assert(
      fc.asyncProperty(sparse, fc.nat(6), async (elements, n) => {
        // `toStrictEqual` tells a hole from `undefined`
        const dense = Array.from(elements)
        for (const [i, taker] of takers(n).entries()) {
          const result = await produce(elements).run(taker)()
          expect(result).toStrictEqual(await produce(dense).run(takers(n)[i] as typeof taker)())
          if (E.isLeft(result)) throw result.left
          expect(Object.keys(result.right)).toHaveLength(result.right.length)
        }
      })
    )
  })
})

test('what is handed over is a copy, and a plain array', async () => {
  class Own extends Array<number> {}
  const given = Own.from([1, 2, 3])
  const result = await Enumerator.fromIterable(given).run(Iteratee.getChunks())()
  expect(result).toStrictEqual(E.right([1, 2, 3]))
  given.push(4)
  expect(result).toStrictEqual(E.right([1, 2, 3]))
})
