/** What a response of ours has to do on a server that a framework answers on: the same for each of them. */
import { Writeable } from 'fp-ts-iteratee'
import { chunked, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type HttpMessage, hasHead, isWhole, parseMessage } from './httpMessage'
import { Mailbox } from './mailbox'
import { pieces, plenty, stalledClient } from './pieces'
import { closeClients, get, rawClient, type RawClient, request } from './rawClient'
import { type Told, told } from './told'
import { settled, turns } from './turns'

export type Answer = ReturnType<typeof chunked>

/** An application of the framework, which listens. */
export interface Application {
  readonly server: Server
  readonly close: () => Promise<unknown>
}

/**
 * Makes an application and listens on a free port of 127.0.0.1.
 *
 * - a middleware of the framework sets `X-Before: framework`, two cookies and `Cache-Control: public` on all responses
 * - `GET /` and `POST /` answer with `answer`, a POST after the framework has read the body
 * - `GET /plain` has the framework answer `plain`
 * - what the framework has to complain of is handed to `complain`
 */
export type Mount = (answer: Answer, complain: (what: unknown) => void) => Promise<Application>

export interface Mounted {
  readonly port: number
  readonly server: Server
  /** how the answers ended, in the order in which they did */
  readonly ends: Mailbox<Either<Error, ResponseEnd>>
  readonly complaints: ReadonlyArray<unknown>
  /** when the connections were closed, of `performance.now()` */
  readonly closings: Mailbox<number>
}

const open: (() => Promise<unknown>)[] = []

export const mounted = async (mount: Mount, answer: Answer): Promise<Mounted> => {
  const ends: Mounted['ends'] = new Mailbox()
  const closings = new Mailbox<number>()
  const complaints: unknown[] = []
  const spies = (['error', 'warn', 'info', 'log'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation((...what: unknown[]) => void complaints.push(...what))
  )
  const watched: Answer = (req, res) => async () => {
    const end = await answer(req, res)()
    ends.put(end)
    return end
  }
  const { server, close } = await mount(watched, (what) => void complaints.push(what))
  if (!server.listening) await once(server, 'listening')
  server.on('connection', (socket: Socket) => socket.once('close', () => closings.put(performance.now())))
  open.push(async () => {
    server.closeAllConnections()
    await close()
    for (const spy of spies) spy.mockRestore()
  })
  return { port: (server.address() as AddressInfo).port, server, ends, closings, complaints }
}

/** To be called after each test that mounts. */
export const closeMounted = async (): Promise<void> => {
  closeClients()
  await Promise.all(open.splice(0).map((close) => close()))
}

interface Live {
  readonly source: Told<string>
  readonly app: Mounted
  readonly client: RawClient
}

/** A client that has the head of a live stream. */
export const live = async (mount: Mount, asked = get): Promise<Live> => {
  const source = told<string>()
  const app = await mounted(mount, chunked(source.enumerator, Writeable.text))
  const client = await rawClient(app.port)
  client.send(asked)
  await client.until(hasHead)
  return { source, app, client }
}

const getPlain = request('GET /plain HTTP/1.1', 'Host: a')
const posted = `${request('POST / HTTP/1.1', 'Host: a', 'Content-Type: application/json', 'Content-Length: 9')}{"a":[1]}`

export const answersWithin = (mount: Mount): void => {
  afterEach(closeMounted)

  const plainAfter = async (client: RawClient): Promise<HttpMessage> => {
    const { rest } = parseMessage(client.received)
    expect(rest).toBe('')
    client.send(getPlain)
    const both = await client.until((bytes) => parseMessage(bytes).rest.endsWith('plain'))
    return parseMessage(parseMessage(both).rest)
  }

  test('messages arrive one by one, the end ends it, and the connection is used again', async () => {
    const { source, app, client } = await live(mount)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => parseMessage(bytes).body === 'kiki')
    channel.push('foo')
    await client.until((bytes) => parseMessage(bytes).body === 'kikifoo')
    expect(parseMessage(client.received).terminated).toBe(false)
    channel.end()
    await client.until(isWhole)
    expect(await app.ends.next()).toEqual({
      _tag: 'Right',
      right: { _tag: 'Finished', bytes: 7, chunks: 2, elements: 2 }
    })
    const next = await plainAfter(client)
    expect(next.status).toBe('HTTP/1.1 200 OK')
    expect(next.body).toBe('plain')
    expect([source.opened, source.released, app.complaints]).toEqual([1, 1, []])
  })

  test('the head has what the framework has set before, and each header once', async () => {
    const { client } = await live(mount)
    const { status, head, headers } = parseMessage(client.received)
    expect(status).toBe('HTTP/1.1 200 OK')
    expect(headers).toMatchObject({
      'x-before': 'framework',
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no'
    })
    expect(head.match(/^set-cookie: .*$/gim)).toEqual(['a=1', 'b=2'].map(expect.stringContaining))
    const names = [...head.matchAll(/^([^:\r\n]+): /gm)].map(([, name = '']) => name.toLowerCase())
    const once = names.filter((name) => name !== 'set-cookie')
    expect(once).toEqual([...new Set(once)])
  })

  test('a client that leaves while the source is idle: it is released at once, and once', async () => {
    const { source, app, client } = await live(mount)
    client.leave()
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect((await source.releases.next()) - (await app.closings.next())).toBeLessThan(100)
    await turns(20)
    expect([source.opened, source.released, app.complaints]).toEqual([1, 1, []])
  })

  test('a client that has left before the stream begins: nothing is left open', async () => {
    const source = told<string>()
    const answer = chunked(source.enumerator, Writeable.text)
    const asked = new Mailbox<void>()
    const app = await mounted(mount, (req, res) => async () => {
      asked.put()
      await once(res, 'close')
      return answer(req, res)()
    })
    const client = await rawClient(app.port)
    client.send(get)
    await asked.next()
    client.leave()
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected', elements: 0 } })
    await turns(20)
    expect([source.opened - source.released, app.complaints]).toEqual([0, []])
  })

  test('a body that the framework has read is no disconnect', async () => {
    const { source, app, client } = await live(mount, posted)
    await turns(20)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => parseMessage(bytes).body === 'kiki')
    channel.end()
    await client.until(isWhole)
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
    expect((await plainAfter(client)).body).toBe('plain')
    expect(app.complaints).toEqual([])
  })

  test('a source that fails: the response is cut, and nobody adds an error page', async () => {
    const { source, app, client } = await live(mount)
    const channel = await source.channels.next()
    const failure = new Error('the source')
    channel.push('kiki')
    channel.endWith(failure)
    expect(await app.ends.next()).toEqual({ _tag: 'Left', left: failure })
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ body: 'kiki', terminated: false, rest: '' })
    await turns(20)
    expect([source.released, app.complaints]).toEqual([1, []])
  })

  test('a client that stalls: the source is not asked any more, until it leaves', async () => {
    const source = pieces(plenty)
    const app = await mounted(mount, chunked(source.enumerator, Writeable.bytes))
    const message = await stalledClient(app)
    const pulled = await settled(() => source.pulled)
    expect(pulled).toBeLessThan(plenty)
    expect(source.released).toBe(0)
    message.destroy()
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect([source.pulled, source.released]).toEqual([pulled, 1])
    await turns(20)
    expect(app.complaints).toEqual([])
  })

  test('HEAD: the head alone, the source is not run, and the connection is used again', async () => {
    const source = told<string>()
    const app = await mounted(mount, chunked(source.enumerator, Writeable.text))
    const client = await rawClient(app.port)
    client.send(request('HEAD / HTTP/1.1', 'Host: a'))
    await client.until(hasHead)
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 0 } })
    const head = client.received
    client.send(getPlain)
    const next = parseMessage((await client.until((bytes) => bytes.endsWith('plain'))).slice(head.length))
    expect(next.status).toBe('HTTP/1.1 200 OK')
    expect(parseMessage(head)).toMatchObject({ status: 'HTTP/1.1 200 OK', headers: { 'x-before': 'framework' } })
    expect([source.opened, app.complaints]).toEqual([0, []])
  })

  test('HTTP/1.0: no chunked coding, what is sent comes at once, and the end is the end of the connection', async () => {
    const { source, client } = await live(mount, request('GET / HTTP/1.0', 'Host: a'))
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.endsWith('\r\n\r\nkiki'))
    channel.push('foo')
    await client.until((bytes) => bytes.endsWith('\r\n\r\nkikifoo'))
    channel.end()
    expect(await client.ended).toBe('end')
    expect(parseMessage(client.received).headers['transfer-encoding']).toBeUndefined()
  })
}
