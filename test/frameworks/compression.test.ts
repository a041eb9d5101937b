import compression from 'compression'
import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked, type ChunkedOptions, response } from 'fp-ts-iteratee/node'
import express from 'express'
import { randomFillSync, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http'
import { createGunzip } from 'node:zlib'
import { type Answer, closeMounted, type Mount, mounted, type Mounted } from '../support/framework'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { pieces, plenty, size, stalledClient } from '../support/pieces'
import { connected, overConnection, rawClient, type RawClient, request } from '../support/rawClient'
import { told } from '../support/told'
import { settled, turns } from '../support/turns'

afterEach(closeMounted)

/** It is not its work that is looked at. */
const quick = { threshold: 0, level: 1 }

const listening = (listener: RequestListener): ReturnType<Mount> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  return Promise.resolve({ server, close: () => new Promise((resolve) => server.close(resolve)) })
}

const inExpress: Mount = (answer) => {
  const app = express()
  app.use(compression(quick))
  app.get('/', (req, res) => answer(req, res)())
  return listening(app)
}

const inHttp: Mount = (answer) => {
  const compress = compression(quick)
  return listening((req, res) => {
    // its types are those of Express, it takes what Node has
    compress(req as express.Request, res as express.Response, () => void answer(req, res)())
  })
}

/** Without `no-transform`, so that it may be compressed. */
const transformed: ChunkedOptions = { headers: { 'cache-control': 'no-cache' } }

const acceptsGzip = { headers: { 'accept-encoding': 'gzip' } }

const headed = async ({ port }: Mounted): Promise<IncomingMessage> => {
  const asked = get({ port, host: '127.0.0.1', agent: false, ...acceptsGzip })
  const [message] = (await once(asked, 'response')) as [IncomingMessage]
  message.on('error', () => {})
  return message
}

/** What is decompressed of it as it comes. */
const gunzipped = (message: IncomingMessage): RawClient => {
  expect(message.headers['content-encoding']).toBe('gzip')
  return overConnection(message.pipe(createGunzip()))
}

describe.each([
  ['Express', inExpress],
  ['node:http', inHttp]
])('compression() in %s', (_, mount) => {
  const live = async (options: ChunkedOptions = transformed) => {
    const source = told<string>()
    const app = await mounted(mount, chunked(source.enumerator, Writeable.text, options))
    return { source, app, message: await headed(app), channel: await source.channels.next() }
  }

  test('leaves a stream alone by default, as it is not to be transformed', async () => {
    const { message, channel } = await live({})
    expect(message.headers['cache-control']).toBe('no-cache, no-transform')
    expect(message.headers['content-encoding']).toBeUndefined()
    const client = overConnection(message as never)
    channel.push('kiki')
    await client.until((text) => text === 'kiki')
    channel.end()
    expect(await client.ended).toBe('end')
  })

  test('where it compresses, messages arrive one by one, and the end is one', async () => {
    const { app, source, message, channel } = await live()
    const client = gunzipped(message)
    channel.push('kiki')
    await client.until((text) => text === 'kiki')
    channel.push('foo')
    await client.until((text) => text === 'kikifoo')
    channel.end()
    expect(await client.ended).toBe('end')
    expect(message.complete).toBe(true)
    expect(await app.ends.next()).toEqual({
      _tag: 'Right',
      right: { _tag: 'Finished', bytes: 7, chunks: 2, elements: 2 }
    })
    expect([source.released, app.complaints]).toEqual([1, []])
  })

  test('a client that leaves stops the source at once', async () => {
    const { app, source, message, channel } = await live()
    const client = gunzipped(message)
    channel.push('kiki')
    await client.until((text) => text === 'kiki')
    message.destroy()
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect((await source.releases.next()) - (await app.closings.next())).toBeLessThan(100)
    await turns(20)
    expect([source.released, app.complaints]).toEqual([1, []])
  })

  test('a client that stalls stops the source, and when it reads on everything comes', async () => {
    const source = pieces(200, () => randomFillSync(Buffer.alloc(size)))
    const app = await mounted(mount, chunked(source.enumerator, bytesThatCompress, transformed))
    const message = await stalledClient(app, acceptsGzip)
    expect(await settled(() => source.pulled)).toBeLessThan(200)
    let length = 0
    for await (const part of message.pipe(createGunzip())) length += (part as Buffer).length
    expect(length).toBe(200 * size)
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', elements: 200 } })
    expect(source.released).toBe(1)
  })

  test('a client that stalls and leaves: the source is released', async () => {
    const source = pieces(plenty, () => randomFillSync(Buffer.alloc(size)))
    const app = await mounted(mount, chunked(source.enumerator, bytesThatCompress, transformed))
    const message = await stalledClient(app, acceptsGzip)
    await settled(() => source.pulled)
    message.destroy()
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    // it is compressed by other threads: the last of it may have been asked for just before
    expect(source.pulled).toBeLessThan(plenty)
    expect(source.released).toBe(1)
  })

  test('a source that fails: what came is there, and it is cut', async () => {
    const { app, source, message, channel } = await live()
    const client = gunzipped(message)
    const failure = new Error('the source')
    channel.push('kiki')
    await client.until((text) => text === 'kiki')
    const closed = new Promise((resolve) => message.once('close', resolve))
    channel.endWith(failure)
    expect(await app.ends.next()).toEqual({ _tag: 'Left', left: failure })
    await closed
    expect(message.complete).toBe(false)
    expect([source.released, app.complaints]).toEqual([1, []])
  })

  test.each([
    ['nothing', Enumerator.empty, ''],
    ['elements and the end in one turn', Enumerator.of('kiki', 'foo'), 'kikifoo']
  ])('%s: whole', async (_, enumerator: Enumerator<string>, text) => {
    const app = await mounted(mount, chunked(enumerator, Writeable.text, transformed))
    const message = await headed(app)
    const client = gunzipped(message)
    expect(await client.ended).toBe('end')
    expect(client.received).toBe(text)
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: text.length } })
  })

  test('`response`, with more in its only turn than a socket takes at once', async () => {
    // hard to compress: three bytes each
    const text = String.fromCharCode(...Array.from({ length: 16_000 }, () => randomInt(0x4e00, 0x9fff)))
    const answer: Answer = (_, res) => {
      res.setHeader('content-type', 'text/plain')
      return Enumerator.of(text).run(response(res))
    }
    const app = await mounted(mount, answer)
    const client = gunzipped(await headed(app))
    expect(await client.ended).toBe('end')
    expect(Buffer.from(client.received, 'latin1').toString()).toBe(text)
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 48_000 } })
  })

  test('a client of HTTP/1.0: compressed, one by one, and the end is the end of the connection', async () => {
    const source = told<string>()
    const app = await mounted(mount, chunked(source.enumerator, Writeable.text, transformed))
    const socket = await connected({ port: app.port, host: '127.0.0.1' })
    const client = overConnection(socket)
    const gunzip = createGunzip()
    const body = overConnection(gunzip)
    client.send(request('GET / HTTP/1.0', 'Accept-Encoding: gzip'))
    const { headers, body: begun } = parseMessage(await client.until(hasHead))
    expect(headers['content-encoding']).toBe('gzip')
    expect(headers['transfer-encoding']).toBeUndefined()
    gunzip.write(begun, 'latin1')
    socket.on('data', (text: string) => gunzip.write(text, 'latin1'))
    const channel = await source.channels.next()
    channel.push('kiki')
    await body.until((text) => text === 'kiki')
    channel.push('foo')
    await body.until((text) => text === 'kikifoo')
    channel.end()
    expect(await client.ended).toBe('end')
    expect(await app.ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
  })

  test('a client that takes no compressed text gets it as it is, one by one', async () => {
    const source = told<string>()
    const app = await mounted(mount, chunked(source.enumerator, Writeable.text, transformed))
    const client = await rawClient(app.port)
    client.send(request('GET / HTTP/1.1', 'Host: a'))
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body === 'kiki')
    expect(parseMessage(client.received).headers['content-encoding']).toBeUndefined()
    channel.end()
    await client.until(isWhole)
  })
})

/** `compression` goes by the content type. */
const bytesThatCompress: typeof Writeable.bytes = { ...Writeable.bytes, contentType: 'text/plain' }
