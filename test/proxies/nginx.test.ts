import { Writeable } from 'fp-ts-iteratee'
import { chunked, type ChunkedOptions, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeNginx, nginx } from '../support/nginx'
import { pieces, plenty, stalledClient } from '../support/pieces'
import { closeClients, get as getRoot, overConnection, rawClient, type RawClient, request } from '../support/rawClient'
import { closeServers, serve, type Served } from '../support/server'
import { type Told, told } from '../support/told'
import { settled } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
  await closeNginx()
})

interface Behind {
  readonly source: Told<string>
  readonly served: Served<Either<Error, ResponseEnd>>
  readonly port: number
}

const behind = async (directives = '', options: ChunkedOptions = {}): Promise<Behind> => {
  const source = told<string>()
  const live = chunked(source.enumerator, Writeable.text, options)
  const plain = chunked(pieces(0).enumerator, Writeable.bytes)
  const served = await serve((req, res) => (req.url === '/plain' ? plain : live)(req, res))
  return { source, served, port: (await nginx(served.port, directives)).port }
}

const asked = async (port: number): Promise<RawClient> => {
  const client = await rawClient(port)
  client.send(getRoot)
  return client
}

const disconnected = { _tag: 'Right', right: { _tag: 'Disconnected' } }

describe.each([
  ['by default, HTTP/1.0 to the server', ''],
  ['HTTP/1.1 to the server', 'proxy_http_version 1.1; proxy_set_header Connection "";']
])('%s', (name, directives) => {
  test('messages arrive one by one, and the end is one', async () => {
    const { source, served, port } = await behind(directives)
    const client = await asked(port)
    await client.until(hasHead)
    const { req } = await served.responses.next()
    expect(req.httpVersion).toBe(name.startsWith('HTTP/1.1') ? '1.1' : '1.0')
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => parseMessage(bytes).body === 'kiki')
    channel.push('foo')
    await client.until((bytes) => parseMessage(bytes).body === 'kikifoo')
    channel.end()
    expect(parseMessage(await client.until(isWhole)).status).toBe('HTTP/1.1 200 OK')
    expect(await served.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 7 } })
  })

  test('a client that leaves while the source is idle: the source is released', async () => {
    const { source, served, port } = await behind(directives)
    const client = await asked(port)
    await client.until(hasHead)
    client.leave()
    expect(await served.ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('a source that fails: the response is not whole', async () => {
    const { source, served, port } = await behind(directives)
    const client = await asked(port)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body === 'kiki')
    channel.endWith(new Error('the source'))
    expect(await served.ends.next()).toMatchObject({ _tag: 'Left' })
    await client.ended
    expect(parseMessage(client.received)).toMatchObject({ body: 'kiki', terminated: false })
  })

  test("a server that goes away ends the client's response", async () => {
    const { source, served, port } = await behind(directives)
    const client = await asked(port)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body === 'kiki')
    served.server.closeAllConnections()
    await Promise.race([client.ended, client.until(isWhole)])
    expect(parseMessage(client.received).body).toBe('kiki')
    expect(await served.ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('a client that stalls stops the source; when it leaves, it is released', async () => {
    const source = pieces(plenty)
    const served = await serve(chunked(source.enumerator, Writeable.bytes))
    const message = await stalledClient(await nginx(served.port, directives))
    const pulled = await settled(() => source.pulled, 2000)
    expect(pulled).toBeLessThan(plenty)
    message.destroy()
    expect(await served.ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })

  test('with gzip: compressed, and still one by one', async () => {
    const { source, served, port } = await behind(`${directives} gzip on; gzip_types *;`)
    const got = get({ port, host: '127.0.0.1', agent: false, headers: { 'accept-encoding': 'gzip' } })
    const [message] = (await once(got, 'response')) as [IncomingMessage]
    message.on('error', () => {})
    expect(message.headers['content-encoding']).toBe('gzip')
    const client = overConnection(message.pipe(createGunzip()))
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((text) => text === 'kiki')
    channel.push('foo')
    await client.until((text) => text === 'kikifoo')
    message.destroy()
    expect(await served.ends.next()).toMatchObject(disconnected)
    expect(source.released).toBe(1)
  })
})

test('it is the header that does it: without, nginx keeps what it gets until the end', async () => {
  const { source, port } = await behind('', { headers: { 'x-accel-buffering': 'yes' } })
  const client = await asked(port)
  const channel = await source.channels.next()
  channel.push('kiki')
  // its only worker has had the message before it answers these
  for (let i = 0; i < 5; i++) {
    const other = await rawClient(port)
    other.send(request('GET /plain HTTP/1.1', 'Host: a'))
    await other.until(isWhole)
  }
  expect(client.received).not.toContain('kiki')
  channel.end()
  expect(parseMessage(await client.until(isWhole)).body).toBe('kiki')
})
