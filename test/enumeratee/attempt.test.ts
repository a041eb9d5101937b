/** attempt: what comes before it may fail, what follows it may not. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, TimeoutError } from 'fp-ts-iteratee'
import { seen } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { afterMs, elapse, positions, pushed, run, stopTheClock, timersRunning, within } from '../support/timed'
import { enumeratees } from '../support/numbers'

type Tried = E.Either<Error, number>

stopTheClock()

const failure = new Error('on purpose')
const fail = (): never => {
  throw failure
}
const onTwo = (n: number): number => (n === 2 ? fail() : n)
const chunks = Iteratee.getChunks<Tried>()
const failing = Enumerator.of(1).andThen(Enumerator.fail(failure))

const before: Readonly<Record<string, readonly [Enumerator<number>, Enumeratee<number, number>]>> = {
  'of the source': [failing, Enumeratee.passAlong()],
  'of a source that waits': [failing.mapM((n) => afterMs(2, n)), Enumeratee.passAlong()],
  'of a branch': [Enumerator.never.interleave(failing), Enumeratee.passAlong()],
  'of map': [Enumerator.of(1, 2, 3), Enumeratee.map(onTwo)],
  'of mapM': [Enumerator.of(1, 2, 3), Enumeratee.mapM((n: number) => async () => onTwo(n))],
  'of parMapM': [Enumerator.of(1, 2), Enumeratee.parMapM(2, (n: number) => async () => onTwo(n))],
  'of parMapM, while the source is idle': [
    Enumerator.of(1, 2).andThen(Enumerator.never),
    Enumeratee.parMapM(3, (n: number) => async () => onTwo(n))
  ],
  'of a timed flush': [
    Enumerator.of(1)
      .andThen(Enumerator.of(2).mapM((n) => afterMs(20, n)))
      .andThen(Enumerator.never),
    Enumeratee.debounce<number>(5).compose(Enumeratee.map(onTwo))
  ],
  'of mapFlatten': [
    Enumerator.of(1, 2, 3),
    Enumeratee.mapFlatten((n: number) => (n === 2 ? Enumerator.fail(failure) : Enumerator.of(n)))
  ],
  'of a last group': [
    Enumerator.of(1, 2),
    Enumeratee.grouped(Iteratee.takeUpTo<number>(2).map((ns) => (ns.length < 2 ? fail() : 1))).compose(
      Enumeratee.trailing<number>(Enumerator.fail(failure))
    )
  ],
  'of a last group, at the end': [
    Enumerator.of(1, 1, 1),
    Enumeratee.grouped(Iteratee.takeUpTo<number>(2).map((ns) => (ns.length < 2 ? fail() : 1)))
  ],
  'of what is heading': [Enumerator.of(5), Enumeratee.heading(failing)],
  'of what is trailing': [Enumerator.of(1), Enumeratee.trailing<number>(Enumerator.fail(failure))],
  'of a finaliser': [Enumerator.of(1).onDoneEnumerating(fail), Enumeratee.passAlong()]
}

describe.each(positions)('in %s', (position) => {
  test.each(Object.entries(before))('a failure %s is the last element, and the run ends well', async (_, [e, f]) => {
    const result = await within(100, run(position, e, f.compose(Enumeratee.attempt()), chunks))
    expect(result).toEqual(E.right([E.right(1), E.left(failure)]))
    expect(E.isRight(result) && E.isLeft(result.right[1] as Tried) && result.right[1]).toHaveProperty('left', failure)
    expect(timersRunning()).toBe(0)
  })

  test('a failure of a source that was idle', async () => {
    const source = pushed()
    const result = run(position, source.enumerator, Enumeratee.attempt(), chunks)
    source.channel.push(1)
    await elapse(10)
    source.channel.endWith(failure)
    expect(await within(1, result)).toEqual(E.right([E.right(1), E.left(failure)]))
    expect(source.released).toBe(1)
  })

  test('a timeout before it', async () => {
    const tried = Enumeratee.timeout<number>(5).compose(Enumeratee.attempt())
    const source = pushed()
    const result = run(position, source.enumerator, tried, chunks)
    expect(await within(10, result)).toEqual(E.right([E.left(new TimeoutError(5))]))
    expect(source.released).toBe(1)
  })

  test('a failure that nobody reaches is none', async () => {
    const tried = Enumeratee.attempt<number>().compose(Enumeratee.take(1))
    expect(await run(position, failing, tried, chunks)).toEqual(E.right([E.right(1)]))
  })

  test.each<readonly [string, Enumeratee<Tried, Tried>]>([
    ['map', Enumeratee.map(fail)],
    ['mapM', Enumeratee.mapM(() => async () => fail())],
    ['debounce, then map', Enumeratee.debounce<Tried>(2).compose(Enumeratee.map((x) => (E.isRight(x) ? fail() : x)))],
    ['parMapM', Enumeratee.parMapM(3, (x: Tried) => async () => (E.isRight(x) ? fail() : x))],
    ['flatten', Enumeratee.flatten(async () => Enumeratee.map(fail))]
  ])('a failure of %s behind it is that of the run', async (_, after) => {
    const source = pushed()
    const result = run(position, source.enumerator, Enumeratee.attempt<number>().compose(after), chunks)
    await elapse(1)
    source.channel.push(1)
    const ended = await within(10, result)
    expect(E.isLeft(ended) && ended.left).toBe(failure)
    expect(source.released).toBe(1)
  })

  test('so is a timeout behind it', async () => {
    const tried = Enumeratee.attempt<number>().compose(Enumeratee.timeout(5))
    expect(await within(10, run(position, Enumerator.never, tried, chunks))).toEqual(E.left(new TimeoutError(5)))
  })

  test.each<readonly [string, Iteratee<Tried, unknown>]>([
    ['foreach', Iteratee.foreach(fail)],
    ['foldM', Iteratee.foldM(0, () => async () => fail())],
    ['an iteratee in the error state', Iteratee.cont(() => Iteratee.error(failure))]
  ])('so is a failure of the consumer: %s', async (_, it) => {
    for (const e of [Enumerator.of(1, 2), Enumerator.of(1).interleave(Enumerator.never)]) {
      const ended = await within(10, run(position, e, Enumeratee.attempt(), it))
      expect(E.isLeft(ended) && ended.left).toBe(failure)
    }
  })

  test('the same error may fail first behind it, recovered, and then before it', async () => {
    const row = Enumeratee.recover<number>()
      .compose(Enumeratee.attempt())
      .compose(Enumeratee.map((x: Tried) => (E.isRight(x) && x.right === 1 ? fail() : x)))
    const source = Enumerator.of(1, 3).andThen(Enumerator.fail(failure))
    expect(await run(position, source, row, chunks)).toEqual(E.right([E.right(3), E.left(failure)]))
  })
})

const bracketed = (log: string[], wait: boolean): Enumerator<number> =>
  Enumerator.bracket(
    async () => 'held',
    () => (wait ? failing.mapM((n) => afterMs(2, n)) : failing),
    () => async () => {
      await afterMs(3, 0)()
      log.push('released')
    }
  )

test.each<readonly [string, (log: string[]) => Enumerator<Tried>]>([
  ['a source', (log) => bracketed(log, false).through(Enumeratee.attempt())],
  ['one that waits', (log) => bracketed(log, true).through(Enumeratee.attempt())],
  [
    'one within flatMap',
    (log) =>
      Enumerator.of(0)
        .flatMap(() => bracketed(log, true))
        .through(Enumeratee.attempt())
  ],
  ['a branch', (log) => Enumerator.never.interleave(bracketed(log, true)).through(Enumeratee.attempt())],
  [
    'one that is heading',
    (log) =>
      Enumerator.of(0)
        .through(Enumeratee.heading(bracketed(log, true)))
        .through(Enumeratee.attempt())
  ],
  [
    'one that is trailing',
    (log) => Enumerator.empty.through(Enumeratee.trailing(bracketed(log, true))).through(Enumeratee.attempt())
  ],
  [
    'one behind a timed stage',
    (log) => bracketed(log, true).through(Enumeratee.timeout(100)).through(Enumeratee.attempt())
  ]
])('%s that has failed is released before what follows begins', async (_, make) => {
  const log: string[] = []
  const next = Enumerator.fromIO((): Tried => (log.push('next'), E.right(9)))
  const result = await within(50, make(log).andThen(next).run(chunks)())
  expect(result).toEqual(E.right([E.right(1), E.left(failure), E.right(9)]))
  expect(log).toEqual(['released', 'next'])
})

test('the two positions are one, whatever fails where', async () => {
  const tries = fc.tuple(enumeratees, enumeratees, fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(tries, fc.boolean(), async ([first, second, fed], fails) => {
      const source = Enumerator.fromIterable(fed).andThen(fails ? Enumerator.fail(failure) : Enumerator.empty)
      const row = first.enumeratee
        .compose(Enumeratee.attempt())
        .compose(Enumeratee.collect((x: Tried) => O.fromEither(x)))
        .compose(second.enumeratee)
      const it = Iteratee.getChunks<number>()
      const through = seen(await source.through(row).run(it)())
      expect(seen(await source.run(row.transform(it))())).toEqual(through)
    }),
    { numRuns: 300 }
  )
})
