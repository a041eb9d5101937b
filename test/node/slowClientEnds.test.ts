/** What becomes of elements that wait for a slow client when its response comes to its end. */
import { AbortError, Enumerator, Writeable } from 'fp-ts-iteratee'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import {
  chunked,
  gracefulShutdown,
  type Reason,
  response,
  type SlowClient,
  type SlowClientPolicy
} from 'fp-ts-iteratee/node'
import { closeKinds } from '../support/kinds'
import { type Slow, stuffed } from '../support/slow'
import { turns } from '../support/turns'

afterEach(closeKinds)

const failure = new Error('the source')
const slowClient = { policy: 'dropOldest', maxBufferedBytes: 10_000 } as const

const ways: Readonly<Record<string, (slowly: Slow) => unknown>> = {
  disconnected: ({ connection }) => {
    connection.leave()
  },
  failed: ({ channel }) => channel.endWith(failure),
  interrupted: ({ controller }) => {
    controller.abort('closing time')
  },
  overflowed: ({ channel }) => channel.push('y'.repeat(10_001)),
  stalled: ({ server }) => gracefulShutdown(server, { graceMs: 1 })()
}

const policyFor = (reason: string): SlowClientPolicy => (reason === 'overflowed' ? 'disconnect' : 'dropOldest')

/** What is there at the end beside what waits: the one for which there was no room. */
const oneMore = (reason: string): number => (reason === 'overflowed' ? 1 : 0)

describe.each(Object.entries(ways))('%s', (reason, end) => {
  test('onDrop is told once, with that reason, before onClose', async () => {
    const slowly = await stuffed({ slowClient: { ...slowClient, policy: policyFor(reason) } })
    const { channel, log, ends, source } = slowly
    for (let i = 0; i < 5; i++) channel.push('kiki')
    await turns(5)
    expect(log).toEqual([])
    void end(slowly)
    const ended = await ends.next()
    expect(log).toMatchObject([
      { reason, count: 5 + oneMore(reason) },
      { reason, elements: 1 }
    ])
    expect(log).toHaveLength(2)
    expect(source.released).toBe(1)
    const lefts: Readonly<Record<string, Error>> = { failed: failure, interrupted: new AbortError('closing time') }
    const left = lefts[reason]
    if (left === undefined) expect(ended).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 1 } })
    else expect(ended).toEqual({ _tag: 'Left', left })
  })

  test('nothing is told where nothing waits', async () => {
    const slowly = await stuffed({ slowClient: { ...slowClient, policy: policyFor(reason) } })
    void end(slowly)
    await slowly.ends.next()
    const dropped = oneMore(reason) === 0 ? [] : [{ reason, count: 1 }]
    expect(slowly.log).toMatchObject([...dropped, { reason, elements: 1 }])
  })
})

describe('block', () => {
  const told: ReadonlyArray<Reason> = ['disconnected', 'interrupted', 'stalled']

  test.each(told)('%s: the one that was offered and waits for room counts as well', async (reason) => {
    const slowly = await stuffed({ slowClient: { maxBufferedBytes: 8 } })
    const { channel, log, ends } = slowly
    for (let i = 0; i < 5; i++) channel.push('kiki')
    await turns(5)
    void ways[reason]?.(slowly)
    await ends.next()
    // two have room, the third waits for it, and two were never asked for
    expect(log).toMatchObject([
      { reason, count: 3 },
      { reason, elements: 1 }
    ])
    expect(channel.push('kiki')).toBe('closed')
  })
})

describe('what waits when the source ends is written first', () => {
  test.each(['block', 'dropOldest', 'dropNewest', 'disconnect'] as const)('%s', async (policy) => {
    const { channel, client, log, ends } = await stuffed({ slowClient: { policy, maxBufferedBytes: 1_000_000 } })
    for (let i = 0; i < 100; i++) channel.push('kiki'.repeat(2000))
    channel.push('foo')
    channel.end()
    await turns(5)
    expect(log).toEqual([])
    expect(await client.read().ended).toBe('whole')
    expect(client.received.slice(-8003)).toBe(`${'kiki'.repeat(2000)}foo`)
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 102, bytes: client.bytes } })
    expect(client.bytes).toBe(8_800_003)
    expect(log).toMatchObject([{ reason: 'finished', elements: 102, bytes: client.bytes }])
  })

  test('a client that leaves meanwhile: what has not been written was dropped', async () => {
    const { channel, connection, log, ends } = await stuffed({ slowClient })
    for (let i = 0; i < 5; i++) channel.push('kiki')
    channel.end()
    await turns(5)
    connection.leave()
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected', elements: 1 } })
    expect(log).toMatchObject([{ reason: 'disconnected', count: 5 }, { reason: 'disconnected' }])
  })
})

describe('hooks that throw', () => {
  const thrown = new Error('the hook')
  const fail = (): never => {
    throw thrown
  }

  test('onDrop where there is no room: the run fails with it, the response is cut, onClose is told', async () => {
    const { channel, client, log, ends, source } = await stuffed({ slowClient, onDrop: fail })
    for (let i = 0; i < 6; i++) channel.push('x'.repeat(2000))
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
    expect(source.released).toBe(1)
    expect(log.at(-1)).toMatchObject({ reason: 'failed', error: thrown })
    expect(log.filter((entry) => 'ms' in entry)).toHaveLength(1)
    expect(await client.read().ended).toBe('cut')
  })

  test.each(['disconnected', 'stalled', 'overflowed'])(
    'onDrop, %s: onClose is told, and the run fails',
    async (reason) => {
      const slowly = await stuffed({ slowClient: { ...slowClient, policy: policyFor(reason) }, onDrop: fail })
      slowly.channel.push('kiki')
      await turns(5)
      void ways[reason]?.(slowly)
      expect(await slowly.ends.next()).toEqual({ _tag: 'Left', left: thrown })
      expect(slowly.log).toMatchObject([
        { reason, count: 1 + oneMore(reason) },
        { reason, elements: 1 }
      ])
      expect(slowly.source.released).toBe(1)
      slowly.client.read()
      expect(await slowly.client.ended).toBe('cut')
    }
  )

  test('where the source fails: that error counts', async () => {
    const { channel, log, ends, source } = await stuffed({ slowClient, onDrop: fail, onClose: fail })
    channel.push('kiki')
    channel.endWith(failure)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: failure })
    expect(log).toMatchObject([
      { reason: 'failed', count: 1 },
      { reason: 'failed', error: failure }
    ])
    expect(source.released).toBe(1)
  })

  test('both, where the client leaves: the run fails, and everything is released', async () => {
    const { channel, connection, ends, source } = await stuffed({ slowClient, onDrop: fail, onClose: fail })
    channel.push('kiki')
    await turns(5)
    connection.leave()
    expect(await ends.next()).toEqual({ _tag: 'Left', left: thrown })
    expect(source.released).toBe(1)
  })
})

describe('what is refused', () => {
  test.each<readonly [SlowClient, string]>([
    [
      { policy: 'drop' as SlowClientPolicy },
      'policy: expected one of block, dropOldest, dropNewest, disconnect, got "drop"'
    ],
    [{ maxBufferedBytes: -1 }, 'maxBufferedBytes: expected a whole number, 0 or more, got -1'],
    [{ maxBufferedBytes: 1.5 }, 'maxBufferedBytes: expected a whole number, 0 or more, got 1.5'],
    [{ stallTimeoutMs: 0 }, 'stallTimeoutMs: expected milliseconds, more than 0 and at most 2147483647, got 0'],
    [{ maxBytes: 1 } as SlowClient, "unknown option 'maxBytes'; there are policy, maxBufferedBytes, stallTimeoutMs"]
  ])('%j', (slowClient, message) => {
    const res = new ServerResponse(new IncomingMessage(new Socket()))
    expect(() => response(res, { slowClient })).toThrow(`response: slowClient: ${message}`)
    expect(() => chunked(Enumerator.empty, Writeable.text, { slowClient })).toThrow(`chunked: slowClient: ${message}`)
  })
})
