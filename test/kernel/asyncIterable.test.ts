/** An async iterator is told when it is left, also while it is being waited for. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { Readable } from 'node:stream'
import { unhandledRejections } from '../support/leaks'

type Result = IteratorResult<number, undefined>

interface Spied {
  readonly next: jest.Mock<Promise<Result>, []>
  readonly return: jest.Mock<Promise<Result>, []>
  readonly enumerator: Enumerator<number>
}

const over = { done: true, value: undefined } as const

/** 1, 2, then what `last` answers. */
const spied = (last: () => Promise<Result>): Spied => {
  let n = 0
  const next = jest.fn(async (): Promise<Result> => (++n < 3 ? { done: false, value: n } : last()))
  const returned = jest.fn(async (): Promise<Result> => over)
  const iterator: AsyncIterator<number, undefined, undefined> = { next, return: returned }
  return {
    next,
    return: returned,
    enumerator: Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => iterator })
  }
}

const chunks = Iteratee.getChunks<number>()

test('one that has ended is not told', async () => {
  const { enumerator, next, return: returned } = spied(async () => over)
  expect(await enumerator.run(chunks)()).toEqual(E.right([1, 2]))
  expect(next).toHaveBeenCalledTimes(3)
  expect(returned).not.toHaveBeenCalled()
})

test('one that has failed is not told', async () => {
  const { enumerator, return: returned } = spied(() => Promise.reject(new Error('source')))
  expect(await enumerator.run(chunks)()).toEqual(E.left(new Error('source')))
  expect(returned).not.toHaveBeenCalled()
})

test.each<readonly [string, (e: Enumerator<number>) => Promise<unknown>]>([
  ['by take', (e) => e.through(Enumeratee.take(2)).run(chunks)()],
  ['by head', (e) => e.run(Iteratee.head())()],
  ['by a failure', (e) => e.map(() => JSON.parse('{') as number).run(chunks)()]
])('one that is left %s is told once, and not asked again', async (_, run) => {
  const { enumerator, next, return: returned } = spied(async () => over)
  await run(enumerator)
  expect(returned).toHaveBeenCalledTimes(1)
  expect(next.mock.calls.length).toBeLessThanOrEqual(2)
})

test('one that is being waited for is told, and its answer is not waited for', async () => {
  const controller = new AbortController()
  const { enumerator, return: returned } = spied(() => new Promise(() => undefined))
  returned.mockReturnValue(new Promise(() => undefined))
  const run = enumerator.run(chunks, { signal: controller.signal })()
  await pause(10)
  controller.abort()
  expect(E.isLeft(await run)).toBe(true)
  expect(returned).toHaveBeenCalledTimes(1)
})

test('where it is not being waited for, the end of its cleanup is', async () => {
  const log: string[] = []
  const { enumerator, return: returned } = spied(async () => over)
  returned.mockImplementation(async () => {
    await pause(20)
    log.push('cleaned up')
    return over
  })
  await enumerator
    .through(Enumeratee.take(1))
    .andThen(Enumerator.defer(() => (log.push('next'), Enumerator.empty)))
    .run(chunks)()
  expect(log).toEqual(['cleaned up', 'next'])
})

test('a cleanup that fails is the failure of the run', async () => {
  const error = new Error('cleanup')
  const { enumerator, return: returned } = spied(async () => over)
  returned.mockRejectedValue(error)
  const result = await enumerator.through(Enumeratee.take(1)).run(chunks)()
  expect(E.isLeft(result) && result.left).toBe(error)
})

test('a cleanup that fails while nobody waits for it is handled', async () => {
  const controller = new AbortController()
  const { enumerator, return: returned } = spied(() => new Promise(() => undefined))
  returned.mockRejectedValue(new Error('cleanup'))
  const unhandled = await unhandledRejections(async () => {
    const run = enumerator.run(chunks, { signal: controller.signal })()
    await pause(10)
    controller.abort()
    await run
  })
  expect(unhandled).toEqual([])
})

test('one without return is left as it is', async () => {
  const endless = { next: async () => ({ done: false as const, value: 1 }) }
  const e = Enumerator.fromAsyncIterable({ [Symbol.asyncIterator]: () => endless })
  expect(await e.through(Enumeratee.take(2)).run(chunks)()).toEqual(E.right([1, 1]))
})

test('[Symbol.asyncIterator] that throws is the failure of the run', async () => {
  const error = new Error('open')
  const e = Enumerator.fromAsyncIterable({
    [Symbol.asyncIterator]: (): AsyncIterator<number> => {
      throw error
    }
  })
  const result = await e.run(chunks)()
  expect(E.isLeft(result) && result.left).toBe(error)
})

test('a Node stream is destroyed when it is left', async () => {
  const stream = Readable.from(['a', 'b', 'c'])
  await Enumerator.fromAsyncIterable(stream).through(Enumeratee.take(1)).run(Iteratee.ignore())()
  expect(stream.destroyed).toBe(true)
})
