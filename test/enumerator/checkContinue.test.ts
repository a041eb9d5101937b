/** Enumerators written by hand, as a step: what is fed, when it goes on, and how it ends. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')
const all = <A>() => Iteratee.getChunks<A>()
const leftOf = (result: E.Either<Error, unknown>) => (E.isLeft(result) ? result.left : undefined)
const el = Input.el

/** n, n - 1 … 1, by a step that is counted; it waits so many microtasks before it answers. */
const countdown = (n: number, turns = 0) => {
  const steps: number[] = []
  const enumerator = Enumerator.checkContinue1<number, number>(n, (loop, left, k) => {
    steps.push(left)
    if (left === 0) return async () => Iteratee.cont(k)
    return async () => {
      await pause(turns)
      return loop(k(el(left)), left - 1)()
    }
  })
  return { enumerator, steps }
}

const inputsOf = async (enumerator: Enumerator<number>): Promise<ReadonlyArray<Input<number>>> => {
  const inputs: Input<number>[] = []
  const noting: Iteratee<number, void> = Iteratee.cont((input) => {
    inputs.push(input)
    return input._tag === 'EOF' ? Iteratee.done(undefined, input) : noting
  })
  await enumerator.apply(noting)()
  return inputs
}

/** One step that feeds these inputs, and ends. */
const feeding = (...inputs: ReadonlyArray<Input<number>>) =>
  Enumerator.checkContinue1<number, number>(0, (loop, i, k) => {
    const input = inputs[i]
    return input === undefined ? async () => Iteratee.cont(k) : loop(k(input), i + 1)
  })

describe('a step', () => {
  test('is taken again as long as it says so, from its next state', async () => {
    for (const turns of [0, 3]) {
      const { enumerator, steps } = countdown(3, turns)
      expect(await enumerator.run(all())()).toEqual(E.right([3, 2, 1]))
      expect(steps).toEqual([3, 2, 1, 0])
      expect(await enumerator.run(all())()).toEqual(E.right([3, 2, 1]))
    }
  })

  test('is taken no more when the iteratee has enough', async () => {
    const { enumerator, steps } = countdown(9)
    expect(await enumerator.run(Iteratee.takeUpTo(2))()).toEqual(E.right([9, 8]))
    expect(steps).toEqual([9, 8])
    const ones = jest.fn()
    const endless = Enumerator.checkContinue0<number>((loop, k) => (ones(), loop(k(el(1)))))
    expect(await endless.through(Enumeratee.take(3)).run(all())()).toEqual(E.right([1, 1, 1]))
    expect(ones).toHaveBeenCalledTimes(3)
  })

  test('is not taken for an iteratee that is done from the start', async () => {
    const { enumerator, steps } = countdown(3)
    expect(await enumerator.run(Iteratee.done('a'))()).toEqual(E.right('a'))
    expect(steps).toEqual([])
  })

  test('feeds the next one only when the last element has been taken', async () => {
    const log: string[] = []
    const source = Enumerator.checkContinue1<number, number>(1, (loop, n, k) => {
      log.push(`step ${n}`)
      return n > 2 ? async () => Iteratee.cont(k) : loop(k(el(n)), n + 1)
    })
    const slow = Iteratee.foreachM((n: number) => async () => {
      await pause(5)
      log.push(`taken ${n}`)
    })
    await source.run(slow)()
    expect(log).toEqual(['step 1', 'taken 1', 'step 2', 'taken 2', 'step 3'])
  })

  test('feeds Empty and EOF as they are; after EOF it is taken no more', async () => {
    expect(await inputsOf(feeding(Input.empty, el(1), Input.empty))).toEqual([Input.empty, el(1), Input.empty])
    expect(await inputsOf(feeding(el(1), Input.eof, el(2)))).toEqual([el(1), Input.eof])
    const { enumerator, steps } = countdown(0)
    expect(await Enumerator.eof.andThen(enumerator).run(all())()).toEqual(E.right([]))
    expect(steps).toEqual([])
  })

  test('sends no EOF by itself, and may be followed', async () => {
    const { enumerator } = countdown(2)
    expect(await inputsOf(enumerator)).toEqual([el(2), el(1)])
    expect(await enumerator.andThen(Enumerator.of(7)).run(all())()).toEqual(E.right([2, 1, 7]))
    expect(await feeding(el(1), Input.eof).andThen(Enumerator.of(7)).run(all())()).toEqual(E.right([1]))
  })

  test('may end right after it has fed', async () => {
    const last = Enumerator.checkContinue0<number>((_, k) => async () => k(el(1)))
    expect(await last.andThen(Enumerator.of(2)).run(all())()).toEqual(E.right([1, 2]))
  })

  test('may feed several inputs, one after the other', async () => {
    const twice = Enumerator.checkContinue1<number, number>(0, (loop, n, k) => async () => {
      const once = await k(el(n)).step<number>()
      if (once._tag !== 'Cont') return Iteratee.cont(k)
      return n === 4 ? once.k(el(n + 1)) : loop(once.k(el(n + 1)), n + 2)()
    })
    expect(await twice.run(all())()).toEqual(E.right([0, 1, 2, 3, 4, 5]))
    const byFeed = Enumerator.checkContinue0<number>((_, k) => async () => k(el(1)).feed(el(2))())
    expect(await byFeed.run(all())()).toEqual(E.right([1, 2]))
  })

  test('may go on without feeding', async () => {
    const odd = Enumerator.checkContinue1<number, number>(0, (loop, n, k) =>
      n > 5 ? async () => Iteratee.cont(k) : loop(n % 2 === 1 ? k(el(n)) : Iteratee.cont(k), n + 1)
    )
    expect(await odd.run(all())()).toEqual(E.right([1, 3, 5]))
  })

  test('may have undefined for a state', async () => {
    let steps = 0
    const source = Enumerator.checkContinue1<number, undefined>(undefined, (loop, state, k) =>
      ++steps > 2 ? async () => Iteratee.cont(k) : loop(k(el(steps)), state)
    )
    expect(await source.run(all())()).toEqual(E.right([1, 2]))
  })
})

describe('an endless one', () => {
  const endless = Enumerator.checkContinue1<number, number>(0, (loop, n, k) => loop(k(el(n)), n + 1))

  test('goes on for a hundred thousand steps', async () => {
    const count = Enumeratee.take<number>(100_000).transform(Iteratee.fold(0, (s: number, _: number) => s + 1))
    expect(await endless.run(count)()).toEqual(E.right(100_000))
    const ones = Enumerator.checkContinue0<number>((loop, k) => loop(k(el(1))))
    expect(await ones.run(count)()).toEqual(E.right(100_000))
  })

  test('of Empty alone is left by an abort', async () => {
    const controller = new AbortController()
    let n = 0
    const nothing = Enumerator.checkContinue0<number>((loop, k) => {
      if (++n === 100_000) controller.abort('enough')
      return loop(k(Input.empty))
    })
    expect(await nothing.run(all(), { signal: controller.signal })()).toMatchObject({ left: { cause: 'enough' } })
    expect(n).toBe(100_000)
  })

  test('is left by an abort while its step waits', async () => {
    const controller = new AbortController()
    const waiting = Enumerator.checkContinue0<number>(() => () => new Promise<never>(() => undefined))
    const run = waiting.run(all(), { signal: controller.signal })()
    controller.abort('enough')
    expect(await run).toMatchObject({ left: { name: 'AbortError', cause: 'enough' } })
  })
})

describe('a failure', () => {
  type Step = () => Promise<Iteratee<number, never>>

  /** Feeds 1, and then ends with this. */
  const ending = (step: () => Step) =>
    Enumerator.checkContinue1<number, boolean>(true, (loop, first, k) => (first ? loop(k(el(1)), false) : step()))

  const raise = (): never => {
    throw failure
  }

  test.each<readonly [string, () => Step]>([
    ['an iteratee in the error state', () => async () => Iteratee.error(failure)],
    ['a rejection', () => () => Promise.reject(failure)],
    ['a throw of its task', () => raise],
    ['a throw', raise]
  ])('%s: comes after what was fed before', async (_, step) => {
    const unhandled = await unhandledRejections(async () => {
      const seen: number[] = []
      const noting = Iteratee.foreach((n: number) => seen.push(n))
      expect(leftOf(await ending(step).run(noting)())).toBe(failure)
      expect(seen).toEqual([1])
      const applied = await (await ending(step).apply(noting)()).step()
      expect(applied._tag === 'Error' && applied.error).toBe(failure)
      expect(await ending(step).run(Iteratee.head())()).toEqual(E.right(O.some(1)))
    })
    expect(unhandled).toEqual([])
  })

  test('an error handed to loop is one, too', async () => {
    const source = Enumerator.checkContinue0<number>((loop) => loop(Iteratee.error(failure)))
    expect(leftOf(await source.run(all())())).toBe(failure)
  })

  test('of the iteratee is its own, and no further step is taken', async () => {
    const { enumerator, steps } = countdown(9)
    const result = await enumerator.run(Iteratee.cont(() => Iteratee.error(failure, el(9))))()
    expect(leftOf(result)).toBe(failure)
    expect(steps).toEqual([9])
  })
})
