/** `fromCallback1`: how the retriever is called, and which of the two is told how it went. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { late, pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')
const all = <A>() => Iteratee.getChunks<A>()
const raise = (): never => {
  throw failure
}

/** 1, 2, 3, with whether it was the first call; what is told is noted. */
const noted = (retrieve: (n: number) => Promise<O.Option<number>> = async (n) => (n > 3 ? O.none : O.some(n))) => {
  const firsts: boolean[] = []
  const complete = jest.fn()
  const onError = jest.fn((_: Error, __: Input<unknown>) => undefined)
  let n = 0
  const enumerator = Enumerator.fromCallback1(
    (first) => {
      firsts.push(first)
      if (first) n = 0
      return () => retrieve(++n)
    },
    complete,
    onError
  )
  return { enumerator, firsts, complete, onError }
}

type Noted = ReturnType<typeof noted>

const completed = ({ complete, onError }: Noted) => {
  expect(complete).toHaveBeenCalledTimes(1)
  expect(onError).not.toHaveBeenCalled()
}

const failed = ({ complete, onError }: Noted, error: unknown, remaining: Input<unknown> = Input.empty) => {
  expect(complete).not.toHaveBeenCalled()
  expect(onError.mock.calls).toEqual([[error, remaining]])
  expect(onError.mock.calls[0]?.[0]).toBe(error)
}

test('delivers what the retriever answers, until that is none; told true on the first call only', async () => {
  const source = noted()
  expect(await source.enumerator.run(all())()).toEqual(E.right([1, 2, 3]))
  expect(source.firsts).toEqual([true, false, false, false])
  completed(source)
})

test('each run begins anew', async () => {
  const source = noted()
  await source.enumerator.run(all())()
  expect(await source.enumerator.run(all())()).toEqual(E.right([1, 2, 3]))
  expect(source.firsts).toEqual([true, false, false, false, true, false, false, false])
  expect(source.complete).toHaveBeenCalledTimes(2)
})

test('sends EOF at its end: nothing follows it, also where it is applied', async () => {
  const source = noted()
  expect(await source.enumerator.andThen(Enumerator.of(7)).run(all())()).toEqual(E.right([1, 2, 3]))
  const fed = await noted().enumerator.apply(all<number>())()
  expect(await fed.step()).toEqual({ _tag: 'Done', value: [1, 2, 3], remaining: Input.eof })
})

test('neither is called before, nor where it is not reached', async () => {
  const source = noted()
  expect(await Enumerator.of(0).andThen(source.enumerator).run(Iteratee.head())()).toEqual(E.right(O.some(0)))
  await source.enumerator.run(all(), { signal: AbortSignal.abort() })()
  expect(source.firsts).toEqual([])
  expect(source.complete).not.toHaveBeenCalled()
  expect(source.onError).not.toHaveBeenCalled()
})

test('both may be left out', async () => {
  const once = Enumerator.fromCallback1((first) => async () => (first ? O.some('a') : O.none))
  expect(await once.run(all())()).toEqual(E.right(['a']))
  const result = await Enumerator.fromCallback1(() => () => Promise.reject(failure)).run(all())()
  expect(E.isLeft(result) && result.left).toBe(failure)
})

describe('onComplete, once', () => {
  test.each<readonly [string, (e: Enumerator<number>) => Promise<E.Either<Error, unknown>>]>([
    ['the end', (e) => e.run(all())()],
    ['an iteratee that is done', (e) => e.run(Iteratee.head())()],
    ['an iteratee that is done later', (e) => e.run(Iteratee.head<number>().mapM((n) => late(n, 3)))()],
    ['take(2)', (e) => e.through(Enumeratee.take(2)).run(all())()],
    ['an iteratee that recovers', (e) => e.run(Iteratee.foreach(raise).recover(() => O.some(0)))()],
    ['a slow consumer', (e) => e.run(Iteratee.foreachM((n) => late(n, 5)))()]
  ])('on %s', async (_, run) => {
    const source = noted()
    expect(E.isRight(await run(source.enumerator))).toBe(true)
    completed(source)
  })
})

describe('onError, once, with the very error', () => {
  test.each<readonly [string, Iteratee<number, unknown>, Input<unknown>]>([
    ['in the error state', Iteratee.cont(() => Iteratee.error(failure)), Input.empty],
    ['that leaves something over', Iteratee.cont((i: Input<number>) => Iteratee.error(failure, i)), Input.el(1)],
    ['that throws', Iteratee.foreach(raise), Input.empty],
    ['that rejects', Iteratee.foreachM(() => () => Promise.reject(failure)), Input.empty],
    ['that fails when it is done', Iteratee.head<number>().map(raise), Input.empty],
    ['that fails at the end', all<number>().map(raise), Input.eof]
  ])('on an iteratee %s', async (_, iteratee, remaining) => {
    const unhandled = await unhandledRejections(async () => {
      const source = noted()
      const result = await source.enumerator.run(iteratee)()
      expect(E.isLeft(result) && result.left).toBe(failure)
      failed(source, failure, remaining)
    })
    expect(unhandled).toEqual([])
  })

  test.each<readonly [string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(failure)],
    ['throws', raise],
    ['rejects later', async () => (await pause(3), raise())]
  ])('on a retriever that %s', async (_, retrieve) => {
    const unhandled = await unhandledRejections(async () => {
      const source = noted((n) => (n === 2 ? retrieve() : Promise.resolve(O.some(n))))
      const seen: number[] = []
      const result = await source.enumerator.run(Iteratee.foreach((n) => seen.push(n)))()
      expect(E.isLeft(result) && result.left).toBe(failure)
      expect(seen).toEqual([1])
      failed(source, failure)
    })
    expect(unhandled).toEqual([])
  })

  test('on a failure of what stands between', async () => {
    const source = noted()
    await source.enumerator.map(raise).run(all())()
    failed(source, failure)
  })

  test('on an interruption, while it waits', async () => {
    const controller = new AbortController()
    const source = noted(() => new Promise(() => undefined))
    const run = source.enumerator.run(all(), { signal: controller.signal })()
    controller.abort('reason')
    const result = await run
    expect(result).toMatchObject({ left: { name: 'AbortError', cause: 'reason' } })
    failed(source, E.isLeft(result) && result.left)
  })

  test('what is thrown and no Error comes wrapped, the same object as that of the run', async () => {
    const thrown: unknown = 'text'
    const source = noted(() => Promise.reject(thrown))
    const result = await source.enumerator.run(all())()
    expect(result).toMatchObject({ left: { cause: thrown } })
    expect(source.onError).toHaveBeenCalledTimes(1)
    expect(source.onError.mock.calls[0]?.[0]).toBe(E.isLeft(result) && result.left)
  })
})

describe('what one of the two throws', () => {
  test('is the failure of a run that went well', async () => {
    const source = Enumerator.fromCallback1<number>((first) => async () => (first ? O.some(1) : O.none), raise)
    const result = await source.run(all())()
    expect(E.isLeft(result) && result.left).toBe(failure)
  })

  test('hides no failure', async () => {
    const second = () => {
      throw new Error('second')
    }
    const source = Enumerator.fromCallback1<number>(() => () => Promise.reject(failure), second, second)
    const result = await source.run(all())()
    expect(E.isLeft(result) && result.left).toBe(failure)
    const well = Enumerator.fromCallback1<number>(() => async () => O.some(1), second, second)
    const ill = await well.run(Iteratee.cont(() => Iteratee.error(failure)))()
    expect(E.isLeft(ill) && ill.left).toBe(failure)
  })
})
