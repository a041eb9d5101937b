import { AbortError, Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, type ChunkedOptions, type Closed } from 'fp-ts-iteratee/node'
import { hasHead, isWhole } from '../support/httpMessage'
import { closeClients, get, type RawClient, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'
import { turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const failure = new Error('the source')

/** A stream that is under way, and all that its hooks are told. */
const watched = async (options: ChunkedOptions = {}) => {
  const source = told<string>()
  const log: ('open' | Closed)[] = []
  const controller = new AbortController()
  const answer = chunked(source.enumerator, Writeable.text, {
    onOpen: () => log.push('open'),
    onClose: (closed) => log.push(closed),
    signal: controller.signal,
    ...options
  })
  const served = await serve(answer)
  const client: RawClient = await rawClient(served.port)
  const begun = performance.now()
  client.send(get)
  const channel = await source.channels.next()
  return { ...served, source, log, controller, client, channel, begun }
}

const counts = { bytes: 6, chunks: 1, elements: 2 }

describe('each is called exactly once', () => {
  test('onOpen before anything is written', async () => {
    const { log, client } = await watched()
    expect(log).toEqual(['open'])
    expect(client.received).toBe('')
  })

  test.each([
    ['finished', { reason: 'finished', ...counts }],
    ['failed', { reason: 'failed', ...counts, error: failure }],
    ['interrupted', { reason: 'interrupted', ...counts, error: new AbortError('closing time') }],
    ['disconnected', { reason: 'disconnected', ...counts }]
  ] as const)('%s', async (reason, expected) => {
    const { log, client, channel, controller, ends, server, begun } = await watched()
    channel.push('kiki')
    channel.push('ü')
    await client.until((bytes) => bytes.includes('kiki'))
    if (reason === 'finished') channel.end()
    else if (reason === 'failed') channel.endWith(failure)
    else if (reason === 'interrupted') controller.abort('closing time')
    else client.leave()
    await ends.next()
    client.leave()
    await new Promise((resolve) => server.close(resolve))
    await turns(20)
    expect(log).toHaveLength(2)
    const { ms, ...closed } = log[1] as Closed
    expect(log[0]).toBe('open')
    expect(closed).toEqual(expected)
    if (reason === 'failed') expect(closed.error).toBe(failure)
    expect(ms).toBeGreaterThan(0)
    expect(ms).toBeLessThanOrEqual(performance.now() - begun)
  })

  test('an onClose is told of its own response alone', async () => {
    const log: string[] = []
    const onClose = (closed: Closed): void => void log.push(closed.reason)
    const { port, ends } = await serve(chunked(Enumerator.of('a'), Writeable.text, { onClose }))
    for (let i = 1; i <= 3; i++) {
      const client = await rawClient(port)
      client.send(get)
      await client.until(isWhole)
      await ends.next()
      expect(log).toHaveLength(i)
    }
    expect(new Set(log)).toEqual(new Set(['finished']))
  })
})

test('a response that was never opened: none is called', async () => {
  const source = told<string>()
  const log: string[] = []
  const options: ChunkedOptions = {
    onOpen: () => log.push('open'),
    onDrop: () => log.push('drop'),
    onClose: () => log.push('close'),
    signal: AbortSignal.abort('closing time')
  }
  const { port, ends } = await serve(chunked(source.enumerator, Writeable.text, options))
  const client = await rawClient(port)
  client.send(get)
  expect(await ends.next()).toEqual({ _tag: 'Left', left: new AbortError('closing time') })
  await client.ended
  expect([log, source.opened]).toEqual([[], 0])
})

describe('a hook that throws is a Left', () => {
  const thrown = new Error('the hook')
  const fail = (): never => {
    throw thrown
  }

  test('onOpen: the source is not run, the client not left waiting, onClose told', async () => {
    const source = told<string>()
    const log: Closed[] = []
    const { port, ends } = await serve(
      chunked(source.enumerator, Writeable.text, { onOpen: fail, onClose: (closed) => void log.push(closed) })
    )
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
    await client.ended
    expect(source.opened).toBe(0)
    expect(log).toMatchObject([{ reason: 'failed', error: thrown }])
  })

  test('onClose at the end: the response is whole', async () => {
    const { client, channel, ends } = await watched({ onClose: fail })
    channel.push('a')
    channel.end()
    await client.until(isWhole)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
  })

  test('onClose of a client that leaves: the source is released', async () => {
    const { client, source, ends } = await watched({ onClose: fail })
    await client.until(hasHead)
    client.leave()
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
    expect(source.released).toBe(1)
  })

  test('onClose of a source that fails: the first error counts, and the response is cut', async () => {
    const { client, channel, ends } = await watched({ onClose: fail })
    await client.until(hasHead)
    channel.endWith(failure)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: failure })
    await client.ended
  })
})
