/** What the hooks of a response are told, and what stops its source. */
import { AbortError, Enumerator, Writeable } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import { type Closed, toResponse, type ToResponseOptions } from 'fp-ts-iteratee/web'
import { listenersOf, unhandledRejections } from '../support/leaks'
import { told } from '../support/told'
import { turns } from '../support/turns'

const failure = new Error('on purpose')
const thrown = new Error('the hook')
const fail = (): never => {
  throw thrown
}

/** A response whose first chunk has been read, and the log of its hooks. */
const watched = async (options: ToResponseOptions = {}) => {
  const source = told<string>()
  const log: ('open' | Closed)[] = []
  const controller = new AbortController()
  const response = toResponse(source.enumerator, Writeable.text, {
    onOpen: () => log.push('open'),
    onClose: (closed) => log.push(closed),
    signal: controller.signal,
    ...options
  })
  expect(log).toEqual([])
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const first = reader.read()
  const channel = await source.channels.next()
  channel.push('kiki')
  channel.push('ü')
  expect((await first).value).toHaveLength(6)
  return { source, log, controller, reader, channel }
}

const counts = { bytes: 6, chunks: 1, elements: 2, ms: expect.any(Number) as number }

describe('each is called exactly once', () => {
  test('finished: when the end has been read', async () => {
    const { log, reader, channel, source } = await watched()
    expect(log).toEqual(['open'])
    channel.end()
    expect((await reader.read()).done).toBe(true)
    await reader.cancel()
    expect(log).toEqual(['open', { reason: 'finished', ...counts }])
    expect(source.released).toBe(1)
  })

  test('failed', async () => {
    const { log, reader, channel } = await watched()
    channel.endWith(failure)
    await expect(reader.read()).rejects.toBe(failure)
    expect(log).toEqual(['open', { reason: 'failed', error: failure, ...counts }])
  })

  test('interrupted: while idle, by the signal', async () => {
    const { log, reader, controller, source } = await watched()
    const reading = reader.read()
    controller.abort('closing time')
    await expect(reading).rejects.toEqual(new AbortError('closing time'))
    expect(log).toEqual(['open', { reason: 'interrupted', error: new AbortError('closing time'), ...counts }])
    expect(source.released).toBe(1)
    expect(listenersOf(controller.signal)).toBe(0)
  })

  test.each(['while idle', 'with an element that waits', 'in the middle of a turn', 'while a read waits'])(
    'disconnected: %s',
    async (when) => {
      const { log, reader, source, channel } = await watched()
      if (when === 'while a read waits') void reader.read()
      if (when === 'with an element that waits') {
        channel.push('x')
        await turns(1)
      }
      if (when === 'in the middle of a turn') {
        void reader.read()
        channel.push('x')
        channel.push('y')
      }
      await reader.cancel('gone')
      expect(source.released).toBe(1)
      expect(channel.push('late')).toBe('closed')
      await turns(1)
      expect(log).toEqual(['open', { reason: 'disconnected', ...counts }])
    }
  )

  test('disconnected, with the error of a finaliser that fails, which rejects the cancellation', async () => {
    const log: Closed[] = []
    const enumerator = Enumerator.of('a')
      .andThen(Enumerator.never)
      .onDoneEnumerating(() => {
        throw failure
      })
    const { body } = toResponse(enumerator, Writeable.text, { onClose: (closed) => log.push(closed) })
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await expect(reader.cancel()).rejects.toBe(failure)
    expect(log).toMatchObject([{ reason: 'disconnected', error: failure, elements: 1 }])
  })

  test('none where the body is not read', async () => {
    const log: unknown[] = []
    const hooks = { onOpen: () => log.push('open'), onClose: () => log.push('close') }
    await toResponse(Enumerator.of('a'), Writeable.text, hooks).body?.cancel()
    const aborted = toResponse(Enumerator.of('a'), Writeable.text, { ...hooks, signal: AbortSignal.abort() })
    await expect(aborted.text()).rejects.toBeInstanceOf(AbortError)
    expect(log).toEqual([])
  })
})

test('elements that come while a read is cancelled are not counted as written', async () => {
  const log: Closed[] = []
  const enumerator = Enumerator.of('a', 'b')
    .andThen(Enumerator.never)
    .map((s) => {
      if (s === 'b') void reader.cancel()
      return s
    })
  const { body } = toResponse(enumerator, Writeable.text, { onClose: (closed) => log.push(closed) })
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  expect((await reader.read()).done).toBe(true)
  await turns(1)
  expect(log).toMatchObject([{ reason: 'disconnected', bytes: 0, chunks: 0 }])
})

describe('a hook that throws fails the body', () => {
  test('onOpen: the source is not run, onClose is told', async () => {
    const source = told<string>()
    const log: Closed[] = []
    const response = toResponse(source.enumerator, Writeable.text, {
      onOpen: fail,
      onClose: (closed) => log.push(closed)
    })
    await expect(response.text()).rejects.toBe(thrown)
    expect(source.opened).toBe(0)
    expect(log).toMatchObject([{ reason: 'failed', error: thrown }])
  })

  test('onClose, at the end', async () => {
    const { reader, channel } = await watched({ onClose: fail })
    channel.end()
    await expect(reader.read()).rejects.toBe(thrown)
  })

  test('onClose of a source that fails: the first error counts', async () => {
    const { reader, channel } = await watched({ onClose: fail })
    channel.endWith(failure)
    await expect(reader.read()).rejects.toBe(failure)
  })

  test('onClose of a body that is cancelled: the source is released, the cancellation rejected', async () => {
    const { reader, source } = await watched({ onClose: fail })
    await expect(reader.cancel()).rejects.toBe(thrown)
    expect(source.released).toBe(1)
  })
})

test('nothing is unhandled where nobody looks', async () => {
  const unhandled = await unhandledRejections(async () => {
    const { channel } = await watched({ onClose: fail })
    channel.endWith(failure)
    const { controller } = await watched()
    controller.abort()
    const { channel: last } = await watched({ onClose: fail })
    last.end()
    await pause(20)
  })
  expect(unhandled).toEqual([])
})
