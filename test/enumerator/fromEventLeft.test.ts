/** The listeners of `Enumerator.fromEvent` are removed, however it is left; and what an `error` of an emitter does. */
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { toReadableStream } from 'fp-ts-iteratee/web'
import * as E from 'fp-ts/lib/Either.js'
import { EventEmitter, getEventListeners } from 'node:events'
import { PassThrough } from 'node:stream'
import { targets } from '../support/eventTargets'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { turns } from '../support/turns'

const failure = new Error('on purpose')
const chunks = Iteratee.getChunks<number>()

const leftOf = <A>(result: E.Either<Error, A>): Error | undefined => (E.isLeft(result) ? result.left : undefined)

/** What has come is 1, before any of these; each is told when to leave. */
const exits: ReadonlyArray<readonly [string, (e: Enumerator<number>, left: Promise<void>) => Promise<unknown>]> = [
  ['by head', (e) => e.run(Iteratee.head())()],
  ['by take', (e) => e.through(Enumeratee.take(1)).run(chunks)()],
  [
    'by a failure of what follows',
    (e) =>
      e
        .map(() => {
          throw failure
        })
        .run(chunks)()
  ],
  ['by an iteratee that fails', (e) => e.run(Iteratee.head<number>().flatMap(() => Iteratee.error('no')))()],
  [
    'by another branch that fails',
    (e, left) => e.interleave(Enumerator.flatten(() => left.then(() => Enumerator.fail(failure)))).run(chunks)()
  ],
  [
    'by another branch that ends the run, while idle',
    (e, left) =>
      e
        .filter(() => false)
        .interleave(Enumerator.fromTask(() => left))
        .run(Iteratee.head())()
  ],
  [
    'by an abort, while idle',
    async (e, left) => {
      const controller = new AbortController()
      const run = e.run(chunks, { signal: controller.signal })()
      await left
      controller.abort()
      expect(E.isLeft(await run)).toBe(true)
      expect(listenersOf(controller.signal)).toBe(0)
    }
  ],
  [
    'by an abort before the run',
    async (e) => {
      expect(E.isLeft(await e.run(chunks, { signal: AbortSignal.abort() })())).toBe(true)
    }
  ],
  [
    'by takeUntil, while idle',
    async (e, left) => {
      const controller = new AbortController()
      const run = e.through(Enumeratee.takeUntil(controller.signal)).run(chunks)()
      await left
      controller.abort()
      expect(await run).toEqual(E.right([1]))
    }
  ],
  [
    'by an iteration that is left, while idle',
    async (e, left) => {
      const iterator = Enumerator.toAsyncIterable(e)[Symbol.asyncIterator]()
      await iterator.next()
      const waiting = iterator.next()
      await left
      await iterator.return?.()
      expect((await waiting).done).toBe(true)
    }
  ],
  [
    'by a web stream that is cancelled, while idle',
    async (e, left) => {
      const reader = toReadableStream(e).getReader()
      await reader.read()
      void reader.read()
      await left
      await reader.cancel()
    }
  ],
  ['by what is not to be run', (e) => e.run(Iteratee.done(1))()]
]

describe.each(targets)('of %s no listener is left', (_, make) => {
  test.each(exits)('%s', async (_, leave) => {
    const { emit, listeners, numbers } = make()
    const unhandled = await unhandledRejections(async () => {
      let tell = (): void => undefined
      const left = new Promise<void>((resolve) => (tell = resolve))
      const leaving = leave(numbers(), left)
      await turns(1)
      expect(listeners()).toBeLessThanOrEqual(1)
      emit(1)
      await turns(1)
      tell()
      await leaving
      expect(listeners()).toBe(0)
      expect(() => emit(2)).not.toThrow()
    })
    expect(unhandled).toEqual([])
  })

  test('while one of two runs is left, the other listens on', async () => {
    const { emit, listeners, numbers } = make()
    const e = numbers()
    const first = e.run(Iteratee.head())()
    const both = e.run(Iteratee.takeUpTo(2))()
    emit(1)
    await first
    expect(listeners()).toBe(1)
    emit(2)
    expect(await both).toEqual(E.right([1, 2]))
    expect(listeners()).toBe(0)
  })
})

describe('an error of an emitter', () => {
  const make = () => {
    const emitter = new EventEmitter()
    const seen: unknown[] = []
    const counts = () => emitter.eventNames().map((name) => [name, emitter.listenerCount(name)])
    return { emitter, seen, counts, note: Iteratee.foreach((one: unknown) => seen.push(one)) }
  }

  test('is the failure of the run, that very one, after what came before', async () => {
    const { emitter, seen, counts, note } = make()
    const run = Enumerator.fromEvent(emitter, 'data').run(note)()
    emitter.emit('data', 1)
    emitter.emit('error', failure)
    emitter.emit('data', 2)
    expect(leftOf(await run)).toBe(failure)
    expect(seen).toEqual([1])
    expect(counts()).toEqual([])
  })

  test('is wrapped where it is no Error', async () => {
    const { emitter, note } = make()
    const run = Enumerator.fromEvent(emitter, 'data').run(note)()
    emitter.emit('error', 'no error')
    expect(leftOf(await run)).toMatchObject({ cause: 'no error' })
  })

  test('is an element, where that is what is listened to, and fails nothing', async () => {
    const { emitter, counts } = make()
    const run = Enumerator.fromEvent<Error>(emitter, 'error').run(Iteratee.takeUpTo(2))()
    expect(counts()).toEqual([['error', 1]])
    emitter.emit('error', failure)
    emitter.emit('error', failure)
    expect(await run).toEqual(E.right([failure, failure]))
    expect(counts()).toEqual([])
  })

  test('is thrown again, by the emitter, when it is left', async () => {
    const { emitter } = make()
    const run = Enumerator.fromEvent(emitter, 'data').run(Iteratee.head())()
    emitter.emit('data', 1)
    await run
    expect(() => emitter.emit('error', failure)).toThrow(/on purpose/)
  })

  test('of a stream of Node comes after its data', async () => {
    const stream = new PassThrough()
    const run = Enumerator.fromEvent<Buffer>(stream, 'data').run(Iteratee.foreach((data) => String(data)))()
    stream.write('a')
    await turns(1)
    stream.destroy(failure)
    expect(leftOf(await run)).toBe(failure)
    expect(stream.listenerCount('data')).toBe(0)
  })
})

test('an event of the name error of an EventTarget is nothing special', async () => {
  const target = new EventTarget()
  const run = Enumerator.fromEvent(target, 'data').run(Iteratee.head())()
  expect(getEventListeners(target, 'error')).toEqual([])
  target.dispatchEvent(new Event('error'))
  target.dispatchEvent(new Event('data'))
  expect(await run).toMatchObject(E.right({ value: { type: 'data' } }))
})

test('the abort of the very signal that interrupts the run: it is left, and nothing listens', async () => {
  const controller = new AbortController()
  const run = Enumerator.fromEvent(controller.signal, 'abort').run(Iteratee.head(), { signal: controller.signal })()
  expect(listenersOf(controller.signal)).toBe(2)
  controller.abort()
  expect(leftOf(await run)?.name).toBe('AbortError')
  expect(listenersOf(controller.signal)).toBe(0)
  const late = Enumerator.fromEvent(controller.signal, 'abort').run(Iteratee.head(), { signal: controller.signal })()
  expect(E.isLeft(await late)).toBe(true)
})

describe('a target that throws', () => {
  test('when it is listened to: fails the run, and keeps no listener', async () => {
    const emitter = new EventEmitter()
    emitter.on('newListener', (name) => {
      if (name === 'error') throw failure
    })
    expect(leftOf(await Enumerator.fromEvent(emitter, 'data').run(Iteratee.head())())).toBe(failure)
    expect(emitter.eventNames()).toEqual(['newListener'])
  })

  test('when a listener is removed: fails the run, and keeps none', async () => {
    for (const bad of ['data', 'error']) {
      const emitter = new EventEmitter()
      emitter.on('removeListener', (name) => {
        if (name === bad) throw failure
      })
      const run = Enumerator.fromEvent(emitter, 'data').run(Iteratee.head())()
      emitter.emit('data', 1)
      expect(leftOf(await run)).toBe(failure)
      expect(emitter.eventNames()).toEqual(['removeListener'])
    }
  })
})

test('a thousand runs of one target, each left, leave nothing', async () => {
  const emitter = new EventEmitter().setMaxListeners(0)
  const runs = Array.from({ length: 1000 }, () => Enumerator.fromEvent(emitter, 'data').run(Iteratee.head())())
  expect(emitter.listenerCount('data')).toBe(1000)
  await Laws.pause(1)
  emitter.emit('data', 1)
  await Promise.all(runs)
  expect(emitter.eventNames()).toEqual([])
})
