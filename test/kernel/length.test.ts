/** Length costs no stack: a million elements through any source. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

const million = 1_000_000
const count = Iteratee.fold(0, (n: number, _: unknown) => n + 1)
const numbers = Array.from({ length: million }, (_, i) => i)

const upTo =
  <A>(n: number, of: (i: number) => A) =>
  (i: number): O.Option<readonly [number, A]> =>
    i < n ? O.some([i + 1, of(i)]) : O.none

const nat = (n: number): Enumerator<number> => Enumerator.of(n).andThen(Enumerator.defer(() => nat(n + 1)))
const take = Enumeratee.take<number>(million)

describe('a million elements', () => {
  const sources: Readonly<Record<string, Enumerator<unknown>>> = {
    'of an array': Enumerator.fromIterable(numbers),
    'of a set': Enumerator.fromIterable(new Set(numbers)),
    'of a generator': Enumerator.fromIterable({ [Symbol.iterator]: () => numbers.values() }),
    unfold: Enumerator.unfold(
      0,
      upTo(million, (i) => i)
    ),
    unfoldM: Enumerator.unfoldM(0, (i) => async () => upTo(million, () => 0)(i)),
    repeat: Enumerator.repeat(() => 0).through(take),
    generateM: Enumerator.generateM(async () => O.some(0)).through(take),
    'of an async generator': Enumerator.fromAsyncIterable({
      async *[Symbol.asyncIterator]() {
        yield* numbers
      }
    }),
    async: Enumerator.async<number>(
      (channel) => {
        for (const n of numbers) channel.push(n)
        channel.end()
        return () => undefined
      },
      { capacity: million }
    ),
    'andThen and defer': nat(0).through(take),
    interleave: Enumerator.fromIterable(numbers.slice(0, million / 2)).interleave(
      Enumerator.unfold(
        0,
        upTo(million / 2, () => 0)
      )
    ),
    flatMap: Enumerator.fromIterable(numbers.slice(0, 1000)).flatMap(() =>
      Enumerator.fromIterable(numbers.slice(0, 1000))
    ),
    'flatMap of one each': Enumerator.fromIterable(numbers).flatMap((n) => Enumerator.of(n)),
    mapM: Enumerator.fromIterable(numbers).mapM((n) => async () => n),
    mapConcat: Enumerator.fromIterable(numbers).through(Enumeratee.mapConcat((n) => [n])),
    inputs: Enumerator.fromIterable(numbers).flatMap((n) => Enumerator.enumInput(Input.el(n)))
  }

  test.each(Object.entries(sources))('%s', async (_, source) => {
    expect(await source.run(count)()).toEqual(E.right(million))
  })
})
