/** Which of two failures it is: the one that comes first where elements come one by one, also in a chunk. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'

type Throwing = (n: number) => number
type Stage = readonly [string, (f: Throwing) => Enumeratee<number, number>]
type Sink = readonly [string, (f: Throwing, g: Throwing) => Iteratee<number, unknown>]

const folding = (f: Throwing): Iteratee<number, number> => Iteratee.fold(0, (s, n: number) => s + f(n))

const stages: ReadonlyArray<Stage> = [
  ['map', (f) => Enumeratee.map(f)],
  ['mapM', (f) => Enumeratee.mapM((n: number) => async () => f(await Laws.late(n, 1)()))],
  ['filter', (f) => Enumeratee.filter((n: number) => f(n) % 2 === 0)],
  ['filterNot', (f) => Enumeratee.filterNot((n: number) => f(n) % 2 === 0)],
  ['collect', (f) => Enumeratee.collect((n: number) => (n % 3 === 0 ? O.none : O.some(f(n))))],
  ['scanLeft', (f) => Enumeratee.scanLeft(0, (s: number, n: number) => (s + f(n)) % 11)],
  ['mapConcat', (f) => Enumeratee.mapConcat((n: number) => [n, f(n) + 1])],

  ['mapConcatInput', (f) => Enumeratee.mapConcatInput((n: number) => [Input.el(n), Input.empty, Input.el(f(n))])],
  ['mapFlatten', (f) => Enumeratee.mapFlatten((n: number) => Enumerator.of(n, n + 1).map(f))],
  ['mapInput', (f) => Enumeratee.mapInput((input: Input<number>) => Input.map(f)(input))],
  ['takeWhile', (f) => Enumeratee.takeWhile((n: number) => f(n) !== 8)],
  ['dropWhile', (f) => Enumeratee.dropWhile((n: number) => f(n) < 2)],
  ['breakE', (f) => Enumeratee.breakE((n: number) => f(n) === 8)],
  ['take', () => Enumeratee.take(5)],
  ['dedupe', (f) => Enumeratee.dedupe({ equals: (a: number, b: number) => f(a) === f(b) })],
  ['grouped', (f) => Enumeratee.grouped(Enumeratee.take<number>(2).transform(folding(f)))],
  ['grouped by two', (f) => Enumeratee.grouped(Iteratee.zip(Iteratee.takeUpTo<number>(2).map((all) => all.length), Enumeratee.map(f).compose(Enumeratee.take(3)).transform(Iteratee.fold(0, (s, n: number) => s + n))).map(([a, b]) => a + b))], // prettier-ignore
  ['attempt', (f) => Enumeratee.map(f).compose(Enumeratee.attempt()).compose(Enumeratee.map((e) => (e._tag === 'Right' ? e.right : -1)))], // prettier-ignore
  ['recover', (f) => Enumeratee.recover<number>().compose(Enumeratee.map(f))],
  ['parMapM', (f) => Enumeratee.parMapM(1, (n: number) => async () => f(await Laws.late(n, 1)()))],
  ['buffer', () => Concurrent.buffer(1000)],
  ['keepAlive', () => Enumeratee.keepAlive(1_000_000, 0)],
  ['groupedWithin', (f) => Enumeratee.groupedWithin<number>(2, 1_000_000).compose(Enumeratee.mapConcat((all) => all.map(f)))], // prettier-ignore
  ['promap', (f) => Enumeratee.promap(f, (n: number) => n + 1)(Enumeratee.take<number>(6))],
  ['composeConcat', (f) => Enumeratee.map(f).composeConcat(N.SemigroupSum)(Enumeratee.take(5))],
  ['intersperse', () => Enumeratee.intersperse(7)],
  ['zipWithIndex', (f) => Enumeratee.zipWithIndex<number>().compose(Enumeratee.map(([n, i]) => f(n) + i))]
]

const sinks: ReadonlyArray<Sink> = [
  ['fold', (f) => folding(f)],
  ['foldM', (f) => Iteratee.foldM(0, (s, n: number) => Laws.late(s + f(n), 1))],
  ['fold2', (f) => Iteratee.fold2(0, (s, n: number) => async () => [s + f(n), s > 9] as const)],
  ['foreach', (f) => Iteratee.foreach(f)],
  ['getChunks', () => Iteratee.getChunks()],
  ['one, then the other', (f, g) => Enumeratee.take<number>(3).transform(folding(f)).flatMap((a) => folding(g).map((b) => [a, b]))], // prettier-ignore
  ['recover', (f, g) => folding(f).recoverWith(() => O.some(folding(g)))],
  ['repeat', (f) => Iteratee.repeat(Enumeratee.take<number>(2).transform(folding(f)))],
  ['cont', (f, g) => { const go = (s: number): Iteratee<number, number> => Iteratee.cont(Input.match({ el: (n: number) => g(n) === 8 ? Iteratee.done(s, Input.el(n)) : go(s + f(n)), empty: () => go(s), eof: () => Iteratee.done(s, Input.eof) })); return go(0) }], // prettier-ignore
  ['contramap', (f, g) => Iteratee.contramap(f)(folding(g))],
  ['takeUpTo', (f) => Iteratee.takeUpTo<number>(3).map((all) => all.map(f))]
]

/** Throws on one number, and says where. */
const throwing =
  (name: string, at: number | undefined): Throwing =>
  (n) => {
    if (n === at) throw new Error(`${name} on ${at}`)
    return n
  }

/** Each stage throws on the number that is its own, and so do the functions of the iteratee. */
const pipeline = (made: ReadonlyArray<Stage>, [, sink]: Sink, on: ReadonlyArray<number>): Iteratee<number, unknown> => {
  const row = made.reduce<Enumeratee<number, number>>(
    (all, [name, make], i) => all.compose(make(throwing(`${name}, ${i}`, on[i]))),
    Enumeratee.passAlong()
  )
  return row.transform(sink(throwing('the first', on[3]), throwing('the second', on[4])))
}

const oneByOne = (xs: ReadonlyArray<number>): Enumerator<number> =>
  xs.reduce<Enumerator<number>>((all, x) => all.andThen(Enumerator.enumInput(Input.el(x))), Enumerator.empty)

const byHand = async (xs: ReadonlyArray<number>, iteratee: Iteratee<number, unknown>) => {
  let it = iteratee
  for (const x of xs) it = await it.feed(Input.el(x))()
  return Laws.seen(await it.run())
}

test('a chunk fails as its elements do one by one', async () => {
  const fed = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 })
  const on = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 5, maxLength: 5 })
  const made = fc
    .tuple(fc.array(fc.constantFrom(...stages), { maxLength: 3 }), fc.constantFrom(...sinks), on)
    .map(([row, sink, ks]) => ({
      it: pipeline(row, sink, ks),
      toString: () => `${row.map(([name]) => name).join(' ▸ ')} ▸ ${sink[0]}, throwing on ${ks.join(', ')}`
    }))
  await fc.assert(
    fc.asyncProperty(fed, made, Laws.cuttings, async (xs, { it }, cutting) => {
      const expected = await Laws.running(oneByOne(xs), it)
      expect(await Laws.running(Enumerator.of(...xs), it)).toEqual(expected)
      expect(await Laws.running(cutting.produce(xs), it)).toEqual(expected)
      expect(await byHand(xs, it)).toEqual(expected)
    }),
    { numRuns: 1000 }
  )
})

describe('a failure is not lost', () => {
  const failing = Enumeratee.map(throwing('map', 9))
  const tasks = Enumeratee.parMapM(1, (n: number) => Laws.late(n, 1))

  test.each<readonly [string, Enumeratee<number, number>]>([
    ['a beat', Enumeratee.keepAlive(1_000_000, 0)],
    ['a limit of time', Enumeratee.timeout(1_000_000)],
    ['a signal', Enumeratee.takeUntil(new AbortController().signal)],
    ['tasks', tasks],
    ['a buffer', Concurrent.buffer(10)],
    ['a beat, then tasks', Enumeratee.keepAlive(1_000_000, 0).compose(tasks)],
    ['a limit of time, then tasks', Enumeratee.timeout<number>(1_000_000).compose(tasks)]
  ])('behind a buffer and %s', async (_, between) => {
    const row = Concurrent.buffer<number>(10).compose(between).compose(failing)
    const left = { _tag: 'Left', left: 'map on 9' }
    for (const xs of [[9], [1, 9], [9, 1]]) {
      expect(await Laws.running(Enumerator.of(...xs).through(row), Iteratee.ignore())).toEqual(left)
      expect(await Laws.running(Enumerator.of(...xs), row.transform(Iteratee.ignore()))).toEqual(left)
      expect(await byHand(xs, row.transform(Iteratee.ignore()))).toEqual(left)
      const later = Enumeratee.flatten(async () => row).transform(Iteratee.ignore())
      expect(await byHand(xs, later)).toEqual(left)
    }
  })
})

test('behind a buffer, a group that has failed is not handed on, though the input is over meanwhile', async () => {
  const two = Enumeratee.grouped(Enumeratee.take<number>(2).transform(folding(throwing('grouped', 3))))
  const slow = Iteratee.foldM(0, (s, n: number) => Laws.late(s + throwing('what follows', 7)(n), 1))
  const row = Concurrent.buffer<number>(10).compose(two)
  const left = { _tag: 'Left', left: 'grouped on 3' }
  expect(await Laws.running(Enumerator.of(0, 0, 7, 3), row.transform(slow))).toEqual(left)
  expect(await Laws.running(oneByOne([0, 0, 7, 3]), row.transform(slow))).toEqual(left)
})
