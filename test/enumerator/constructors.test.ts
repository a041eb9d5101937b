/** `range`, `fail`, `never`, `repeatM`, `flatten`, and what is made of one element: what each delivers, and when. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { cuttings, delivered, late } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { elements } from '../support/numbers'

const failure = new Error('on purpose')
const all = <A>() => Iteratee.getChunks<A>()
const leftOf = (result: E.Either<Error, unknown>) => (E.isLeft(result) ? result.left : undefined)

describe('range', () => {
  test('has both its ends, and nothing where the first is more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 300 }), async (from, to) => {
        const expected = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
        expect(await delivered(Enumerator.range(from, to))).toEqual({ elements: expected, failure: undefined })
      })
    )
  })

  test('begins anew with each run, and in two at the same time', async () => {
    const range = Enumerator.range(1, 3)
    const both = await Promise.all([range.run(all())(), range.mapM((n) => late(n, 1)).run(all())()])
    expect(both).toEqual([E.right([1, 2, 3]), E.right([1, 2, 3])])
  })

  test('has no end, to Infinity', async () => {
    const sum = Enumeratee.take<number>(100_000).transform(Iteratee.fold(0, (s: number, n: number) => s + n))
    expect(await Enumerator.range(1, Infinity).run(sum)()).toEqual(E.right(5_000_050_000))
  })

  test.each([
    [0.5, 3],
    [1, 2.5],
    [NaN, 3],
    [1, NaN],
    [-Infinity, 3],
    [Infinity, 3],
    [1, -Infinity]
  ])('from %d to %d is refused', (from, to) => {
    expect(() => Enumerator.range(from, to)).toThrow(RangeError)
  })

  test('sends no EOF', async () => {
    expect(await Enumerator.range(1, 2).andThen(Enumerator.range(7, 8)).run(all())()).toEqual(E.right([1, 2, 7, 8]))
  })
})

describe('fail', () => {
  test('is that very error, after what comes before; nothing that follows is asked for', async () => {
    const asked = jest.fn(() => Enumerator.of(3))
    const seen: number[] = []
    const source = Enumerator.of(1, 2).andThen(Enumerator.fail(failure)).andThen(Enumerator.defer(asked))
    expect(leftOf(await source.run(Iteratee.foreach((n) => seen.push(n)))())).toBe(failure)
    expect(seen).toEqual([1, 2])
    expect(asked).not.toHaveBeenCalled()
  })

  test('is not reached by who has enough', async () => {
    expect(await Enumerator.of(1).andThen(Enumerator.fail(failure)).run(Iteratee.head())()).toEqual(E.right(O.some(1)))
    expect(await Enumerator.fail(failure).run(Iteratee.done(1))()).toEqual(E.right(1))
  })
})

describe('never', () => {
  test('is left by an interruption, and by a consumer that is done', async () => {
    const controller = new AbortController()
    const run = Enumerator.of(1).andThen(Enumerator.never).run(all(), { signal: controller.signal })()
    controller.abort('enough')
    expect(await run).toMatchObject({ left: { name: 'AbortError', cause: 'enough' } })
    expect(await Enumerator.never.run(Iteratee.done(1))()).toEqual(E.right(1))
    expect(await Enumerator.never.through(Enumeratee.take(0)).run(all())()).toEqual(E.right([]))
  })

  test('holds up nobody else in interleave, and what follows it for ever', async () => {
    const followed = jest.fn(() => Enumerator.of(2))
    const source = Enumerator.never.andThen(Enumerator.defer(followed)).interleave(Enumerator.of(1))
    expect(await source.run(Iteratee.head())()).toEqual(E.right(O.some(1)))
    expect(followed).not.toHaveBeenCalled()
  })
})

describe('repeat and repeatM', () => {
  const counting = () => {
    let n = 0
    return jest.fn(() => ++n)
  }

  test('ask as often as there is need', async () => {
    const f = counting()
    expect(await Enumerator.repeat(f).through(Enumeratee.take(3)).run(all())()).toEqual(E.right([1, 2, 3]))
    expect(f).toHaveBeenCalledTimes(3)
    const task = counting()
    const repeatM = Enumerator.repeatM(async () => task())
    expect(await repeatM.through(Enumeratee.take(3)).run(all())()).toEqual(E.right([1, 2, 3]))
    expect(task).toHaveBeenCalledTimes(3)
    expect(await repeatM.run(Iteratee.takeUpTo(2))()).toEqual(E.right([4, 5]))
    expect(task).toHaveBeenCalledTimes(5)
  })

  test('repeatM runs one task after the other, each when the last element has been taken', async () => {
    const log: string[] = []
    const source = Enumerator.repeatM(async () => {
      log.push('asked')
      return 0
    })
    const slow = Iteratee.foreachM(() => async () => {
      await late(0, 5)()
      log.push('taken')
    })
    await source.through(Enumeratee.take(2)).run(slow)()
    expect(log).toEqual(['asked', 'taken', 'asked', 'taken'])
  })

  test('repeatM ends at a task that rejects, or throws', async () => {
    let n = 0
    const source = Enumerator.repeatM(async () => (++n === 3 ? Promise.reject(failure) : n))
    const seen: number[] = []
    expect(leftOf(await source.run(Iteratee.foreach((x) => seen.push(x)))())).toBe(failure)
    expect(seen).toEqual([1, 2])
    const throwing = Enumerator.repeatM((): never => {
      throw failure
    })
    expect(leftOf(await throwing.run(all())())).toBe(failure)
  })

  test('repeatM runs a hundred thousand times', async () => {
    const count = Enumeratee.take<number>(100_000).transform(Iteratee.fold(0, (s: number, n: number) => s + n))
    expect(await Enumerator.repeatM(async () => 1).run(count)()).toEqual(E.right(100_000))
  })
})

describe('flatten', () => {
  test('delivers what its enumerator does, however that is made, and sends no EOF', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, fc.nat(3), async (xs, cutting, delay) => {
        const source = Enumerator.flatten(late(cutting.produce(xs), delay))
        expect(await source.andThen(Enumerator.of(77)).run(all())()).toEqual(E.right([...xs, 77]))
      }),
      { numRuns: 50 }
    )
  })

  test('runs its task when its turn comes, once in each run', async () => {
    const task = jest.fn(async () => Enumerator.of(1))
    const source = Enumerator.of(0).andThen(Enumerator.flatten(task))
    await source.run(Iteratee.head())()
    expect(task).not.toHaveBeenCalled()
    await source.run(all())()
    await source.run(all())()
    expect(task).toHaveBeenCalledTimes(2)
  })

  test('fails with what its task rejects with, or throws', async () => {
    const rejecting = Enumerator.flatten(() => Promise.reject(failure))
    const throwing = Enumerator.flatten(() => {
      throw failure
    })
    expect(leftOf(await rejecting.run(all())())).toBe(failure)
    expect(leftOf(await throwing.run(all())())).toBe(failure)
  })

  test('of flatten, a hundred thousand deep', async () => {
    const from = (n: number): Enumerator<number> =>
      n === 0 ? Enumerator.of(7) : Enumerator.flatten(async () => from(n - 1))
    expect(await from(100_000).run(all())()).toEqual(E.right([7]))
  })
})

describe.each<readonly [string, (act: () => number) => Enumerator<number>]>([
  ['fromIO', (act) => Enumerator.fromIO(act)],
  ['fromTask', (act) => Enumerator.fromTask(async () => act())],
  ['fromTask, late', (act) => Enumerator.fromTask(async () => late(act(), 3)())],
  ['fromTaskEither', (act) => Enumerator.fromTaskEither(async () => E.right(act()))]
])('%s', (_, from) => {
  test('is one element, made anew in each run, when its turn comes', async () => {
    const act = jest.fn(() => 7)
    const source = Enumerator.of(0).andThen(from(act)).andThen(Enumerator.of(1))
    expect(act).not.toHaveBeenCalled()
    await source.run(Iteratee.head())()
    expect(act).not.toHaveBeenCalled()
    expect(await source.run(all())()).toEqual(E.right([0, 7, 1]))
    expect(await source.run(all())()).toEqual(E.right([0, 7, 1]))
    expect(act).toHaveBeenCalledTimes(2)
  })

  test('fails with what its action throws', async () => {
    const throwing = from(() => {
      throw failure
    })
    expect(leftOf(await Enumerator.of(0).andThen(throwing).run(all())())).toBe(failure)
  })
})

describe('of one element, or none, or a failure', () => {
  test('fromOption, fromEither, fromTaskEither', async () => {
    expect(await Enumerator.fromOption(O.some(1)).run(all())()).toEqual(E.right([1]))
    expect(await Enumerator.fromOption(O.none).run(all())()).toEqual(E.right([]))
    expect(await Enumerator.fromEither(E.right(1)).run(all())()).toEqual(E.right([1]))
    expect(leftOf(await Enumerator.fromEither(E.left(failure)).run(all())())).toBe(failure)
    expect(await Enumerator.fromTaskEither(TE.right(1)).run(all())()).toEqual(E.right([1]))
    expect(leftOf(await Enumerator.fromTaskEither(TE.left(failure)).run(all())())).toBe(failure)
    expect(leftOf(await Enumerator.fromTaskEither(() => Promise.reject(failure)).run(all())())).toBe(failure)
  })

  test('what holds undefined holds an element', async () => {
    expect(await Enumerator.fromOption(O.some(undefined)).run(all())()).toEqual(E.right([undefined]))
    expect(await Enumerator.fromEither(E.right(undefined)).run(all())()).toEqual(E.right([undefined]))
    expect(await Enumerator.fromTask(async () => undefined).run(all())()).toEqual(E.right([undefined]))
  })
})
