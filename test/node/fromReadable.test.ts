import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { fromReadable, toReadable } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { PassThrough, Readable } from 'node:stream'
import { exits, failure, leftOf } from '../support/exits'
import { gate } from '../support/gate'
import { unhandledRejections } from '../support/leaks'
import { listeners, watched } from '../support/nodeStreams'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<unknown>()

/** Some of these at once, some later; pushed, whoever reads; then the end, or a failure. */
const pushed = (elements: ReadonlyArray<unknown>, objectMode: boolean, atOnce: number, error?: Error): Readable => {
  const stream = new Readable({ objectMode, read: () => undefined })
  void (async () => {
    for (const [i, n] of elements.entries()) {
      if (i >= atOnce) await (i % 5 === 0 ? turns(1) : Laws.pause(i % 3))
      stream.push(n)
    }
    if (error === undefined) stream.push(null)
    else stream.destroy(error)
  })()
  return stream
}

describe('the elements', () => {
  test('are the objects of the stream, and its failure that of the run, after them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.nat(20), fc.boolean(), async (elements, atOnce, fails) => {
        const stream = pushed(elements, true, atOnce, fails ? failure : undefined)
        const before = listeners(stream)
        const delivered = await Laws.delivered(fromReadable(() => stream))
        expect(delivered).toEqual({ elements, failure: fails ? failure.message : undefined })
        expect(listeners(stream)).toBe(before)
      })
    )
  })

  test('are its bytes, wherever they were cut', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }))
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(20), async (pieces, atOnce) => {
        const result = await fromReadable(() => pushed(pieces, false, atOnce)).run(Iteratee.getChunks())()
        expect(E.map(Buffer.concat)(result)).toEqual(E.right(Buffer.concat(pieces)))
      })
    )
  })

  test('are text where the stream has an encoding', async () => {
    const text = fromReadable<string>(() =>
      pushed([Buffer.from('naï'), Buffer.from('ve')], false, 0).setEncoding('utf8')
    )
    expect(E.map((all: ReadonlyArray<string>) => all.join(''))(await text.run(Iteratee.getChunks())())).toEqual(
      E.right('naïve')
    )
  })

  test('there and back are those of the enumerator', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), fc.nat(3), async (produced, highWaterMark) => {
        const { enumerator, content, failure } = produced
        const there = fromReadable<number>(() => toReadable(enumerator, { objectMode: true, highWaterMark }))
        expect(await Laws.delivered(there)).toEqual({ elements: content, failure })
      })
    )
  })

  test('are as many as each consumer wants, and no more: the laws of enumerators', async () => {
    const elements = [3, 1, 2, 3]
    for (const atOnce of [0, 2, 4]) {
      const enumerator = fromReadable<number>(() => pushed(elements, true, atOnce))
      await Laws.enumerator(enumerator, { expected: () => elements, numRuns: 20 })
    }
  })

  test('that are there together are handed on together, and nothing is read that is not taken', async () => {
    const n = 2000
    const all = Array.from({ length: n }, (_, i) => i)
    const sum = Iteratee.fold(0, (s: number, x: number) => s + x)
    expect(await fromReadable<number>(() => pushed(all, true, n)).run(sum)()).toEqual(E.right((n * (n - 1)) / 2))
    const { stream } = watched(all, { ahead: n })
    stream.read(0)
    await turns(2)
    expect(stream.readableLength).toBe(n)
    const keep = Iteratee.takeUpTo<unknown>(3).mapM((taken) => async () => [taken, stream.readableLength])
    expect(await fromReadable(() => stream).run(keep)()).toEqual(E.right([[0, 1, 2], n - 3]))
  })
})

describe('a run', () => {
  test('has a stream of its own, made when it begins', async () => {
    const make = jest.fn(() => Readable.from([1, 2]))
    const e = fromReadable(make)
    expect(make).not.toHaveBeenCalled()
    expect(await Promise.all([e.run(chunks)(), e.run(chunks)()])).toEqual([E.right([1, 2]), E.right([1, 2])])
    expect(make).toHaveBeenCalledTimes(2)
  })

  test('fails where the stream has been read, by us or by somebody else', async () => {
    const stream = Readable.from([1, 2])
    const e = fromReadable(() => stream)
    const [first, second] = await Promise.all([e.run(chunks)(), e.run(chunks)()])
    expect(first).toEqual(E.right([1, 2]))
    for (const result of [second, await e.run(chunks)()]) {
      expect(leftOf(result)?.message).toBe(
        'fromReadable: the stream has been read already; a stream can be read only once'
      )
    }
    const other = Readable.from([1])
    await other.toArray()
    expect(leftOf(await fromReadable(() => other).run(chunks)())?.message).toMatch(/has been read already/)
  })

  test('fails where there is no stream, or none can be made', async () => {
    const none = fromReadable(() => undefined as unknown as Readable)
    expect(leftOf(await none.run(chunks)())?.message).toBe('fromReadable: expected a Readable of Node, got undefined')
    const unmade = fromReadable(() => {
      throw failure
    })
    expect(leftOf(await unmade.run(chunks)())).toBe(failure)
  })

  test('fails with that very error, also of a stream that had failed before', async () => {
    const stream = new Readable({ read: () => undefined })
    const unheard = jest.fn()
    stream.on('error', unheard).destroy(failure)
    expect(leftOf(await fromReadable(() => stream).run(chunks)())).toBe(failure)
    const emitting = new PassThrough()
    const run = fromReadable(() => emitting).run(chunks)()
    await turns(1)
    emitting.emit('error', failure)
    expect(leftOf(await run)).toBe(failure)
    expect(emitting.destroyed).toBe(true)
  })

  test.each([0, 1, 5])('fails where the stream is closed before its end, %d turns later', async (n) => {
    const { stream } = watched([1, 2])
    const run = fromReadable(() => stream).run(chunks)()
    await turns(n)
    stream.destroy()
    expect(leftOf(await run)?.message).toBe('fromReadable: the stream was closed before its end')
    expect(listeners(stream)).toBe(0)
  })
})

test('an element is read when the last one has been taken', async () => {
  const source = watched([1, 2, 3, 4])
  const { iteratee, seen, open } = gate<unknown>()
  void fromReadable(() => source.stream).run(iteratee)()
  for (const n of [1, 2, 3]) {
    await turns(5)
    expect(seen).toHaveLength(n)
    expect(source.reads).toBe(n)
    open()
  }
  source.stream.destroy()
})

describe('a stream that is left before its end is destroyed once, with the reason, and has no listener of ours', () => {
  const cases = Object.entries(exits).flatMap(([name, exit]) => [0, 3].map((ahead) => [name, ahead, exit] as const))

  test.each(cases)('by %s, with %d ahead', async (name, ahead, { run, error }) => {
    const source = watched([1, 2], { ahead })
    let closed = 0
    source.stream.once('close', () => closed++)
    const result = await run(fromReadable(() => source.stream))
    expect(leftOf(result)).toEqual(error)
    // an iteratee that ends in the error state has ended; so has a branch, whatever becomes of another
    const reason = name === 'a failure elsewhere' || name === 'an iteratee that fails' ? undefined : error
    expect(source.destroyed).toEqual([reason ?? null])
    if (reason === failure) expect(source.destroyed[0]).toBe(failure)
    expect([closed, listeners(source.stream)]).toEqual([1, 0])
  })

  test('and the run answers when it is closed', async () => {
    const log: string[] = []
    const { stream } = watched([1], {
      destroy: async () => {
        await turns(3)
        log.push('closed')
        return null
      }
    })
    await fromReadable(() => stream).run(Iteratee.head())()
    expect(log).toEqual(['closed'])
  })

  test('and where that fails, the run fails', async () => {
    const { stream } = watched([1], { destroy: async () => failure })
    expect(leftOf(await fromReadable(() => stream).run(Iteratee.head())())).toBe(failure)
  })

  test('but a failure that was not reached is none', async () => {
    const { stream } = watched([1])
    const failing = Iteratee.foldM(0, (_, n: unknown) => async () => {
      stream.destroy(failure)
      return Number(n)
    })
    const first = fromReadable(() => stream).through(Enumeratee.take(1))
    expect(await first.run(failing)()).toEqual(E.right(1))
    await turns(2)
    expect(listeners(stream)).toBe(0)
  })

  test('also one that tells nobody when it is closed', async () => {
    for (const destroy of [
      (_: unknown, closed: () => void) => closed(),
      (_: unknown, closed: () => void) => void setImmediate(closed)
    ]) {
      const stream = new Readable({ objectMode: true, emitClose: false, read: () => undefined, destroy })
      stream.push(1)
      expect(await fromReadable(() => stream).run(Iteratee.head())()).toMatchObject(E.right({ value: 1 }))
      expect(stream.destroyed).toBe(true)
    }
  })

  test('and nothing is left unhandled', async () => {
    const unhandled = await unhandledRejections(async () => {
      for (const { run } of Object.values(exits)) {
        const { stream } = watched([1, 2], { destroy: async () => new Error('on closing') })
        await run(fromReadable(() => stream))
        await turns(2)
      }
    })
    expect(unhandled).toEqual([])
  })
})

test('an enumerator after it takes its turn', async () => {
  const both = fromReadable<unknown>(() => Readable.from([1, 2])).andThen(Enumerator.of(3))
  expect(await both.run(chunks)()).toEqual(E.right([1, 2, 3]))
})
