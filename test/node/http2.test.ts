import { AbortError, Comet, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked, response, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import { once } from 'node:events'
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type IncomingHttpHeaders,
  type ServerHttp2Session
} from 'node:http2'
import type { AddressInfo } from 'node:net'
import { Mailbox } from '../support/mailbox'
import { told } from '../support/told'
import { settled, turns } from '../support/turns'

type End = Either<Error, ResponseEnd>
type Answer = (req: Http2ServerRequest, res: Http2ServerResponse) => () => Promise<End>

let server: Http2Server
let session: ClientHttp2Session
let ends: Mailbox<End>
let serverSessions: ServerHttp2Session[]

const serve = async (answer: Answer): Promise<void> => {
  ends = new Mailbox()
  server = createServer((req, res) => void answer(req, res)().then(ends.put))
  serverSessions = []
  server.on('session', (begun) => serverSessions.push(begun))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  session = connect(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
  session.on('error', () => {})
}

afterEach(async () => {
  session.destroy()
  for (const begun of serverSessions) begun.destroy()
  await new Promise((resolve) => server.close(resolve))
})

interface Asked {
  readonly stream: ClientHttp2Stream
  readonly head: Promise<IncomingHttpHeaders>
  /** what has come of the body, up to the end or the reset of the stream */
  readonly body: Promise<string>
  /** resolves when the body has got to this */
  until(text: string): Promise<void>
}

const ask = (path = '/', method = 'GET'): Asked => {
  const stream = session.request({ ':path': path, ':method': method })
  let body = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => (body += text))
  stream.on('error', () => {})
  return {
    stream,
    head: once(stream, 'response').then(([head]) => head as IncomingHttpHeaders),
    body: new Promise((resolve) => stream.once('close', () => resolve(body))),
    until: async (text) => {
      while (body !== text) await once(stream, 'data')
    }
  }
}

test('the body arrives, and the headers are the same as in HTTP/1.1', async () => {
  const comet = Enumerator.of('kiki', 'foo').through(Comet('cb', { initialChunk: Html.raw('<p>') }))
  await serve(chunked(comet, Writeable.html, { status: 201, headers: { 'x-mine': 'here' } }))
  const asked = ask()
  expect(await asked.head).toMatchObject({
    ':status': 201,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-mine': 'here'
  })
  const markup = "<p><script>cb('kiki');</script><script>cb('foo');</script>"
  expect(await asked.body).toBe(markup)
  expect(asked.stream.rstCode).toBe(0)
  expect(await ends.next()).toEqual({
    _tag: 'Right',
    right: { _tag: 'Finished', bytes: markup.length, chunks: 1, elements: 3 }
  })
})

test('HEAD: the headers alone; the enumerator is not run', async () => {
  const source = told<string>()
  await serve(chunked(source.enumerator, Writeable.text))
  const asked = ask('/', 'HEAD')
  expect(await asked.head).toMatchObject({ ':status': 200, 'content-type': 'text/plain; charset=utf-8' })
  expect(await asked.body).toBe('')
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
  expect(source.opened).toBe(0)
})

test('the head leaves before the first element, and each element when it is there', async () => {
  const source = told<string>()
  await serve((_, res) => source.enumerator.run(response(res)))
  const asked = ask()
  await asked.head
  const channel = await source.channels.next()
  channel.push('kiki')
  await asked.until('kiki')
  channel.push('foo')
  await asked.until('kikifoo')
  channel.end()
  expect(await asked.body).toBe('kikifoo')
})

describe('a client that leaves', () => {
  test('while the source is idle: only its stream ends', async () => {
    const sources = [told<string>(), told<string>()]
    const left = [...sources]
    await serve((_, res) => (left.shift() ?? told<string>()).enumerator.run(response(res)))
    const leaving = ask()
    await leaving.head
    const staying = ask()
    await staying.head
    leaving.stream.close()
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(sources.map((source) => source.released)).toEqual([1, 0])
    const channel = await (sources[1] ?? told<string>()).channels.next()
    channel.push('kiki')
    channel.end()
    expect(await staying.body).toBe('kiki')
  })

  test('with its whole connection', async () => {
    const source = told<string>()
    await serve((_, res) => source.enumerator.run(response(res)))
    for (const asked of [ask(), ask(), ask()]) await asked.head
    session.destroy()
    for (let i = 0; i < 3; i++)
      expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(source.released).toBe(3)
  })

  test('before the iteratee is attached: the source is not run', async () => {
    const source = told<string>()
    const asked = new Mailbox<Http2ServerResponse>()
    await serve((_, res) => async () => {
      asked.put(res)
      await once(res.stream, 'close')
      await turns(2)
      return source.enumerator.run(response(res))()
    })
    const { stream } = ask()
    await asked.next()
    stream.close()
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(source.opened).toBe(source.released)
  })

  test.each([
    ['CANCEL', constants.NGHTTP2_CANCEL],
    ['NO_ERROR, after which Node emits no close while a write is pending', constants.NGHTTP2_NO_ERROR]
  ])('while the response is full, with %s', async (_, code) => {
    let pulled = 0
    let released = 0
    const source = Enumerator.fromIterable(Array.from({ length: 500 }, (_, i) => i))
      .map(() => Buffer.alloc(65_536, pulled++ & 255))
      .onDoneEnumerating(() => released++)
    await serve((_, res) => source.run(response(res)))
    const stream = session.request({ ':path': '/' })
    stream.on('error', () => {})
    await once(stream, 'response')
    stream.pause()
    const stalledAt = await settled(() => pulled)
    await turns(300)
    expect(pulled).toBe(stalledAt)
    expect(stalledAt).toBeLessThan(100)
    stream.close(code)
    expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Disconnected' } })
    expect(released).toBe(1)
  })
})

test('when a client that rested reads on, everything comes', async () => {
  await serve((_, res) => Enumerator.of(...Array.from({ length: 64 }, () => Buffer.alloc(65_536))).run(response(res)))
  const stream = session.request({ ':path': '/' })
  await once(stream, 'response')
  stream.pause()
  await turns(100)
  let bytes = 0
  for await (const part of stream) bytes += (part as Buffer).length
  expect(bytes).toBe(64 * 65_536)
  expect(await ends.next()).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished' } })
})

describe('a source that fails', () => {
  const failure = new Error('the source')

  test('resets its stream, with an error; the others of the connection go on', async () => {
    const sources = [told<string>(), told<string>()] as const
    const left = [...sources]
    await serve((_, res) => (left.shift() ?? told<string>()).enumerator.run(response(res)))
    const failing = ask()
    await failing.head
    const staying = ask()
    await staying.head
    const [channel, other] = [await sources[0].channels.next(), await sources[1].channels.next()]
    channel.push('kiki')
    await failing.until('kiki')
    channel.endWith(failure)
    expect(await ends.next()).toEqual({ _tag: 'Left', left: failure })
    expect(await failing.body).toBe('kiki')
    expect(failing.stream.rstCode).not.toBe(0)
    other.push('foo')
    other.end()
    expect(await staying.body).toBe('foo')
    expect(staying.stream.rstCode).toBe(0)
  })

  test('an abort does so too', async () => {
    const source = told<string>()
    const controller = new AbortController()
    await serve(chunked(source.enumerator, Writeable.text, { signal: controller.signal }))
    const asked = ask()
    await asked.head
    controller.abort('closing time')
    expect(await ends.next()).toEqual({ _tag: 'Left', left: new AbortError('closing time') })
    await asked.body
    expect(asked.stream.rstCode).not.toBe(0)
    expect(source.released).toBe(1)
  })
})
