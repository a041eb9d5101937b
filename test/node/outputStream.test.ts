import { Enumerator, Iteratee } from 'fp-ts-iteratee'
import { fromReadable, outputStream } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { PassThrough, Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exits, failure, leftOf } from '../support/exits'
import { gate } from '../support/gate'
import { unhandledRejections } from '../support/leaks'
import { Mailbox } from '../support/mailbox'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()
const text = Iteratee.getChunks<Uint8Array>().map((all) => Buffer.concat(all).toString())

/** Writes these, some with a wait before, and ends. */
const writes = (elements: ReadonlyArray<number>, waits: ReadonlyArray<number>, highWaterMark = 16) =>
  outputStream<number>(
    (out) => {
      void (async () => {
        for (const [i, n] of elements.entries()) {
          await Laws.pause(waits[i] ?? 0)
          out.write(n)
        }
        out.end()
      })()
    },
    { objectMode: true, highWaterMark }
  )

test('what is written are the elements, in order, however they come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), fc.array(fc.nat(3)), fc.nat(20), async (elements, waits, highWaterMark) => {
      const written = writes(elements, waits, highWaterMark)
      expect(await written.run(chunks)()).toEqual(E.right(elements))
      expect(await written.mapM((n) => Laws.late(n, n % 4)).run(chunks)()).toEqual(E.right(elements))
    })
  )
})

test('the laws of enumerators', async () => {
  for (const waits of [[], [2, 0, 3]]) {
    await Laws.enumerator(writes([3, 1, 2, 3], waits), { expected: () => [3, 1, 2, 3], numRuns: 20 })
  }
})

test('text is bytes', async () => {
  const greeting = outputStream((out) => {
    out.write('naï')
    out.write(Buffer.from('v'))
    out.end('e')
  })
  expect(await greeting.run(text)()).toEqual(E.right('naïve'))
})

test('text and bytes are bytes, wherever they were cut, one by one and together', async () => {
  const units = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.uint8Array({ maxLength: 4 })))
  await fc.assert(
    fc.asyncProperty(units, fc.boolean(), async (pieces, together) => {
      // each unit of text by itself: surrogate pairs are cut
      const cut = pieces.flatMap((piece): (string | Uint8Array)[] =>
        typeof piece === 'string' ? piece.split('') : [piece]
      )
      const source = outputStream(async (out) => {
        for (const piece of cut) {
          out.write(piece)
          if (!together) await turns(1)
        }
      })
      const there = await source.run(Iteratee.getChunks())()
      const whole = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
      expect(E.map(Buffer.concat)(there)).toEqual(E.right(whole))
    })
  )
})

test('a surrogate that is alone, and text in another encoding, are what Node makes of them', async () => {
  const source = outputStream((out) => {
    out.write('a\ud83d')
    out.write('62', 'hex')
    out.write('\ud83d')
    out.write('\xe9', 'latin1')
    out.end('\ud83d')
  })
  const bytes = Buffer.concat([Buffer.from('a\ufffdb\ufffd'), Buffer.of(0xe9), Buffer.from('\ufffd')])
  expect(E.map(Buffer.concat)(await source.run(Iteratee.getChunks())())).toEqual(E.right(bytes))
})

describe('when the promise resolves', () => {
  test('the stream is ended, after what was written', async () => {
    const source = outputStream(async (out) => {
      out.write('kiki')
      await turns(2)
      out.write('foo')
    })
    expect(await source.run(text)()).toEqual(E.right('kikifoo'))
    const kept = outputStream((out) => pipeline(Readable.from(['a', 'b']), out, { end: false }))
    expect(await kept.run(text)()).toEqual(E.right('ab'))
  })

  test('one that has been ended, or destroyed, is left as it is', async () => {
    const ended = outputStream(async (out) => void out.end('kiki'))
    expect(await ended.run(text)()).toEqual(E.right('kiki'))
    const destroyed = outputStream(async (out) => void out.destroy(failure))
    expect(leftOf(await destroyed.run(text)())).toBe(failure)
    const late = new Mailbox<void>()
    const left = outputStream(async (out) => {
      out.write('kiki')
      await late.next()
    })
    const unhandled = await unhandledRejections(async () => {
      expect(E.isRight(await left.run(Iteratee.head())())).toBe(true)
      late.put()
      await turns(2)
    })
    expect(unhandled).toEqual([])
  })
})

test('the stream may be written to later, by somebody else, before a consumer is there', async () => {
  let out: Writable | undefined
  let give: (iteratee: Iteratee<Uint8Array, string>) => void = () => undefined
  const later = Iteratee.flatten<Uint8Array, string>(() => new Promise((resolve) => (give = resolve)))
  const run = outputStream((its) => void (out = its)).run(later)()
  await turns(1)
  expect(out).toBeUndefined()
  give(text)
  await turns(1)
  for (const word of ['hello', ' ', 'world']) {
    out?.write(word)
    await turns(1)
  }
  out?.end()
  expect(await run).toEqual(E.right('hello world'))
})

test('a write is over when it has been taken, and answers false while too much waits', async () => {
  const { iteratee, seen, open } = gate<number>()
  const log: unknown[] = []
  const source = outputStream<number>(
    (out) => {
      for (const n of [1, 2, 3]) log.push(out.write(n, () => log.push(`taken ${String(n)}`)))
      out.on('drain', () => log.push('drain'))
    },
    { objectMode: true, highWaterMark: 3 }
  )
  const controller = new AbortController()
  const run = source.run(iteratee, { signal: controller.signal })()
  await turns(2)
  expect([log.splice(0), seen]).toEqual([[true, true, false], [1]])
  open()
  await turns(2)
  expect([log.splice(0), seen]).toEqual([['taken 1'], [1, 2]])
  open()
  await turns(2)
  expect(seen).toEqual([1, 2, 3])
  open()
  await turns(2)
  expect(log).toEqual(['drain', 'taken 2', 'taken 3'])
  controller.abort()
  expect(E.isLeft(await run)).toBe(true)
})

describe('the run fails', () => {
  const broken: ReadonlyArray<readonly [string, (out: Writable) => void | Promise<void>, string]> = [
    ['the stream is destroyed with an error', (out) => void out.destroy(failure), 'on purpose'],
    ['the stream is destroyed', (out) => void out.destroy(), 'outputStream: the stream was closed before its end'],
    ['the promise is rejected', async () => Promise.reject(failure), 'on purpose'],
    [
      'the function throws',
      () => {
        throw failure
      },
      'on purpose'
    ],
    ['what is piped into it fails', (out) => pipeline(new PassThrough().destroy(failure), out), 'on purpose']
  ]

  test.each(broken)('where %s', async (_, f, message) => {
    const unhandled = await unhandledRejections(async () => {
      expect(leftOf(await outputStream(f).run(Iteratee.ignore())())?.message).toBe(message)
      const later = outputStream((out) => turns(2).then(() => f(out)))
      expect(leftOf(await later.run(Iteratee.ignore())())?.message).toBe(message)
    })
    expect(unhandled).toEqual([])
  })
})

describe('when it is left', () => {
  test.each(Object.entries(exits))(
    'by %s, the stream is destroyed and what was answered is called, once',
    async (_, { run, error }) => {
      let out: Writable | undefined
      const cleanUp = jest.fn()
      const closed = jest.fn()
      const source = outputStream<number>(
        (its) => {
          out = its.on('close', closed)
          its.write(1)
          its.write(2)
          return cleanUp
        },
        { objectMode: true }
      )
      const unhandled = await unhandledRejections(async () => {
        expect(leftOf(await run(source))).toEqual(error)
        await turns(1)
        expect([out?.destroyed, closed.mock.calls.length, cleanUp.mock.calls.length]).toEqual([true, 1, 1])
        out?.write(3)
        await turns(1)
      })
      expect(unhandled).toEqual([])
    }
  )

  test('what was piped into it is destroyed by a pipeline', async () => {
    const from = Readable.from(['a', 'b', 'c'])
    const unhandled = await unhandledRejections(async () => {
      await outputStream((out) => pipeline(from, out)).run(Iteratee.head())()
      await turns(2)
    })
    expect([from.destroyed, unhandled]).toEqual([true, []])
  })
})

test('each run calls the function, with a stream of its own', async () => {
  let runs = 0
  const source = outputStream((out) => void out.end(String(++runs)))
  expect([await source.run(text)(), await source.run(text)()]).toEqual([E.right('1'), E.right('2')])
})

test('there and back through a stream', async () => {
  const piped = outputStream((out) => pipeline(Readable.from([Buffer.from('kiki'), Buffer.from('foo')]), out))
  const both = piped.andThen(fromReadable(() => Readable.from([Buffer.from('bar')])))
  expect(await both.andThen(Enumerator.empty).run(text)()).toEqual(E.right('kikifoobar'))
})

test('options are checked', () => {
  expect(() => outputStream(() => undefined, { highWaterMark: 1.5 })).toThrow(
    'outputStream: highWaterMark: expected a whole number, 0 or more, got 1.5'
  )
  expect(() => outputStream(() => undefined, { highWatermark: 1 } as object)).toThrow("unknown option 'highWatermark'")
})
