/** A source is asked for its next element only when the consumer has taken the last one. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gate } from '../support/gate'

const pulling = (): Readonly<Record<string, (pull: () => number) => Enumerator<number>>> => ({
  repeat: (pull) => Enumerator.repeat(pull),
  'map of an array': (pull) => Enumerator.fromIterable(new Array<number>(2000).fill(0)).map(pull),
  'map behind an array of arrays': (pull) =>
    Enumerator.of(new Array<number>(1000).fill(0))
      .through(Enumeratee.mapConcat((ns) => ns))
      .map(pull),
  unfoldM: (pull) => Enumerator.unfoldM(0, (s) => async () => O.some([s, pull()])),
  generateM: (pull) => Enumerator.generateM(async () => O.some(pull())),
  'an async generator': (pull) =>
    Enumerator.fromAsyncIterable(
      (async function* () {
        for (;;) yield pull()
      })()
    ),
  mapM: (pull) => Enumerator.repeat(() => 0).mapM(() => async () => pull()),
  'mapM before mapM': (pull) =>
    Enumerator.repeat(pull)
      .mapM((n) => async () => n)
      .mapM((n) => async () => n),
  flatMap: (pull) => Enumerator.of(0).flatMap(() => Enumerator.repeat(pull)),
  scanLeft: (pull) => Enumerator.repeat(() => 0).through(Enumeratee.scanLeft(0, pull)),
  'filter, drop, take': (pull) =>
    Enumerator.repeat(pull)
      .filter(() => true)
      .through(Enumeratee.drop(0))
      .through(Enumeratee.take(1000))
})

describe.each(Object.entries(pulling()))('%s', (_, source) => {
  test('is not asked for another while the consumer is busy with the last', async () => {
    let pulled = 0
    const { iteratee, seen, open } = gate<number>()
    const controller = new AbortController()
    const run = source(() => ++pulled).run(iteratee, { signal: controller.signal })()
    for (let n = 1; n <= 5; n++) {
      await pause(30)
      expect({ pulled, taken: seen.length }).toEqual({ pulled: n, taken: n })
      open()
    }
    controller.abort()
    await run
  })

  test('is not asked for another while mapM is busy with the last', async () => {
    let busy = 0
    let most = 0
    const slow = (n: number) => async () => {
      most = Math.max(most, ++busy)
      await pause(5)
      busy--
      return n
    }
    await source(() => 0)
      .mapM(slow)
      .through(Enumeratee.take(20))
      .run(Iteratee.ignore())()
    expect(most).toBe(1)
  })
})

test('an async iterator is asked once at a time', async () => {
  let asked = 0
  let answered = 0
  const iterator: AsyncIterator<number> = {
    next: async () => {
      expect(asked++).toBe(answered)
      await pause(3)
      answered++
      return { done: false, value: asked }
    }
  }
  const e = Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => iterator })
  const slow = Iteratee.foldM(0, (s: number, n: number) => async () => {
    await pause(7)
    return s + n
  })
  expect(await e.run(Enumeratee.take<number>(5).transform(slow))()).toEqual(E.right(15))
  expect(asked).toBe(5)
})

test('elements that need no waiting are handed on in one turn', async () => {
  const turns: number[] = []
  let turn = 0
  const counting = pause(50).then(() => undefined)
  void (async () => {
    for (; turn < 50; turn++) await Promise.resolve()
  })()
  await Enumerator.fromIterable(Array.from({ length: 5000 }, (_, i) => i))
    .map((n) => n + 1)
    .filter((n) => n % 2 === 0)
    .flatMap((n) => Enumerator.of(n, n))
    .run(Iteratee.foreach(() => turns.push(turn)))()
  expect(new Set(turns).size).toBe(1)
  await counting
})
