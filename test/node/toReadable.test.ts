import { type AbortError, Enumerator } from 'fp-ts-iteratee'
import { toReadable } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import { once } from 'node:events'
import { PassThrough, type Readable, Transform, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { finished, pipeline } from 'node:stream/promises'
import { failure } from '../support/exits'
import { unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'

/** What there is to read, and the message of how it failed, where it did. */
const readAll = async (stream: Readable): Promise<Laws.Delivered<unknown>> => {
  const elements: unknown[] = []
  try {
    for await (const element of stream) elements.push(element)
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: (error as Error).message }
  }
}

const dataOf = (stream: Readable): Promise<Laws.Delivered<unknown>> => {
  const elements: unknown[] = []
  stream.on('data', (element) => elements.push(element))
  return finished(stream).then(
    () => ({ elements, failure: undefined }),
    (error: unknown) => ({ elements, failure: (error as Error).message })
  )
}

const pipedOf = async (stream: Readable): Promise<Laws.Delivered<unknown>> => {
  const elements: unknown[] = []
  const into = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write: (element, _, taken) => {
      elements.push(element)
      setImmediate(taken)
    }
  })
  const failed = await pipeline(stream, into).then(
    () => undefined,
    (error: unknown) => (error as Error).message
  )
  return { elements, failure: failed }
}

describe('the elements of the enumerator, and then its failure', () => {
  test.each([
    ['for await', readAll],
    ['data', dataOf]
  ])('by %s', async (_, read) => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), fc.nat(20), async (produced, highWaterMark) => {
        const { enumerator, content, failure } = produced
        const stream = toReadable(enumerator, { objectMode: true, highWaterMark })
        expect(await read(stream)).toEqual({ elements: content, failure })
      })
    )
  })

  test('by a pipeline, which may lose what is on its way where there is a failure', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.enumerators(fc.nat()), fc.nat(20), async (produced, highWaterMark) => {
        const { enumerator, content, failure } = produced
        const piped = await pipedOf(toReadable(enumerator, { objectMode: true, highWaterMark }))
        expect(piped.failure).toBe(failure)
        if (failure === undefined) expect(piped.elements).toEqual(content)
        else expect(content.slice(0, piped.elements.length)).toEqual(piped.elements)
      })
    )
  })
})

test('bytes and text are bytes, wherever they were cut', async () => {
  const units = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()))
  await fc.assert(
    fc.asyncProperty(units, fc.nat(20), async (pieces, highWaterMark) => {
      // each unit of text by itself: surrogate pairs are cut
      const cut = pieces.flatMap((piece): (string | Uint8Array)[] =>
        typeof piece === 'string' ? piece.split('') : [piece]
      )
      const there = await readAll(toReadable(Enumerator.of<string | Uint8Array>(...cut), { highWaterMark }))
      const whole = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
      expect(Buffer.concat(there.elements as Buffer[])).toEqual(whole)
    })
  )
})

test('a surrogate that is alone is what Node makes of it', async () => {
  const lone = Enumerator.of<string | Uint8Array>('a\ud83d', Buffer.from('b'), '\ud83d')
  expect(await text(toReadable(lone))).toBe('a\ufffdb\ufffd')
})

describe('the stream pulls', () => {
  test.each([
    [undefined, [1, 2, 3]],
    [2, [2, 3, 4]]
  ])('with %p ahead', async (ahead, expected) => {
    let made = 0
    const counting = Enumerator.range(1, 100).map((n) => (made = n))
    const options = ahead === undefined ? {} : { highWaterMark: ahead }
    const stream = toReadable(counting, { objectMode: true, ...options })
    await turns(3)
    expect(made).toBe(0)
    const elements = stream[Symbol.asyncIterator]()
    for (const [i, n] of expected.entries()) {
      expect(await elements.next()).toEqual({ done: false, value: i + 1 })
      await turns(3)
      expect(made).toBeLessThanOrEqual(n + 1)
    }
    stream.destroy()
  })

  test('a reader that stops costs a bounded number of elements', async () => {
    let made = 0
    const many = Enumerator.range(1, 10_000).map(() => Buffer.alloc(1000, `${made++}`))
    const slow = new PassThrough({ highWaterMark: 10_000 })
    const stream = toReadable(many)
    stream.pipe(slow)
    await turns(50)
    expect(made).toBeLessThan(60)
    stream.destroy()
  })
})

describe('destroy', () => {
  test.each([undefined, failure])('stops the source, also while it is idle: %p', async (error) => {
    const source = told<string>()
    const stream = toReadable(source.enumerator)
    const closed = finished(stream).then(
      () => undefined,
      (thrown: unknown) => thrown
    )
    stream.resume()
    await source.channels.next()
    stream.destroy(error)
    const seen = await closed
    if (error === undefined) expect(seen).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
    else expect(seen).toBe(error)
    expect(source.released).toBe(1)
  })

  test('before anything was read runs nothing', async () => {
    const source = told<string>()
    const stream = toReadable(source.enumerator)
    stream.destroy()
    await once(stream, 'close')
    expect(source.opened).toBe(0)
  })

  test('is over when the finalisers have run; where one fails, so does the stream', async () => {
    for (const fails of [false, true]) {
      const log: string[] = []
      const held = Enumerator.bracket(
        async () => undefined,
        () => Enumerator.never,
        () => async () => {
          await turns(3)
          log.push('released')
          if (fails) throw failure
        }
      )
      const stream = toReadable(held)
      stream.on('close', () => log.push('closed')).on('error', (error) => log.push(error.message))
      stream.resume()
      await turns(2)
      stream.destroy()
      await new Promise((resolve) => stream.once('close', resolve))
      await turns(1)
      expect(log).toEqual(['released', ...(fails ? ['on purpose'] : []), 'closed'])
    }
  })

  test('from within the source', async () => {
    const stream: Readable = toReadable(
      Enumerator.repeat(() => {
        stream.destroy()
        return 'a'
      })
    )
    stream.resume()
    await once(stream, 'close')
    expect(stream.destroyed).toBe(true)
  })

  test('by the end of a pipeline releases the source', async () => {
    const source = told<string>()
    const failing = new Transform({ transform: (_chunk, _encoding, done) => done(failure) })
    const piping = pipeline(toReadable(source.enumerator), failing)
    const channel = await source.channels.next()
    channel.push('a')
    await expect(piping).rejects.toBe(failure)
    await source.releases.next()
    expect(source.released).toBe(1)
  })
})

test('the failure is that very error, an interruption an AbortError', async () => {
  const failing = toReadable(Enumerator.of('a').andThen(Enumerator.fail(failure)))
  await expect(text(failing)).rejects.toBe(failure)
  const controller = new AbortController()
  const idle = toReadable(Enumerator.never, { signal: controller.signal })
  const reading = text(idle)
  controller.abort('closing time')
  await expect(reading).rejects.toMatchObject<Partial<AbortError>>({ name: 'AbortError', cause: 'closing time' })
})

test('what a Node stream cannot carry fails it', async () => {
  const none = await readAll(toReadable(Enumerator.of<unknown>(1, null), { objectMode: true }))
  expect(none).toEqual({
    elements: [1],
    failure: 'toReadable: null is the end of a Node stream, and cannot be an element'
  })
  const odd = await readAll(toReadable(Enumerator.of(1) as unknown as Enumerator<string>))
  expect(odd.failure).toBe('toReadable: expected text or bytes, or objectMode, got number')
})

test('options are checked', () => {
  expect(() => toReadable(Enumerator.empty, { highWaterMark: -1 })).toThrow(
    'toReadable: highWaterMark: expected a whole number, 0 or more, got -1'
  )
  expect(() => toReadable(Enumerator.empty, { highWaterMark: Infinity })).toThrow(RangeError)
  expect(() => toReadable(Enumerator.empty, { highWatermark: 1 } as object)).toThrow("unknown option 'highWatermark'")
})

test('nothing is left unhandled', async () => {
  const unhandled = await unhandledRejections(async () => {
    for (const n of [0, 1, 3, 10]) {
      const stream = toReadable(
        Enumerator.never.onDoneEnumerating(() => {
          throw failure
        })
      )
      stream.on('error', () => undefined)
      stream.resume()
      await Laws.pause(n)
      stream.destroy()
      await turns(2)
    }
  })
  expect(unhandled).toEqual([])
})
