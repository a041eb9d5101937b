import { AbortError, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { toWritable } from 'fp-ts-iteratee/node'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { createWriteStream, readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { failure, leftOf } from '../support/exits'
import { openings, removeFiles, temporaryFolder } from '../support/files'
import { unhandledRejections } from '../support/leaks'
import { listeners } from '../support/nodeStreams'
import { connected } from '../support/rawClient'
import { told } from '../support/told'
import { comesAbout, settled, turns } from '../support/turns'

afterEach(removeFiles)

interface Taking {
  readonly stream: Writable
  readonly taken: unknown[]
  readonly destroyed: (Error | null)[]
  /** lets it take what it has been given */
  take: () => void
}

/** A stream that takes at once, later, or when it is told to. */
const taking = (how: 'at once' | 'later' | 'when told', options: object = {}): Taking => {
  const taken: unknown[] = []
  const destroyed: (Error | null)[] = []
  const self: Taking = {
    taken,
    destroyed,
    take: () => undefined,
    stream: new Writable({
      objectMode: true,
      highWaterMark: 2,
      ...options,
      write: (chunk, _, done) => {
        taken.push(chunk)
        if (how === 'at once') done()
        else if (how === 'later') setImmediate(done)
        else self.take = done
      },
      destroy: (error, closed) => {
        destroyed.push(error)
        closed(error)
      }
    })
  }
  return self
}

test('what is written is what the enumerator has, in order, then the stream has finished', async () => {
  await fc.assert(
    fc.asyncProperty(
      Laws.enumerators(fc.nat()),
      fc.constantFrom('at once', 'later'),
      fc.integer({ min: 1, max: 9 }),
      async (produced, how, highWaterMark) => {
        const { enumerator, content, failure } = produced
        const { stream, taken, destroyed } = taking(how, { highWaterMark })
        const result = await enumerator.run(toWritable<number>(() => stream))()
        expect(leftOf(result)?.message).toBe(failure)
        if (failure === undefined) {
          expect(taken).toEqual(content)
          expect([stream.writableFinished, destroyed]).toEqual([true, [null]])
        } else {
          expect(content.slice(0, taken.length)).toEqual(taken)
          expect([stream.writableEnded, destroyed]).toMatchObject([false, [{ message: failure }]])
        }
        await turns(1)
        expect(listeners(stream)).toBe(0)
      }
    )
  )
})

test('bytes and text are bytes, wherever they were cut', async () => {
  const units = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.uint8Array({ maxLength: 4 })), {
    maxLength: 4
  })
  await fc.assert(
    fc.asyncProperty(units, fc.integer({ min: 1, max: 20 }), async (pieces, highWaterMark) => {
      const cut = pieces.flatMap((piece): (string | Uint8Array)[] =>
        typeof piece === 'string' ? piece.split('') : [piece]
      )
      const { stream, taken } = taking('later', { objectMode: false, highWaterMark })
      expect(await Enumerator.of<string | Uint8Array>(...cut).run(toWritable(() => stream))()).toEqual(
        E.right(undefined)
      )
      const whole = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
      expect(Buffer.concat(taken as Buffer[])).toEqual(whole)
    })
  )
})

test('it is a value: each run has a stream of its own, made when it begins', async () => {
  const made: Taking[] = []
  const into = toWritable<number>(() => {
    made.push(taking('later'))
    return made.at(-1)!.stream
  })
  expect(made).toEqual([])
  const runs = [Enumerator.of(1, 2).run(into)(), Enumerator.of(3).run(into)()]
  expect(await Promise.all(runs)).toEqual([E.right(undefined), E.right(undefined)])
  expect(made.map(({ taken }) => taken)).toEqual([[1, 2], [3]])
})

test('what was fed some elements goes on into the same stream', async () => {
  const { stream, taken } = taking('later')
  const fed = await Enumerator.of(1, 2).apply(toWritable<number>(() => stream))()
  const more = await fed.feed(Input.el(3))()
  expect(stream.writableEnded).toBe(false)
  expect(await Enumerator.of(4).run(more)()).toEqual(E.right(undefined))
  expect(taken).toEqual([1, 2, 3, 4])
})

test('while the stream is full the source waits', async () => {
  const { stream, taken, take } = taking('when told')
  let made = 0
  const counting = Enumerator.range(1, 10).map((n) => (made = n))
  const run = counting.run(toWritable<number>(() => stream))()
  await turns(5)
  expect([made, taken]).toEqual([2, [1]])
  take()
  await turns(5)
  expect(made).toBe(2)
  stream.destroy()
  expect(E.isLeft(await run)).toBe(true)
  expect(made).toBe(2)
})

test('what is ready in the same turn leaves in one write', async () => {
  const writes: number[] = []
  const stream = new Writable({
    write: (_chunk, _encoding, done) => {
      writes.push(1)
      done()
    },
    writev: (chunks, done) => {
      writes.push(chunks.length)
      done()
    }
  })
  const source = told<string>()
  const run = source.enumerator.run(toWritable(() => stream))()
  const channel = await source.channels.next()
  for (const word of ['kiki', 'foo', 'bar']) channel.push(word)
  await turns(2)
  channel.push('again')
  await turns(2)
  channel.end()
  await run
  expect(writes).toEqual([3, 1])
})

describe('the run fails, and the source is released', () => {
  type Break = (stream: Writable) => unknown
  const breaks: ReadonlyArray<readonly [string, Break, string]> = [
    ['an error', (stream) => stream.destroy(failure), 'on purpose'],
    ['an error that was only emitted', (stream) => stream.emit('error', failure), 'on purpose'],
    ['a close', (stream) => stream.destroy(), 'toWritable: the stream was closed before its end'],
    ['an end by somebody else', (stream) => stream.end(), 'toWritable: somebody else has ended the stream']
  ]

  test.each(breaks)('by %s of the stream, while the source is idle', async (_, act, message) => {
    const { stream } = taking('at once')
    const source = told<number>()
    const run = source.enumerator.run(toWritable(() => stream))()
    const channel = await source.channels.next()
    channel.push(1)
    await turns(1)
    act(stream)
    expect(leftOf(await run)?.message).toBe(message)
    expect(source.released).toBe(1)
    await turns(2)
    expect([stream.destroyed, listeners(stream)]).toEqual([true, 0])
  })

  test.each(breaks.slice(0, 3))('by %s of the stream, while the source waits for it', async (_, act, message) => {
    const { stream, taken } = taking('when told')
    const source = told<number>()
    const run = source.enumerator.run(toWritable(() => stream))()
    const channel = await source.channels.next()
    for (const n of [1, 2, 3]) channel.push(n)
    await comesAbout(() => stream.writableNeedDrain)
    act(stream)
    expect(leftOf(await run)?.message).toBe(message)
    expect([source.released, taken]).toEqual([1, [1]])
  })

  test('by a stream that has ended, failed or was closed before', async () => {
    const ended = new PassThrough()
    ended.end()
    const closed = new PassThrough().destroy()
    const failed = new PassThrough().on('error', () => undefined).destroy(failure)
    const messages = []
    for (const stream of [ended, closed, failed, undefined as unknown as Writable]) {
      const source = told<string>()
      messages.push(leftOf(await source.enumerator.run(toWritable(() => stream))())?.message)
      expect(source.released).toBe(source.opened)
    }
    expect(messages).toEqual([
      'toWritable: the stream has been ended already',
      'toWritable: the stream was closed before its end',
      'on purpose',
      'toWritable: expected a Writable of Node, got undefined'
    ])
  })

  test('by a stream that fails at its end', async () => {
    const stream = new Writable({ write: (_c, _e, done) => done(), final: (done) => done(failure) })
    expect(leftOf(await Enumerator.of('a').run(toWritable(() => stream))())).toBe(failure)
  })
})

describe('a run that does not come to its end destroys the stream', () => {
  test('where the source fails', async () => {
    const { stream, destroyed } = taking('later')
    const failing = Enumerator.of(1).andThen(Enumerator.fail(failure))
    expect(leftOf(await failing.run(toWritable<number>(() => stream))())).toBe(failure)
    expect(destroyed).toEqual([failure])
    expect(stream.writableEnded).toBe(false)
  })

  test('where it is interrupted, also while it is idle; before it has begun nothing is made', async () => {
    const { stream, destroyed } = taking('later')
    const controller = new AbortController()
    const make = jest.fn(() => stream)
    const run = Enumerator.never.run(toWritable(make), { signal: controller.signal })()
    await turns(1)
    controller.abort('closing time')
    expect(leftOf(await run)).toEqual(new AbortError('closing time'))
    expect(destroyed).toEqual([new AbortError('closing time')])
    await Enumerator.never.run(toWritable(make), { signal: controller.signal })()
    expect(make).toHaveBeenCalledTimes(1)
    await turns(1)
    expect(listeners(stream)).toBe(0)
  })

  test('and what it fails with then is not unhandled', async () => {
    const unhandled = await unhandledRejections(async () => {
      const stream = new Writable({
        write: (_c, _e, done) => done(),
        destroy: (_, closed) => setImmediate(() => closed(new Error('on closing')))
      })
      await Enumerator.fail(failure).run(toWritable(() => stream))()
      await turns(3)
      expect(listeners(stream)).toBe(0)
    })
    expect(unhandled).toEqual([])
  })
})

test('a file is closed when the run is over', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'file')
  const lines = Enumerator.range(1, 20_000).map((n) => `${String(n)}\n`)
  expect(await lines.run(toWritable(() => createWriteStream(file)))()).toEqual(E.right(undefined))
  expect(openings(file) ?? 0).toBe(0)
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(20_001)
  const failing = lines.andThen(Enumerator.fail(failure))
  expect(leftOf(await failing.run(toWritable(() => createWriteStream(file)))())).toBe(failure)
  await comesAbout(() => (openings(file) ?? 0) === 0)
  const nowhere = join(folder, 'missing', 'file')
  expect(leftOf(await lines.run(toWritable(() => createWriteStream(nowhere)))())).toMatchObject({ code: 'ENOENT' })
})

describe('a socket', () => {
  const accepted: Socket[] = []
  const opened: Socket[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket.on('error', () => undefined))
  })
  const connection = async (): Promise<Socket> => {
    const socket = await connected({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
    opened.push(socket)
    await comesAbout(() => accepted.length === opened.length)
    return socket
  }

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterEach(() => {
    for (const socket of [...accepted.splice(0), ...opened.splice(0)]) socket.destroy()
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('is half open when it has finished', async () => {
    const socket = await connection()
    expect(await Enumerator.of('kiki').run(toWritable(() => socket))()).toEqual(E.right(undefined))
    expect(socket.destroyed).toBe(false)
  })

  test('that is full holds the source; its loss ends the wait', async () => {
    const socket = await connection()
    let made = 0
    const run = Enumerator.range(1, 1000)
      .map(() => 'x'.repeat(100_000 + (made++ % 2)))
      .run(toWritable(() => socket))()
    expect(await settled(() => made)).toBeLessThan(1000)
    accepted[0]?.destroy()
    expect(E.isLeft(await run)).toBe(true)
  })
})

test('an iteratee that goes before it may leave it nothing', async () => {
  const { stream, taken } = taking('later')
  const rest = Iteratee.takeUpTo<number>(2).flatMap(() => toWritable<number>(() => stream))
  expect(await Enumerator.range(1, 4).run(rest)()).toEqual(E.right(undefined))
  expect(taken).toEqual([3, 4])
})
