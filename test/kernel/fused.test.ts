/** Rows of stages that are worked on in one loop, in blocks or one by one: nobody can tell which. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'

const failure = new Error('on purpose')

/** A stage by its name, with a function that is told of each call; it fails on what it is told to. */
type Make = (call: (n: number) => void) => Enumeratee<number, number>

const stages: Readonly<Record<string, Make>> = {
  map: (call) => Enumeratee.map((n) => (call(n), n + 1)),
  filter: (call) => Enumeratee.filter((n) => (call(n), n % 3 !== 0)),
  scanLeft: (call) => Enumeratee.scanLeft(0, (s, n) => (call(n), (s + n) % 11)),
  dedupe: (call) => Enumeratee.dedupe({ equals: (a, b) => (call(b), a === b) }),
  zipWithIndex: (call) => Enumeratee.zipWithIndex<number>().compose(Enumeratee.map(([n, i]) => (call(n), n + i))),
  collect: (call) => Enumeratee.collect((n) => (call(n), n % 5 === 0 ? { _tag: 'None' } : { _tag: 'Some', value: n })),
  takeWhile: (call) => Enumeratee.takeWhile((n) => (call(n), n !== 7)),
  dropWhile: (call) => Enumeratee.dropWhile((n) => (call(n), n < 3)),
  take: () => Enumeratee.take(20),
  drop: () => Enumeratee.drop(2)
}

const rows = fc.array(fc.constantFrom(...Object.keys(stages)), { minLength: 1, maxLength: 20 })
const input = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 })

const row = (names: ReadonlyArray<string>, call: (stage: number, n: number) => void): Enumeratee<number, number> =>
  names.reduce<Enumeratee<number, number>>(
    (all, name, i) => all.compose((stages[name] as Make)((n) => call(i, n))),
    Enumeratee.passAlong()
  )

/** In two pieces. */
const inChunks = (elements: ReadonlyArray<number>): Enumerator<number> => {
  const middle = elements.length >> 1
  return Enumerator.of(...elements.slice(0, middle)).andThen(Enumerator.of(...elements.slice(middle)))
}

const oneByOne = (elements: ReadonlyArray<number>): Enumerator<number> =>
  elements.reduce<Enumerator<number>>((all, n) => all.andThen(Enumerator.of(n)), Enumerator.empty)

/** Sees one element at a time, as its action is there for its effect. */
const seeing = (seen: number[]): Iteratee<number, void> => Iteratee.foreach((n) => void seen.push(n))

const folding: Iteratee<number, ReadonlyArray<number>> = Iteratee.fold([], (all: ReadonlyArray<number>, n) => [
  ...all,
  n
])

const nothing = (): void => undefined

describe('a row in front of a fold, an array behind it', () => {
  test('answers what it does one by one', async () => {
    await fc.assert(
      fc.asyncProperty(rows, input, async (names, elements) => {
        const seen: number[] = []
        await oneByOne(elements).through(row(names, nothing)).run(seeing(seen))()
        const folded = await inChunks(elements).through(row(names, nothing)).run(folding)()
        expect(folded).toEqual(E.right(seen))
      })
    )
  })

  test('fails where a function does, at the same call', async () => {
    await fc.assert(
      fc.asyncProperty(rows, input, fc.nat(60), async (names, elements, bad) => {
        const run = async <A>(source: Enumerator<number>, it: Iteratee<number, A>) => {
          const calls = new Map<number, number[]>()
          let count = 0
          const call = (stage: number, n: number): void => {
            if (stage === names.length - 1 && count++ === bad) throw failure
            calls.set(stage, [...(calls.get(stage) ?? []), n])
          }
          const result = await source.through(row(names, call)).run(it)()
          return { failed: E.isLeft(result) ? result.left : undefined, last: calls.get(names.length - 1) }
        }
        const slow = await run(oneByOne(elements), seeing([]))
        const fast = await run(inChunks(elements), folding)
        expect(fast).toEqual(slow)
      })
    )
  })
})

test('before a consumer that may stop at any element, each function is called as often as one by one', async () => {
  await fc.assert(
    fc.asyncProperty(rows, input, fc.nat(8), async (names, elements, n) => {
      const run = async (source: Enumerator<number>) => {
        const calls: (readonly [number, number])[] = []
        const result = await source
          .through(row(names, (stage, a) => void calls.push([stage, a])))
          .through(Enumeratee.take(n))
          .run(Iteratee.getChunks())()
        const byStage = names.map((_, i) => calls.filter(([stage]) => stage === i).map(([, a]) => a))
        return { result, byStage }
      }
      expect(await run(inChunks(elements))).toEqual(await run(oneByOne(elements)))
    })
  )
})

test('before take, a function is called as often as there are elements taken', async () => {
  const f = jest.fn((n: number) => n + 1)
  await Enumerator.range(1, 10_000)
    .map(f)
    .through(Enumeratee.take(3))
    .run(Iteratee.fold(0, (s, n) => s + n))()
  expect(f).toHaveBeenCalledTimes(3)
})

test.each([...Array(18).keys(), 40].slice(1))('%i maps are what they are one after the other', async (n) => {
  const maps = Array.from({ length: n }, (_, i) => Enumeratee.map((s: string) => `${s}${i},`))
  const all = maps.reduce((a, b) => a.compose(b))
  const expected = `x${Array.from({ length: n }, (_, i) => `${i},`).join('')}`
  expect(await Enumerator.of('x', 'x').through(all).run(Iteratee.getChunks())()).toEqual(E.right([expected, expected]))
})

test('stages that remember do so for each run by itself, and where an iteratee is fed in parts', async () => {
  const distinct = Enumeratee.dedupe(N.Eq)
  const numbered = Enumeratee.zipWithIndex<number>()
  const e = Enumerator.of(1, 1, 2).through(distinct)
  expect(await e.run(Iteratee.getChunks())()).toEqual(E.right([1, 2]))
  expect(await e.run(Iteratee.getChunks())()).toEqual(E.right([1, 2]))
  const fed = await Enumerator.of(1, 1).apply(distinct.transform(Iteratee.getChunks<number>()))()
  expect(await Enumerator.of(1, 2).run(fed)()).toEqual(E.right([1, 2]))
  expect(await Enumerator.of(3).run(fed)()).toEqual(E.right([1, 3]))
  const counted = await Enumerator.of(5, 6).apply(numbered.transform(Iteratee.getChunks<readonly [number, number]>()))()
  expect(await Enumerator.of(7).run(counted)()).toEqual(E.right([[5, 0], [6, 1], [7, 2]])) // prettier-ignore
  expect(await Enumerator.of(8).run(counted)()).toEqual(E.right([[5, 0], [6, 1], [8, 2]])) // prettier-ignore
})

describe('what follows a failure, where that is recovered from, is fed what came after the element', () => {
  const sum: Iteratee<number, number> = Iteratee.fold(0, (s, n) => {
    if (n === 3) throw failure
    return s + n
  })
  const three = (n: number): number => {
    if (n === 3) throw failure
    return n
  }
  const total: Iteratee<number, number> = Iteratee.fold(0, (s, n) => s + n)
  const its: Readonly<Record<string, Iteratee<number, unknown>>> = {
    'of a fold': sum,
    'of a fold behind a map': Enumeratee.map((n: number) => n).transform(sum),
    'of a map before a fold': Enumeratee.map(three).transform(total),
    'of a filter before a fold': Enumeratee.filter((n: number) => three(n) > 0).transform(total),
    'of a filter and a map': Enumeratee.filter((n: number) => n > 0).compose(Enumeratee.map(three)).transform(total), // prettier-ignore
    'of a scan before a fold': Enumeratee.scanLeft(0, (s, n: number) => s + three(n)).transform(total),
    'of a fold behind a scan': Enumeratee.scanLeft(0, (_, n: number) => n).transform(sum),
    'of dedupe before a fold': Enumeratee.dedupe({ equals: (a: number, b: number) => three(b) === a }).transform(total),
    'of a fold behind dedupe': Enumeratee.dedupe(N.Eq).transform(sum),
    'of takeWhile': Enumeratee.takeWhile((n: number) => three(n) > 0).transform(total),
    'of a contramap': Iteratee.contramap(three)(total),
    'of a fold behind a contramap': Iteratee.contramap((n: number) => n)(sum),
    'of the first of two folds': Iteratee.zip(sum, total),
    'of the second of two folds': Iteratee.zip(total, sum)
  }

  test.each(Object.entries(its))('%s', async (_, it) => {
    const rest = it.recoverWith(() => ({ _tag: 'Some', value: Iteratee.getChunks<number>() }))
    for (const source of [Enumerator.of(1, 2, 3, 4, 5), oneByOne([1, 2, 3, 4, 5])])
      expect(await source.run(rest)()).toEqual(E.right([4, 5]))
  })
})

test('a thenable that answers twice is heard once', async () => {
  const thenable = (n: number): PromiseLike<number> => ({
    then: (fulfilled) => {
      void fulfilled?.(n)
      void fulfilled?.(n + 100)
      return Promise.resolve() as never
    }
  })
  const numbers = Enumerator.of(1, 2, 3).mapM((n) => () => thenable(n) as Promise<number>)
  expect(await numbers.run(Iteratee.getChunks())()).toEqual(E.right([1, 2, 3]))
})
