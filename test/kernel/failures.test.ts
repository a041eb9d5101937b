/** What comes before a failure is delivered; the failure is the very object that was thrown. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')

/** Throws on the element `bad`. */
const unless = (bad: number) => (n: number) => {
  if (n === bad) throw failure
  return n
}

const range = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i)

type Throwing = (f: (n: number) => number, n: number) => Enumerator<number>

const sources: Readonly<Record<string, Throwing>> = {
  map: (f, n) => Enumerator.fromIterable(range(n)).map(f),
  'map of map': (f, n) =>
    Enumerator.fromIterable(range(n))
      .map((x) => x)
      .map(f)
      .map((x) => x),
  mapM: (f, n) => Enumerator.fromIterable(range(n)).mapM((x) => async () => f(x)),
  'mapM, before its task': (f, n) => Enumerator.fromIterable(range(n)).mapM((x) => (f(x), async () => x)),
  filter: (f, n) => Enumerator.fromIterable(range(n)).filter((x) => f(x) === x),
  scanLeft: (f, n) => Enumerator.fromIterable(range(n)).through(Enumeratee.scanLeft(0, (_, x: number) => f(x))),
  takeWhile: (f, n) => Enumerator.fromIterable(range(n)).through(Enumeratee.takeWhile((x) => f(x) === x)),
  mapConcat: (f, n) => Enumerator.fromIterable(range(n)).through(Enumeratee.mapConcat((x) => [f(x)])),
  flatMap: (f, n) => Enumerator.fromIterable(range(n)).flatMap((x) => Enumerator.of(f(x))),
  'inside flatMap': (f, n) => Enumerator.of(0).flatMap(() => Enumerator.fromIterable(range(n)).map(f)),
  unfold: (f, n) => Enumerator.unfold(0, (s) => (s < n ? O.some([s + 1, f(s)]) : O.none)),
  unfoldM: (f, n) => Enumerator.unfoldM(0, (s) => async () => (s < n ? O.some([s + 1, f(s)]) : O.none)),
  'unfoldM, before its task': (f, n) =>
    Enumerator.unfoldM(0, (s) => {
      const x = s < n ? f(s) : s
      return async () => (s < n ? O.some([s + 1, x]) : O.none)
    }),
  'a generator': (f, n) => Enumerator.fromIterable(range(n).values()).through(Enumeratee.map(f)),
  'an iterator': (f, n) =>
    Enumerator.fromIterable(
      (function* () {
        for (const x of range(n)) yield f(x)
      })()
    ),
  'an async generator': (f, n) =>
    Enumerator.fromAsyncIterable(
      (async function* () {
        for (const x of range(n)) yield f(x)
      })()
    ),
  defer: (f, n) => {
    const from = (i: number): Enumerator<number> =>
      i === n ? Enumerator.empty : Enumerator.of(f(i)).andThen(Enumerator.defer(() => from(i + 1)))
    return Enumerator.defer(() => from(0))
  },
  interleave: (f, n) => Enumerator.fromIterable(range(n)).map(f).interleave(Enumerator.empty),
  'behind interleave': (f, n) => Enumerator.fromIterable(range(n)).interleave(Enumerator.empty).map(f),
  'async, endWith': (f, n) =>
    Enumerator.async(
      (channel) => {
        try {
          for (const x of range(n)) channel.push(f(x))
          channel.end()
        } catch (error) {
          channel.endWith(error as Error)
        }
        return () => undefined
      },
      { capacity: 5000 }
    )
}

/** Collects into an array outside, in ways that differ in how many elements they take at a time. */
const observers: ReadonlyArray<readonly [string, (into: number[]) => Iteratee<number, unknown>]> = [
  ['foreach', (into) => Iteratee.foreach((n: number) => into.push(n))],
  ['fold', (into) => Iteratee.fold(0, (_, n: number) => into.push(n))],
  ['foldM', (into) => Iteratee.foldM(0, (_, n: number) => async () => into.push(n))],
  [
    'flatMap',
    (into) =>
      Iteratee.head<number>().flatMap((a) => {
        if (O.isSome(a)) into.push(a.value)
        return Iteratee.foreach((n: number) => into.push(n))
      })
  ],
  ['transform', (into) => Enumeratee.map((n: number) => n).transform(Iteratee.fold(0, (_, n: number) => into.push(n)))]
]

describe.each(Object.entries(sources))('a throw in %s', (_, source) => {
  test.each(observers)('comes after what was before it, in %s', async (_, observe) => {
    for (const bad of [0, 1, 3, 63, 64, 600, 1500]) {
      const received: number[] = []
      const result = await source(unless(bad), 2000).run(observe(received))()
      expect(received).toEqual(range(bad))
      expect(E.isLeft(result) && result.left).toBe(failure)
    }
  })

  test('is an iteratee in the error state where it was applied', async () => {
    const step = await (await source(unless(3), 10).apply(Iteratee.ignore<number>())()).step()
    expect(step._tag === 'Error' && step.error).toBe(failure)
  })

  test('is not seen by those who took all they wanted before it', async () => {
    const taking = Enumeratee.take<number>(3).transform(Iteratee.getChunks<number>())
    expect(await source(unless(3), 10).run(taking)()).toEqual(E.right([0, 1, 2]))
    expect(await source(unless(3), 10).through(Enumeratee.take(3)).run(Iteratee.getChunks())()).toEqual(
      E.right([0, 1, 2])
    )
  })
})

describe('a throw in the iteratee', () => {
  const add = (s: number, n: number) => s + unless(3)(n)
  const throwing: Readonly<Record<string, Iteratee<number, unknown>>> = {
    fold: Iteratee.fold(0, add),
    foldM: Iteratee.foldM(0, (s, n: number) => async () => add(s, n)),
    'foldM, before its task': Iteratee.foldM(0, (s: number, n: number) => {
      const sum = add(s, n)
      return async () => sum
    }),
    foreach: Iteratee.foreach(unless(3)),
    'a continuation': Iteratee.cont(() => {
      throw failure
    }),
    map: Iteratee.getChunks<number>().map(() => {
      throw failure
    }),
    flatMap: Iteratee.head<number>().flatMap(() => {
      throw failure
    }),
    'transform, in the adapter': Enumeratee.map(unless(3)).transform(Iteratee.getChunks<number>()),
    'transform, in the iteratee': Enumeratee.map((n: number) => n).transform(Iteratee.fold(0, add)),
    'a later part of flatMap': Iteratee.head<number>().flatMap(() => Iteratee.fold(0, add))
  }

  test.each(Object.entries(throwing))('in %s is the failure of the run, that very object', async (_, it) => {
    for (const e of [
      Enumerator.fromIterable(range(10)),
      Enumerator.fromIterable(range(10)).mapM((n) => async () => n)
    ]) {
      const result = await e.run(it)()
      expect(E.isLeft(result) && result.left).toBe(failure)
      const step = await (await (await e.apply(it)()).feed({ _tag: 'EOF' })()).step()
      expect(step._tag === 'Error' && step.error).toBe(failure)
    }
  })

  test('comes before one in the source that is further on', async () => {
    const late = new Error('late')
    const source = (n: number) => {
      if (n === 5) throw late
      return n
    }
    for (const it of Object.values(throwing)) {
      const result = await Enumerator.fromIterable(range(10)).map(source).through(Enumeratee.take(9)).run(it)()
      const counts = E.isLeft(result) ? result.left : undefined
      expect(it === throwing['map'] ? late : failure).toBe(counts)
    }
  })
})

describe('what is thrown and no Error', () => {
  test.each<readonly [unknown]>([['text'], [undefined], [null], [0], [{ code: 1 }], [Symbol('s')]])(
    'is the cause of one: %p',
    async (thrown) => {
      const throwing = () => {
        throw thrown
      }
      const results = [
        await Enumerator.of(1).map(throwing).run(Iteratee.ignore())(),
        await Enumerator.of(1)
          .mapM(() => () => Promise.reject(thrown))
          .run(Iteratee.ignore())(),
        await Enumerator.of(1).run(Iteratee.foreach(throwing))(),
        await Enumerator.of(1).run(Iteratee.head().map(throwing))()
      ]
      for (const result of results) {
        expect(E.isLeft(result) && result.left).toBeInstanceOf(Error)
        expect(result).toHaveProperty('left.cause', thrown)
      }
    }
  )
})

test('of a throw in the function of an enumeratee and one in the fold behind it, the one further on in the input counts less', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(9), fc.nat(9), fc.boolean(), async (inMap, inFold, nested) => {
      const source = Enumerator.fromIterable(range(10)).map((n) => (n === inMap ? raise('map') : n))
      const fold = Iteratee.fold(0, (_, n: number) => (n === inFold ? raise('fold') : n))
      const result = await source.run(nested ? fold.flatMap(() => Iteratee.done(0)) : fold)()
      expect(result).toMatchObject({ left: { message: inMap <= inFold ? 'map' : 'fold' } })
    })
  )
})

const raise = (message: string): never => {
  throw new Error(message)
}

test('no rejection goes unhandled, however many fail', async () => {
  const rejecting = Enumerator.fromIterable(range(4)).mapM(() => () => Promise.reject(failure))
  const unhandled = await unhandledRejections(async () => {
    await Enumerator.interleave(rejecting, rejecting, rejecting).run(Iteratee.ignore())()
    await rejecting.apply(Iteratee.ignore())()
    await rejecting.run(Iteratee.foldM(0, () => () => Promise.reject(failure)))()
  })
  expect(unhandled).toEqual([])
})
