import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, gracefulShutdown, type NodeServer, response } from 'fp-ts-iteratee/node'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeKinds, kinds, serveKind } from '../support/kinds'
import { connections } from '../support/server'
import { type End, goodbye, isFull, slow, stuffed, stuffing } from '../support/slow'
import { elapse, soonBy, stopTheClock, timersRunning } from '../support/timed'
import { told } from '../support/told'
import { comesAbout, turns } from '../support/turns'

stopTheClock()
afterEach(closeKinds)

const done = { _tag: 'Right', right: undefined }
const finished = { _tag: 'Right', right: { _tag: 'Finished' } }

/** A run of it, and whether it is over. */
const running = (shutDown: TaskEither<Error, void>) => {
  const state = { over: false }
  const over = shutDown().then((result) => {
    state.over = true
    return result
  })
  return { state, over }
}

/** What `shutDown` has watched, and a server of Node's by itself. */
const listenersOf = (server: NodeServer): Readonly<Record<string, number>> =>
  Object.fromEntries(server.eventNames().map((name) => [String(name), server.listenerCount(name)]))

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('an idle stream: the goodbye is the last of a whole response', async () => {
    const { channel, client, ends, log, server, shutDown, source } = await slow({}, kind)
    channel.push('kiki ')
    client.read()
    await client.until(({ received }) => received === 'kiki ')
    expect(await soonBy(shutDown())).toEqual(done)
    expect(await client.ended).toBe('whole')
    expect(client.received).toBe('kiki see you')
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 12, elements: 1 } })
    expect(log).toMatchObject([{ reason: 'shutdown', bytes: 12, elements: 1 }])
    expect([source.released, channel.push('late')]).toEqual([1, 'closed'])
    expect([server.listening, timersRunning()]).toEqual([false, 0])
  })

  test('in the midst of a burst: nothing of the source follows the goodbye', async () => {
    const { channel, client, ends, log, shutDown, source } = await slow({}, kind)
    client.read()
    for (let i = 0; i < 50; i++) {
      for (let j = 0; j < 20; j++) channel.push('kiki ')
      if (i < 25) await turns(1)
    }
    const over = shutDown()
    for (let i = 0; i < 20; i++) channel.push('late ')
    expect(await soonBy(over)).toEqual(done)
    expect(await client.ended).toBe('whole')
    expect(client.received).toMatch(/^(kiki ){500,}see you$/)
    expect(await ends.next()).toMatchObject(finished)
    expect(source.released).toBe(1)
    const lost = log.length - 1
    // one may have been offered meanwhile
    expect(log).toMatchObject([...(lost === 1 ? [{ reason: 'shutdown', count: 1 }] : []), { reason: 'shutdown' }])
  })

  test('a client that takes its time gets what waits for it, and the goodbye', async () => {
    const { channel, client, ends, log, res, shutDown } = await stuffed(
      { slowClient: { maxBufferedBytes: 1e6 } },
      kind,
      { graceMs: 5000 }
    )
    for (let i = 0; i < 100; i++) channel.push('kiki '.repeat(1000))
    await turns(5)
    const { over, state } = running(shutDown)
    for (let i = 0; i < 49; i++) await elapse(100)
    expect([state.over, isFull(res), log]).toEqual([false, true, []])
    expect(await client.read().ended).toBe('whole')
    expect(client.bytes).toBe(stuffing.length + 500_000 + goodbye.length)
    expect(client.received.endsWith(`kiki ${goodbye}`)).toBe(true)
    expect(await ends.next()).toMatchObject(finished)
    expect(await soonBy(over)).toEqual(done)
    expect(log).toMatchObject([{ reason: 'shutdown', elements: 101, bytes: client.bytes }])
    expect(timersRunning()).toBe(0)
  })

  test('one that takes nothing is cut after graceMs, not sooner', async () => {
    const { channel, client, ends, log, server, shutDown, source } = await stuffed(
      { slowClient: { maxBufferedBytes: 1e6 } },
      kind,
      { graceMs: 5000 }
    )
    channel.push('kiki')
    await turns(5)
    const over = shutDown()
    await turns(5)
    await elapse(4999)
    expect([ends.size, source.released]).toEqual([0, 0])
    await elapse(1)
    expect(await soonBy(over)).toEqual(done)
    expect(await ends.next()).toMatchObject({ right: { _tag: 'Disconnected', elements: 1 } })
    expect(log).toMatchObject([{ reason: 'stalled', count: 1 }, { reason: 'stalled' }])
    expect(source.released).toBe(1)
    expect(await client.read().ended).toBe('cut')
    expect([timersRunning(), await connections(server as Server)]).toEqual([0, 0])
  })

  test('a source that ends or fails once goodbye has been said makes no difference to the client', async () => {
    for (const [end, ended] of [
      ['end', finished],
      ['endWith', { _tag: 'Left' }]
    ] as const) {
      const slowClient = { policy: 'dropOldest' } as const
      const { channel, client, ends, log, shutDown, source } = await stuffed({ slowClient }, kind)
      const over = shutDown()
      await turns(2)
      if (end === 'end') channel.end()
      else channel.endWith(new Error('the source'))
      await turns(5)
      expect(log).toEqual([])
      expect(await client.read().ended).toBe('whole')
      expect(client.bytes).toBe(stuffing.length + goodbye.length)
      expect(await ends.next()).toMatchObject(ended)
      await comesAbout(() => log.length > 0)
      expect(log).toMatchObject([{ reason: 'shutdown', bytes: client.bytes }])
      expect(source.released).toBe(1)
      expect(await soonBy(over)).toEqual(done)
    }
  })

  test('a plain answer under way is waited for', async () => {
    const { server, connect, responses } = await serveKind<End>(kind, (_, res) => () => {
      ;(res as { write(text: string): void }).write('a ')
      return new Promise(() => undefined)
    })
    const shutDown = gracefulShutdown(server)
    const client = (await connect().ask()).read()
    const { over, state } = running(shutDown)
    for (let i = 0; i < 10; i++) await elapse(100)
    expect(state.over).toBe(false)
    ;(await responses.next()).end('whole one')
    expect(await client.ended).toBe('whole')
    expect(client.received).toBe('a whole one')
    expect(await soonBy(over)).toEqual(done)
  })

  test('a plain answer whose end is on its way is waited for as well; after graceMs it is cut', async () => {
    for (const late of [false, true]) {
      const served = await serveKind<End>(kind, (_, res) => () => {
        res.end(stuffing)
        return new Promise(() => undefined)
      })
      const shutDown = gracefulShutdown(served.server, { graceMs: 5000 })
      const client = await served.connect().ask()
      const { over, state } = running(shutDown)
      for (let i = 0; i < 49; i++) await elapse(100)
      expect(state.over).toBe(false)
      if (late) await elapse(100)
      expect(await client.read().ended).toBe(late ? 'cut' : 'whole')
      expect(await soonBy(over)).toEqual(done)
    }
  })

  test('connections on which nothing is going on are closed at once', async () => {
    const { server, connect } = await serveKind<End>(kind, (_, res) => Enumerator.of('kiki').run(response(res)))
    const shutDown = gracefulShutdown(server)
    for (let i = 0; i < 3; i++) expect(await (await connect().ask()).read().ended).toBe('whole')
    expect(await connections(server as Server)).toBe(3)
    expect(await soonBy(shutDown())).toEqual(done)
    expect([await connections(server as Server), timersRunning()]).toEqual([0, 0])
  })

  test('a response that is opened meanwhile is sent away, and its source not run', async () => {
    const source = told<string>()
    let begin: (() => void) | undefined
    const served = await serveKind<End>(kind, (_, res) => async () => {
      res.writeHead(200, { 'content-type': 'text/plain' })
      if ('flushHeaders' in res) res.flushHeaders()
      await new Promise<void>((resolve) => (begin = resolve))
      return source.enumerator.run(response(res))()
    })
    const shutDown = gracefulShutdown(served.server, { goodbye })
    const client = (await served.connect().ask()).read()
    const over = shutDown()
    await elapse(200)
    begin?.()
    expect(await client.ended).toBe('whole')
    expect(client.received).toBe(goodbye)
    expect(await served.ends.next()).toMatchObject(finished)
    expect(source.opened).toBe(0)
    expect(await soonBy(over)).toEqual(done)
  })

  test('finishMs: streams that come to their own end by then are not told goodbye, others are', async () => {
    const sources = [told<string>(), told<string>()] as const
    const left = [...sources]
    const served = await serveKind<End>(kind, (_, res) =>
      (left.shift() ?? told<string>()).enumerator.run(response(res))
    )
    const shutDown = gracefulShutdown(served.server, { goodbye, finishMs: 1000 })
    const clients = [(await served.connect().ask()).read(), (await served.connect().ask()).read()] as const
    const channels = [await sources[0].channels.next(), await sources[1].channels.next()] as const
    const over = shutDown()
    await elapse(999)
    for (const channel of channels) channel.push('kiki ')
    channels[0].end()
    expect(await clients[0].ended).toBe('whole')
    await clients[1].until(({ received }) => received === 'kiki ')
    await elapse(1)
    expect(await clients[1].ended).toBe('whole')
    expect(clients.map(({ received }) => received)).toEqual(['kiki ', 'kiki see you'])
    expect(await soonBy(over)).toEqual(done)
    expect(sources.map(({ released }) => released)).toEqual([1, 1])
  })

  test('made when there are streams already', async () => {
    const source = told<string>()
    const served = await serveKind<End>(kind, (_, res) => source.enumerator.run(response(res)))
    const readers = []
    for (let i = 0; i < 3; i++) readers.push((await served.connect().ask()).read())
    expect(await soonBy(gracefulShutdown(served.server, { goodbye })())).toEqual(done)
    for (const reader of readers) {
      expect(await reader.ended).toBe('whole')
      expect(reader.received).toBe(goodbye)
    }
    expect(source.released).toBe(3)
  })

  test('nothing is left on the server, which may listen again', async () => {
    const server = kind.server((req, res) => void chunked(Enumerator.of('kiki'), Writeable.text)(req, res)())
    const before = listenersOf(server)
    for (let i = 0; i < 2; i++) {
      const shutDown = gracefulShutdown(server, { goodbye })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const client = await kind.connect(port).ask()
      expect(await client.read().ended).toBe('whole')
      expect(client.received).toBe('kiki')
      expect(await soonBy(shutDown())).toEqual(done)
      expect(listenersOf(server)).toEqual(before)
    }
  })
})
