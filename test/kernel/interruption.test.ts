/** A signal ends a run at once, whatever it is doing; and nothing of the run is left on the signal. */
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { listenersOf, timersLeft, unhandledRejections } from '../support/leaks'

const never = () => new Promise<never>(() => undefined)

const aborted = (reason: unknown) => E.left(new AbortError(reason))

test('one aborted before: nothing is run', async () => {
  const asked = jest.fn(() => 1)
  const signal = AbortSignal.abort('reason')
  expect(await Enumerator.repeat(asked).run(Iteratee.ignore(), { signal })()).toEqual(aborted('reason'))
  expect(asked).not.toHaveBeenCalled()
  expect(listenersOf(signal)).toBe(0)
})

test('the error is an AbortError with the reason as its cause', async () => {
  const result = await Enumerator.of(1).run(Iteratee.ignore(), { signal: AbortSignal.abort('reason') })()
  expect(result).toMatchObject({ left: { name: 'AbortError', cause: 'reason' } })
  expect(E.isLeft(result) && result.left).toBeInstanceOf(AbortError)
})

test('one that never aborts: its listener goes with the run, however that ends', async () => {
  const { signal } = new AbortController()
  const ends = [
    Enumerator.of(1).run(Iteratee.ignore(), { signal }),
    Enumerator.of(1).run(Iteratee.head(), { signal }),
    Enumerator.of(1).run(Iteratee.error('no'), { signal }),
    Enumerator.of(1)
      .mapM((n) => async () => n)
      .run(Iteratee.ignore(), { signal }),
    Enumerator.of(1)
      .mapM(() => () => Promise.reject(new Error()))
      .run(Iteratee.ignore(), { signal })
  ]
  for (const run of ends) {
    const result = run()
    expect(listenersOf(signal)).toBeLessThanOrEqual(1)
    await result
    expect(listenersOf(signal)).toBe(0)
  }
})

test('each run puts at most one listener on its signal', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const add = jest.spyOn(signal, 'addEventListener')
  const remove = jest.spyOn(signal, 'removeEventListener')
  const many = Enumerator.interleave(
    Enumerator.tick(1e6),
    Enumerator.tick(1e6),
    Enumerator.of(1, 2).mapM(() => never)
  )
  const run = many.flatMap((n) => Enumerator.of(n)).run(Iteratee.ignore(), { signal })()
  await pause(5)
  expect(add).toHaveBeenCalledTimes(1)
  controller.abort()
  await run
  expect(remove).toHaveBeenCalledTimes(1)
})

test('one signal ends many runs', async () => {
  const controller = new AbortController()
  const runs = Array.from({ length: 5 }, () =>
    Enumerator.tick(1e6).run(Iteratee.ignore(), { signal: controller.signal })()
  )
  controller.abort('all')
  expect(await Promise.all(runs)).toEqual(runs.map(() => aborted('all')))
})

describe('from within the run', () => {
  const sources: Readonly<Record<string, Enumerator<number>>> = {
    array: Enumerator.fromIterable([1, 2, 3, 4, 5]),
    generator: Enumerator.fromIterable([1, 2, 3, 4, 5].values()),
    andThen: Enumerator.of(1, 2).andThen(Enumerator.of(3)).andThen(Enumerator.of(4, 5)),
    flatMap: Enumerator.of(1, 2, 3, 4, 5).flatMap((n) => Enumerator.of(n)),
    mapM: Enumerator.of(1, 2, 3, 4, 5).mapM((n) => async () => n),
    interleave: Enumerator.of(1, 2, 3, 4, 5).interleave(Enumerator.empty),
    mapConcat: Enumerator.of([1, 2, 3, 4, 5]).through(Enumeratee.mapConcat((ns) => ns)),
    async: Enumerator.async((channel) => {
      for (const n of [1, 2, 3, 4, 5]) channel.push(n)
      return () => undefined
    })
  }

  test.each(Object.entries(sources))('foreach sees no element after the one that aborted (%s)', async (_, source) => {
    const controller = new AbortController()
    const seen: number[] = []
    const abortAt3 = Iteratee.foreach((n: number) => {
      seen.push(n)
      if (n === 3) controller.abort('three')
    })
    expect(await source.run(abortAt3, { signal: controller.signal })()).toEqual(aborted('three'))
    expect(seen).toEqual([1, 2, 3])
  })

  test('an endless source is left', async () => {
    const controller = new AbortController()
    let n = 0
    const abortLater = Iteratee.foreach(() => {
      if (++n === 1000) controller.abort()
    })
    await Enumerator.repeat(() => 0).run(abortLater, { signal: controller.signal })()
    expect(n).toBe(1000)
  })

  test('an abort by the source itself', async () => {
    const controller = new AbortController()
    const source = Enumerator.repeat(() => {
      controller.abort('source')
      return 0
    })
    expect(await source.run(Iteratee.ignore(), { signal: controller.signal })()).toEqual(aborted('source'))
  })

  test('an abort by the last element counts', async () => {
    const controller = new AbortController()
    const last = Iteratee.foreach(() => controller.abort('last'))
    expect(await Enumerator.of(1).run(last, { signal: controller.signal })()).toEqual(aborted('last'))
  })

  test('an abort after the end counts for nothing', async () => {
    const controller = new AbortController()
    const result = Enumerator.of(1).run(Iteratee.getChunks(), { signal: controller.signal })()
    controller.abort()
    expect(await result).toEqual(E.right([1]))
  })
})

describe('while something is waited for', () => {
  const waits: Readonly<Record<string, (signal: AbortSignal) => Promise<E.Either<Error, unknown>>>> = {
    'the source': (signal) => Enumerator.unfoldM(0, () => never).run(Iteratee.ignore(), { signal })(),
    mapM: (signal) =>
      Enumerator.of(1)
        .mapM(() => never)
        .run(Iteratee.ignore(), { signal })(),
    foldM: (signal) =>
      Enumerator.of(1).run(
        Iteratee.foldM(0, () => never),
        { signal }
      )(),
    'foldM behind a transform': (signal) =>
      Enumerator.of(1).run(Enumeratee.map((n: number) => n).transform(Iteratee.foldM(0, () => never)), { signal })(),
    'a branch of interleave': (signal) =>
      Enumerator.of(1)
        .interleave(Enumerator.unfoldM(0, () => never))
        .run(Iteratee.ignore(), { signal })(),
    'a sink lent to a branch': (signal) =>
      Enumerator.of(1, 2)
        .interleave(Enumerator.of(3))
        .run(
          Iteratee.foldM(0, () => never),
          { signal }
        )(),
    'a clock of each kind': (signal) =>
      Enumerator.of(1, 2, 3)
        .through(Enumeratee.timeout(1e6))
        .through(Enumeratee.throttle(1e6))
        .through(Enumeratee.delay(1e6))
        .run(Iteratee.ignore(), { signal })(),
    'clocks that hold elements': (signal) =>
      Enumerator.of(1, 2, 3)
        .andThen(Enumerator.never)
        .through(Enumeratee.groupedWithin(9, 1e6))
        .through(Enumeratee.debounce(1e6))
        .run(Iteratee.ignore(), { signal })(),
    'a clock behind a transform': (signal) =>
      Enumerator.of(1).andThen(Enumerator.never).run(Enumeratee.debounce<number>(1e6).transform(Iteratee.ignore()), {
        signal
      })(),
    'tasks side by side': (signal) =>
      Enumerator.of(1, 2, 3)
        .through(Enumeratee.parMapM(2, () => never))
        .run(Iteratee.ignore(), { signal })(),
    'what a flush has handed on': (signal) =>
      Enumerator.of(1, 2)
        .andThen(Enumerator.never)
        .through(Enumeratee.parMapM(3, (n: number) => async () => n))
        .run(
          Iteratee.foldM(0, () => never),
          { signal }
        )(),
    'an enumeratee': (signal) =>
      Enumerator.of(1).through(Enumeratee.flatten<number, number>(never)).run(Iteratee.ignore(), { signal })(),
    tick: (signal) => Enumerator.tick(1e6).run(Iteratee.ignore(), { signal })()
  }

  test.each(Object.entries(waits))('%s: the run ends at once, and nothing is left', async (_, wait) => {
    const controller = new AbortController()
    const interrupt = async () => {
      const run = wait(controller.signal)
      await pause(10)
      controller.abort('now')
      expect(await run).toEqual(aborted('now'))
    }
    let left: number | undefined
    const unhandled = await unhandledRejections(async () => (left = await timersLeft(interrupt)))
    expect(unhandled).toEqual([])
    expect(left).toBe(0)
    expect(listenersOf(controller.signal)).toBe(0)
  })

  test('what was waited for and then fails is handled', async () => {
    const controller = new AbortController()
    let reject: (error: Error) => void = () => undefined
    const failing = () => new Promise<never>((_, no) => (reject = no))
    const unhandled = await unhandledRejections(async () => {
      const run = Enumerator.of(1)
        .mapM(() => failing)
        .run(Iteratee.ignore(), { signal: controller.signal })()
      await pause(2)
      controller.abort('first')
      reject(new Error('second'))
      expect(await run).toEqual(aborted('first'))
    })
    expect(unhandled).toEqual([])
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['alone', (e) => e],
    ['behind a clock', (e) => e.through(Enumeratee.timeout(1e6))],
    ['beside another', (e) => e.interleave(Enumerator.never)]
  ])('what is being acquired, %s, is waited for and released, before the run answers', async (_, around) => {
    const log: string[] = []
    let open: () => void = () => undefined
    const acquire = () => new Promise<void>((resolve) => (open = resolve))
    const release = () => async () => {
      await pause(5)
      log.push('released')
    }
    const held = Enumerator.bracket(acquire, () => Enumerator.of(1), release)
    const controller = new AbortController()
    const run = around(held).run(
      Iteratee.foreach(() => log.push('used')),
      { signal: controller.signal }
    )()
    void run.then(() => log.push('answered'))
    await pause(5)
    controller.abort('now')
    await pause(20)
    expect(log).toEqual([])
    open()
    expect(await run).toEqual(aborted('now'))
    await pause(2)
    expect(log).toEqual(['released', 'answered'])
  })

  test.each<readonly [string, (e: Enumerator<number>) => Enumerator<number>]>([
    ['alone', (e) => e],
    ['behind a clock', (e) => e.through(Enumeratee.timeout(1e6))],
    ['beside another', (e) => e.interleave(Enumerator.never)]
  ])('fromCallback1, %s, is told of an abort as an error', async (_, around) => {
    const [complete, error] = [jest.fn(), jest.fn()]
    const controller = new AbortController()
    const source = Enumerator.fromCallback1<number>(() => never, complete, error)
    const run = around(source).run(Iteratee.ignore(), { signal: controller.signal })()
    await pause(5)
    controller.abort('now')
    await run
    expect(complete).not.toHaveBeenCalled()
    expect(error).toHaveBeenCalledTimes(1)
  })

  test('an async cleanup is waited for, and its failure does not hide the abort', async () => {
    const controller = new AbortController()
    let cleaned = false
    const slow = async function* () {
      try {
        yield 1
        yield 2
      } finally {
        await pause(20)
        cleaned = true
        await Promise.reject(new Error('in the cleanup'))
      }
    }
    const held = Iteratee.foldM(0, () => {
      controller.abort('first')
      return never
    })
    const result = await Enumerator.fromAsyncIterable(slow()).run(held, { signal: controller.signal })()
    expect(result).toEqual(aborted('first'))
    expect(cleaned).toBe(true)
  })
})
