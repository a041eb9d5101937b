/** Shutdowns of a server of HTTP/1: what is said, and what is on its connections. */
import { Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked, gracefulShutdown, type NodeServer, response, type ShutdownOptions } from 'fp-ts-iteratee/node'
import { createServer, type Server } from 'node:http'
import { isWhole, parseMessage } from '../support/httpMessage'
import { closeKinds, type Kind, kinds, serveKind } from '../support/kinds'
import { closeClients, connected, get, overConnection, rawClient } from '../support/rawClient'
import { connections } from '../support/server'
import { type End, http, slow, stuffed, stuffing } from '../support/slow'
import { elapse, soonBy, stopTheClock, timersRunning } from '../support/timed'
import { told } from '../support/told'
import { turns } from '../support/turns'

stopTheClock()
afterEach(async () => {
  closeClients()
  await closeKinds()
})

const done = { _tag: 'Right', right: undefined }
const [, https, h2c, h2] = kinds as [Kind, Kind, Kind, Kind]

/** Resolves when there is a connection. */
const accepted = async (server: NodeServer): Promise<void> => {
  for (let n = 0; n < 10_000 && (await connections(server)) === 0; n++) await turns(1)
  expect(await connections(server as Server)).toBe(1)
}

test('what is right for the content type', async () => {
  const source = told<string>()
  const answers = [
    chunked(source.enumerator.map(Html.raw), Writeable.html),
    chunked(source.enumerator, Writeable.text),
    chunked(source.enumerator, Writeable.text, { headers: { 'Content-Type': 'text/event-stream' } })
  ]
  const left = [...answers]
  const served = await serveKind<End>(http, (req, res) => {
    const answer = left.shift()
    if (answer !== undefined) return answer(req, res)
    res.setHeader('content-type', 'text/csv')
    return source.enumerator.run(response(res))
  })
  const shutDown = gracefulShutdown(served.server, { goodbye: (contentType) => Buffer.from(`<${contentType}>`) })
  const clients = []
  for (let i = 0; i < 4; i++) clients.push((await served.connect().ask()).read())
  expect(await soonBy(shutDown())).toEqual(done)
  expect(clients.map(({ received }) => received)).toEqual([
    '<text/html; charset=utf-8>',
    '<text/plain; charset=utf-8>',
    '<text/event-stream>',
    '<text/csv>'
  ])
})

test('nothing by default: the streams end', async () => {
  const { client, channel, server } = await slow({})
  channel.push('kiki')
  await turns(2)
  expect(await soonBy(gracefulShutdown(server)())).toEqual(done)
  expect(await client.read().ended).toBe('whole')
  expect(client.received).toBe('kiki')
})

test('a long one arrives once, also where it leaves in pieces', async () => {
  const goodbye = 'x'.repeat(9_000_000)
  const { client, shutDown } = await slow({ slowClient: { stallTimeoutMs: 60_000 } }, http, { goodbye })
  const over = shutDown()
  await turns(20)
  expect(await client.read().ended).toBe('whole')
  expect(client.bytes).toBe(goodbye.length)
  expect(await soonBy(over)).toEqual(done)
})

test('a goodbye that throws: that very error, and all are closed', async () => {
  const { client, ends, server, source } = await slow({})
  const thrown = new Error('mine')
  const shutDown = gracefulShutdown(server, {
    goodbye: () => {
      throw thrown
    }
  })
  const result = await soonBy(shutDown())
  expect(result).toEqual({ _tag: 'Left', left: thrown })
  expect(result).toHaveProperty('left', thrown)
  expect(await client.read().ended).toBe('whole')
  expect(await ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
  expect([source.released, server.listening, timersRunning()]).toEqual([1, false, 0])
})

test('a response that cannot be written does not keep the others from their goodbye', async () => {
  const source = told<string>()
  let asked = 0
  const served = await serveKind<End>(http, (_, res) => {
    // Node refuses it when it is written
    if (asked++ > 0) res.statusCode = 99
    const run = source.enumerator.run(response(res))()
    if (asked > 1) over = shutDown()
    return () => run
  })
  let over: Promise<unknown> = Promise.resolve()
  const shutDown = gracefulShutdown(served.server, { goodbye: 'see you' })
  const client = (await served.connect().ask()).read()
  const other = await rawClient(served.port)
  other.send(get)
  await other.ended
  expect(await client.ended).toBe('whole')
  expect(client.received).toBe('see you')
  expect(await served.ends.next()).toMatchObject({ _tag: 'Left', left: { name: 'RangeError' } })
  expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished' } })
  expect(await soonBy(over)).toEqual(done)
})

test('run twice it is one shutdown, also while it is under way', async () => {
  const { client, server } = await slow({})
  let asked = 0
  const shutDown = gracefulShutdown(server, {
    goodbye: () => {
      asked++
      throw new Error('mine')
    }
  })
  const both = [shutDown(), shutDown()]
  const [one, two] = await soonBy(Promise.all(both))
  expect(one).toMatchObject({ _tag: 'Left' })
  expect([two, await shutDown()]).toEqual([one, one])
  expect(await client.read().ended).toBe('whole')
  expect(asked).toBe(1)
})

test('two shutdowns of one server: both come to their end', async () => {
  const { client, server } = await stuffed({})
  const one = gracefulShutdown(server, { goodbye: 'see you', finishMs: 500, graceMs: 1000 })()
  const two = gracefulShutdown(server, { goodbye: 'bye', finishMs: 500, graceMs: 1000 })()
  await elapse(2000)
  expect(await Promise.all([one, two])).toEqual([done, done])
  expect(await client.read().ended).toBe('cut')
  expect(timersRunning()).toBe(0)
})

test('of a server that does not listen, or not any more', async () => {
  const never = createServer()
  expect(await soonBy(gracefulShutdown(never)())).toEqual(done)
  const { client, server } = await slow({})
  server.close()
  expect(await soonBy(gracefulShutdown(server, { goodbye: 'see you' })())).toEqual(done)
  expect(await client.read().ended).toBe('whole')
  expect(client.received).toBe('see you')
})

test('made after the connections were', async () => {
  const { client, connect, server } = await slow({})
  const idle = connect()
  const second = (await idle.ask()).read()
  expect(await soonBy(gracefulShutdown(server, { goodbye: 'see you' })())).toEqual(done)
  for (const one of [client.read(), second]) {
    expect(await one.ended).toBe('whole')
    expect(one.received).toBe('see you')
  }
})

test('made after the connections were, a client that takes its time still gets its goodbye', async () => {
  const source = told<string>()
  const served = await serveKind<End>(http, (_, res) => source.enumerator.run(response(res)))
  const clients = [await served.connect().ask(), await served.connect().ask()]
  for (const _ of clients) (await source.channels.next()).push(stuffing)
  await turns(20)
  const over = gracefulShutdown(served.server, { goodbye: 'see you' })()
  await elapse(5000)
  for (const client of clients) {
    expect(await client.read().ended).toBe('whole')
    expect(client.bytes).toBe(stuffing.length + 7)
  }
  expect(await soonBy(over)).toEqual(done)
})

test('one that waits behind another on its connection: both are told, in order', async () => {
  const source = told<string>()
  const served = await serveKind<End>(http, (_, res) => source.enumerator.run(response(res)))
  const client = await rawClient(served.port)
  client.send(get + get)
  const [first, second] = [await source.channels.next(), await source.channels.next()]
  second.push('foo ')
  first.push('kiki ')
  await turns(2)
  const over = gracefulShutdown(served.server, { goodbye: 'see you' })()
  await client.until((bytes) => isWhole(bytes) && isWhole(parseMessage(bytes).rest))
  const message = parseMessage(client.received)
  expect([message.body, parseMessage(message.rest).body]).toEqual(['kiki see you', 'foo see you'])
  for (let i = 0; i < 2; i++)
    expect(await served.ends.next()).toMatchObject({ right: { _tag: 'Finished', elements: 1 } })
  expect(await soonBy(over)).toEqual(done)
  expect(source.released).toBe(2)
})

test.each([http, https, h2].map((kind) => [kind.name, kind] as const))(
  '%s: a connection on which nothing has been sent yet is closed at once',
  async (_, kind) => {
    const served = await serveKind<End>(kind, (_, res) => Enumerator.never.run(response(res)))
    const shutDown = gracefulShutdown(served.server)
    const silent = overConnection(await connected({ port: served.port, host: '127.0.0.1' }))
    await accepted(served.server)
    expect(await soonBy(shutDown())).toEqual(done)
    await silent.ended
    expect(timersRunning()).toBe(0)
  }
)

test('a request that does not come to its end is cut after graceMs', async () => {
  const served = await serveKind<End>(http, (_, res) => Enumerator.never.run(response(res)))
  const shutDown = gracefulShutdown(served.server, { graceMs: 1000 })
  const half = await rawClient(served.port)
  half.send('GET / HTTP/1.1\r\n')
  await accepted(served.server)
  await turns(5)
  const over = shutDown()
  await elapse(999)
  expect(await connections(served.server as Server)).toBe(1)
  await elapse(1)
  expect(await soonBy(over)).toEqual(done)
  await half.ended
})

test('h2c: other streams of the connection come to their end', async () => {
  const sources = [told<string>(), told<string>()] as const
  const left = [...sources]
  const served = await serveKind<End>(h2c, (_, res) => {
    const source = left.shift()
    if (source !== undefined) return source.enumerator.run(response(res))
    res.end('plain')
    return () => new Promise(() => undefined)
  })
  const shutDown = gracefulShutdown(served.server, { goodbye: 'see you' })
  const connection = served.connect()
  const clients = [(await connection.ask()).read(), (await connection.ask()).read(), (await connection.ask()).read()]
  expect(await soonBy(shutDown())).toEqual(done)
  for (const client of clients) expect(await client.ended).toBe('whole')
  expect(clients.map(({ received }) => received)).toEqual(['see you', 'see you', 'plain'])
})

test.each<readonly [ShutdownOptions, string]>([
  [
    { goodBye: '' } as ShutdownOptions,
    "gracefulShutdown: unknown option 'goodBye'; there are goodbye, finishMs, graceMs"
  ],
  [{ finishMs: 0 }, 'gracefulShutdown: finishMs: expected milliseconds, more than 0 and at most 2147483647, got 0'],
  [{ graceMs: NaN }, 'gracefulShutdown: graceMs: expected milliseconds, more than 0 and at most 2147483647, got NaN']
])('%j is refused', (options, message) => {
  expect(() => gracefulShutdown(createServer(), options)).toThrow(message)
})
