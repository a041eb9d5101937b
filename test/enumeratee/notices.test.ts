/** `onIterateeDone` and `onEOF`: when they act, and how often. */
import * as fc from 'fast-check'
import { AbortError, Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { elements, iteratees } from '../support/numbers'

const error = new Error('no')

const setUp = () => {
  const told = jest.fn(() => undefined)
  return { told, done: Enumeratee.onIterateeDone<number>(told), eof: Enumeratee.onEOF<number>(told) }
}

describe('onIterateeDone', () => {
  test('acts once where there is a result, early or at the end, and not on a failure', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, Laws.cuttings, async ({ iteratee, model }, fed, cutting) => {
        const ending = model(fed)
        const expected = ending._tag === 'Done' && !model([]).early ? 1 : 0
        const through = setUp()
        const source = cutting.produce(fed)
        expect(await Laws.running(source.through(through.done), iteratee)).toEqual(Laws.resultIn(ending))
        expect(through.told).toHaveBeenCalledTimes(expected)
        const transformed = setUp()
        expect(await Laws.running(source, transformed.done.transform(iteratee))).toEqual(Laws.resultIn(ending))
        expect(transformed.told).toHaveBeenCalledTimes(expected)
      }),
      { numRuns: 300 }
    )
  })

  test.each<readonly [string, (done: Enumeratee<number, number>) => Enumerator<number>]>([
    ['the source fails', (done) => Enumerator.of(1).andThen(Enumerator.fail(error)).through(done)],
    ['a function before it throws', (done) => throwing(Enumerator.of(1)).through(done)],
    ['a function behind it throws', (done) => throwing(Enumerator.of(1).through(done))]
  ])('does not act where %s', async (_, make) => {
    const { told, done } = setUp()
    const result = await make(done).run(Iteratee.getChunks())()
    expect(E.isLeft(result) && result.left).toBe(error)
    expect(told).not.toHaveBeenCalled()
  })

  const throwing = (e: Enumerator<number>): Enumerator<number> =>
    e.map(() => {
      throw error
    })

  test('does not act where the run is interrupted', async () => {
    const { told, done } = setUp()
    const controller = new AbortController()
    const result = Enumerator.never.through(done).run(Iteratee.getChunks(), { signal: controller.signal })()
    controller.abort()
    expect(await result).toEqual(E.left(new AbortError(controller.signal.reason)))
    expect(told).not.toHaveBeenCalled()
  })

  test.each<readonly [string, (f: Enumeratee<number, number>, it: Iteratee<number, number>) => Promise<unknown>]>([
    ['through', (f, it) => Enumerator.of(1, 2).through(f).run(it)()],
    ['transform', (f, it) => Enumerator.of(1, 2).run(f.transform(it))()]
  ])('acts after the result is there, and before the run answers (%s)', async (_, run) => {
    const log: string[] = []
    const done = Enumeratee.onIterateeDone<number>(() => {
      log.push('told')
    })
    const it = Iteratee.fold(0, (s: number, n: number) => s + n).mapM((s) => async () => {
      await Laws.pause(3)
      log.push('result')
      return s
    })
    await run(done, it).then(() => log.push('answered'))
    expect(log).toEqual(['result', 'told', 'answered'])
  })

  test('does not act for an iteratee that has its result from the beginning, on neither side', async () => {
    const { told, done } = setUp()
    await Enumerator.of(1).through(done).run(Iteratee.done('at once'))()
    await Enumerator.of(1).run(done.transform(Iteratee.done('at once')))()
    await Enumerator.of(1).run(done.transform(Iteratee.takeUpTo(0)))()
    expect(told).not.toHaveBeenCalled()
  })

  test('what it throws is the failure of the run', async () => {
    const done = Enumeratee.onIterateeDone<number>(() => {
      throw error
    })
    const through = await Enumerator.of(1).through(done).run(Iteratee.getChunks())()
    expect(E.isLeft(through) && through.left).toBe(error)
    const transformed = await Enumerator.of(1).run(done.transform(Iteratee.getChunks()))()
    expect(E.isLeft(transformed) && transformed.left).toBe(error)
  })

  test('waits for the end of an iteratee that is fed in parts, and acts for each end', async () => {
    const { told, done } = setUp()
    const begun = await Enumerator.of(1).apply(done.transform(Iteratee.getChunks()))()
    const further = await Enumerator.of(2).apply(begun)()
    expect(told).not.toHaveBeenCalled()
    expect(await further.run()).toEqual(E.right([1, 2]))
    expect(told).toHaveBeenCalledTimes(1)
    expect(await Laws.running(Enumerator.of(3), begun)).toEqual(E.right([1, 3]))
    expect(told).toHaveBeenCalledTimes(2)
  })

  test('of an enumerator that has been applied acts when the iteratee ends elsewhere', async () => {
    const { told, done } = setUp()
    const begun = await Enumerator.of(1).through(done).apply(Iteratee.getChunks<number>())()
    expect(told).not.toHaveBeenCalled()
    expect(await Laws.running(Enumerator.of(2), begun)).toEqual(E.right([1, 2]))
    expect(told).toHaveBeenCalledTimes(1)
  })

  test('of an iteratee that it was applied on acts when that ends', async () => {
    const { told, done } = setUp()
    const inner = await Enumerator.of(1).run(done.applyOn(Iteratee.getChunks<number>()))()
    expect(told).not.toHaveBeenCalled()
    if (E.isLeft(inner)) throw inner.left
    expect(await Laws.running(Enumerator.of(2), inner.right)).toEqual(E.right([1, 2]))
    expect(told).toHaveBeenCalledTimes(1)
  })

  test('acts in a sequence for its own iteratee, not for the next', async () => {
    const log: string[] = []
    const done = Enumeratee.onIterateeDone<number>(() => {
      log.push('told')
    })
    const both = done.transform(Iteratee.head<number>()).flatMap(() => {
      log.push('next')
      return Iteratee.getChunks<number>()
    })
    expect(await Laws.running(Enumerator.of(1, 2), both)).toEqual(E.right([2]))
    expect(log).toEqual(['told', 'next'])
  })

  test('acts once in each of several', async () => {
    const { told, done } = setUp()
    await Enumerator.of(1).through(done).through(done).run(Iteratee.head())()
    await Enumerator.of(1).run(done.compose(done).transform(Iteratee.head()))()
    expect(told).toHaveBeenCalledTimes(4)
  })
})

describe('onEOF', () => {
  test('acts once where the input is over, and not where the iteratee ends before', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, Laws.cuttings, async ({ iteratee, model }, fed, cutting) => {
        const expected = model(fed).early ? 0 : 1
        const through = setUp()
        await cutting.produce(fed).through(through.eof).run(iteratee)()
        expect(through.told).toHaveBeenCalledTimes(expected)
        const transformed = setUp()
        await cutting.produce(fed).run(transformed.eof.transform(iteratee))()
        expect(transformed.told).toHaveBeenCalledTimes(expected)
      }),
      { numRuns: 300 }
    )
  })

  test('acts at the end of its enumerator, before what follows that', async () => {
    const log: unknown[] = []
    const eof = Enumeratee.onEOF<number>(() => {
      log.push('over')
    })
    await Enumerator.of(1)
      .through(eof)
      .andThen(Enumerator.of(2))
      .run(Iteratee.foreach((n) => log.push(n)))()
    expect(log).toEqual([1, 'over', 2])
  })

  test('acts before what is behind it is ended', async () => {
    const log: unknown[] = []
    const eof = Enumeratee.onEOF<number>(() => {
      log.push('over')
    })
    await Enumerator.of(1).run(
      eof.compose(Enumeratee.trailing(Enumerator.of(2))).transform(Iteratee.foreach((n) => log.push(n)))
    )()
    expect(log).toEqual([1, 'over', 2])
  })

  test('acts where EOF is sent in the middle', async () => {
    const { told, eof } = setUp()
    await Enumerator.of(1).andThen(Enumerator.eof).andThen(Enumerator.of(2)).through(eof).run(Iteratee.ignore())()
    expect(told).toHaveBeenCalledTimes(1)
  })

  test('does not act between inputs that are fed by hand', async () => {
    const { told, eof } = setUp()
    const fed = await eof.transform(Iteratee.getChunks()).feed(Input.el(1))()
    expect(told).not.toHaveBeenCalled()
    await fed.feed(Input.eof)()
    expect(told).toHaveBeenCalledTimes(1)
  })

  test('what it throws is the failure of the run', async () => {
    const eof = Enumeratee.onEOF<number>(() => {
      throw error
    })
    const result = await Enumerator.of(1).through(eof).run(Iteratee.getChunks())()
    expect(E.isLeft(result) && result.left).toBe(error)
  })

  test('does not act where the source fails', async () => {
    const { told, eof } = setUp()
    await Enumerator.fail(error).through(eof).run(Iteratee.getChunks())()
    expect(told).not.toHaveBeenCalled()
  })
})
