/** An endless stream runs in constant heap. */
import { type Channel, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as O from 'fp-ts/lib/Option.js'
import { heapUsed } from '../support/heap'

/** Bytes that may come and go by other causes (compiled code, the test runner); a leak of 8 bytes an element is more. */
const noise = 500_000

const nat = (n: number): Enumerator<number> => Enumerator.of(n).andThen(Enumerator.defer(() => nat(n + 1)))

const natByFlatMap = (n: number): Enumerator<number> =>
  Enumerator.of(n).andThen(Enumerator.of(n + 1).flatMap((m) => natByFlatMap(m)))

const natAsync = (n: number): Enumerator<number> =>
  Enumerator.of(n)
    .mapM((m) => async () => m)
    .andThen(Enumerator.defer(() => natAsync(n + 1)))

const counting = function* () {
  for (let n = 0; ; n++) yield n
}

const countingAsync = async function* () {
  for (let n = 0; ; n++) yield n
}

const pushing = Enumerator.async<number>(
  (channel: Channel<number>) => {
    const state = { going: true }
    void (async () => {
      for (let n = 0; state.going; n++) {
        while (channel.push(n) === 'full') await channel.room()
        if (n % 100 === 0) await pause(1)
      }
    })()
    return () => {
      state.going = false
    }
  },
  { policy: 'block' }
)

const repeat = Enumerator.repeat(() => 1)

/** Endless, and how many of their elements are looked at. */
const streams: ReadonlyArray<readonly [string, Enumerator<number>, number]> = [
  ['repeat', repeat, 200_000],
  ['unfold', Enumerator.unfold(0, (n) => O.some([n + 1, n])), 200_000],
  ['a generator', Enumerator.fromIterable(counting()), 200_000],
  ['nat', nat(0), 200_000],
  ['nat through map', nat(0).map((n) => n + 1), 200_000],
  ['nat that waits', natAsync(0), 50_000],
  ['unfoldM', Enumerator.unfoldM(0, (n) => async () => O.some([n + 1, n])), 50_000],
  ['an async generator', Enumerator.fromAsyncIterable(countingAsync()), 50_000],
  ['mapM', repeat.mapM((n) => async () => n), 50_000],
  ['flatMap', repeat.flatMap((n) => Enumerator.of(n, n)), 200_000],
  ['flatMap that waits', repeat.flatMap((n) => Enumerator.of(n).mapM((m) => async () => m)), 30_000],
  ['flatMap with finalisers', repeat.flatMap((n) => Enumerator.of(n).onDoneEnumerating(() => undefined)), 200_000],
  ['flatMap of generators', repeat.flatMap(() => Enumerator.fromIterable(new Set([1]).values())), 200_000],
  ['flatMap of channels', repeat.flatMap(() => Enumerator.async<number>((c) => { c.push(1); c.end(); return () => undefined })), 50_000], // prettier-ignore
  ['interleave', Enumerator.interleave(repeat, nat(0)), 200_000],
  ['interleave of what waits', Enumerator.interleave(repeat, natAsync(0)).mapM((n) => async () => n), 30_000],
  ['flatMap of interleave', repeat.flatMap((n) => Enumerator.interleave(Enumerator.of(n), Enumerator.of(n))), 50_000],
  ['async', pushing, 50_000],
  ['repeatM', Enumerator.repeatM(async () => 1), 50_000],
  ['generateM', Enumerator.generateM(async () => O.some(1)), 50_000],
  ['fromCallback1', Enumerator.fromCallback1(() => async () => O.some(1)), 50_000],
  ['brackets, one after another', repeat.flatMap((n) => Enumerator.bracket(async () => n, (r) => Enumerator.of(r), () => async () => undefined)), 30_000], // prettier-ignore
  ['checkContinue1', Enumerator.checkContinue1<number, number>(0, (loop, n, k) => loop(k(Input.el(n)), n + 1)), 50_000],
  ['ap', Enumerator.ap(repeat)(Enumerator.of((n: number) => n + 1)), 200_000],
  ['filterMap', Enumerator.filterMap(O.some<number>)(repeat), 200_000],
  ['scanLeft, filter, mapConcat', repeat.through(Enumeratee.scanLeft(0, (s, n: number) => s + n)).filter((n) => n % 2 === 0).through(Enumeratee.mapConcat((n) => [n, n])), 200_000] // prettier-ignore
]

const countByHand = (n: number): Iteratee<number, number> =>
  Iteratee.cont(
    Input.match({ el: () => countByHand(n + 1), empty: () => countByHand(n), eof: () => Iteratee.done(n, Input.eof) })
  )

const countByHead = (n: number): Iteratee<number, number> =>
  Iteratee.head<number>().flatMap((a) => (O.isNone(a) ? Iteratee.done(n) : countByHead(n + 1)))

const settled = async (n: number): Promise<number> => n

/** Stages that keep something between two elements, or have a fiber, a timer or an iteratee of their own. */
const stages: ReadonlyArray<readonly [string, Enumeratee<number, unknown>, number]> = [
  ['parMapM', Enumeratee.parMapM(4, (n) => () => settled(n)), 50_000],
  ['parMapMUnordered', Enumeratee.parMapMUnordered(4, (n) => () => settled(n)), 50_000],
  ['grouped', Enumeratee.grouped(Iteratee.takeUpTo<number>(2)), 50_000],
  ['groupedWithin', Enumeratee.groupedWithin(2, 1000), 50_000],
  ['mapInputM', Enumeratee.mapInputM((input) => async () => input), 50_000],
  ['mapInputFlatten', Enumeratee.mapInputFlatten((input) => (input._tag === 'El' ? Enumerator.enumInput(input) : Enumerator.empty)), 50_000], // prettier-ignore
  ['mapFlatten', Enumeratee.mapFlatten((n) => Enumerator.of(n, n)), 50_000],
  ['mapConcatInput', Enumeratee.mapConcatInput((n) => [Input.el(n), Input.empty]), 50_000],
  ['collect', Enumeratee.collect(O.some), 200_000],
  ['filterM', Enumeratee.filterM((n) => async () => n >= 0), 50_000],
  ['zipWithIndex', Enumeratee.zipWithIndex(), 200_000],
  ['dedupe, of what is never the same', Enumeratee.dedupe({ equals: () => false }), 200_000],
  ['intersperse', Enumeratee.intersperse(0), 200_000],
  ['recover', Enumeratee.recover<number>().compose(Enumeratee.map((n) => { if (n % 2 === 0) throw new Error('even'); return n })), 50_000], // prettier-ignore
  ['attempt', Enumeratee.attempt(), 50_000],
  ['onEOF, onIterateeDone', Enumeratee.onEOF<number>(() => undefined).compose(Enumeratee.onIterateeDone(() => undefined)), 200_000], // prettier-ignore
  ['flatten', Enumeratee.flatten(async () => Enumeratee.map((n: number) => n + 1)), 50_000],
  ['timeout', Enumeratee.timeout(10_000), 50_000],
  ['keepAlive', Enumeratee.keepAlive(1, 0, { stillAllowed: async () => true }), 200_000],
  [
    'keepAlive, of what waits',
    Enumeratee.keepAlive(1, 0).compose(Enumeratee.mapM((n: number) => async () => n)),
    50_000
  ],
  ['takeUntil', Enumeratee.takeUntil(new AbortController().signal), 200_000],
  ['delay', Enumeratee.delay(1), 3000],
  ['throttle', Enumeratee.throttle(1), 3000],
  ['heading, trailing', Enumeratee.heading(Enumerator.of(1)).compose(Enumeratee.trailing(Enumerator.of(2))), 200_000]
]

/** Heap at an element early on and at one ten times later, within one run. */
const growth = async (make: (watch: (n: number) => number) => Promise<unknown>, early: number): Promise<number> => {
  const heap: number[] = []
  let count = 0
  await make((n) => {
    count++
    if (count === early || count === 10 * early) heap.push(heapUsed())
    return n
  })
  expect(heap).toHaveLength(2)
  return (heap[1] as number) - (heap[0] as number)
}

test.each(streams)('%s', async (_, stream, length) => {
  const run = (watch: (n: number) => number) => stream.through(Enumeratee.take(length)).run(Iteratee.foreach(watch))()
  expect(await growth(run, length / 10)).toBeLessThan(noise)
})

test.each(stages)('the enumeratee: %s', async (_, stage, length) => {
  const run = (watch: (n: number) => number) =>
    Enumerator.unfold(0, (n) => O.some([n + 1, n]))
      .through(stage)
      .through(Enumeratee.take(length))
      .run(Iteratee.foreach(() => void watch(0)))()
  expect(await growth(run, length / 10)).toBeLessThan(noise)
})

test.each<readonly [string, Iteratee<number, unknown>]>([
  ['fold', Iteratee.fold(0, (s, n: number) => s + n)],
  ['foldM', Iteratee.foldM(0, (s, n: number) => async () => s + n)],
  ['ignore', Iteratee.ignore<number>()],
  ['a hand-written one', countByHand(0)],
  ['head, again and again', countByHead(0)],
  [
    'zip',
    Iteratee.zip(
      Iteratee.fold(0, (s, n: number) => s + n),
      Iteratee.ignore<number>()
    )
  ],
  ['recover', Iteratee.ignore<number>().recover(() => O.some(undefined))],
  ['contramap', Iteratee.contramap((n: number) => n + 1)(Iteratee.foldM(0, (s, n: number) => async () => s + n))],
  ['a transformed one', Enumeratee.map((n: number) => n).transform(countByHand(0))]
])('the iteratee: %s', async (_, it) => {
  const run = (watch: (n: number) => number) => repeat.map(watch).through(Enumeratee.take(50_000)).run(it)()
  expect(await growth(run, 5000)).toBeLessThan(noise)
})

test('recursion through flatMap, that ends each time', async () => {
  const run = (watch: (n: number) => number) =>
    natByFlatMap(0).map(watch).through(Enumeratee.take(2000)).run(Iteratee.ignore())()
  expect(await growth(run, 200)).toBeLessThan(20_000_000)
})
