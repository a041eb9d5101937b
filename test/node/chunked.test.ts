import { Comet, Enumerator, Html, Writeable } from 'fp-ts-iteratee'
import { chunked, type ChunkedOptions } from 'fp-ts-iteratee/node'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, get, rawClient, request } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const comet = Enumerator.of('kiki', 'foo', 'bar').through(Comet('console.log', { initialChunk: Html.empty }))
const markup = ['kiki', 'foo', 'bar'].map((s) => `<script>console.log('${s}');</script>`).join('')

const finished = { _tag: 'Right', right: { _tag: 'Finished', bytes: markup.length, chunks: 1, elements: 3 } }

describe('HTTP/1.1', () => {
  test('every byte', async () => {
    const { port, ends } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(get)
    const bytes = await client.until(isWhole)
    expect(bytes.replace(/Date: [^\r]*/, 'Date: now')).toBe(
      'HTTP/1.1 200 OK\r\n' +
        'content-type: text/html; charset=utf-8\r\n' +
        'cache-control: no-cache, no-transform\r\n' +
        'x-accel-buffering: no\r\n' +
        'x-content-type-options: nosniff\r\n' +
        'Date: now\r\n' +
        'Connection: keep-alive\r\n' +
        'Keep-Alive: timeout=5\r\n' +
        'Transfer-Encoding: chunked\r\n' +
        '\r\n' +
        `${markup.length.toString(16)}\r\n${markup}\r\n0\r\n\r\n`
    )
    expect(await ends.next()).toEqual(finished)
  })

  test('an empty body: chunked all the same', async () => {
    const { port } = await serve(chunked(Enumerator.empty, Writeable.text))
    const client = await rawClient(port)
    client.send(get)
    expect(parseMessage(await client.until(isWhole))).toMatchObject({ body: '', rest: '', chunks: [] })
  })

  test('the connection is used again after a finished stream', async () => {
    const { port, ends } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(get)
    await client.until(isWhole)
    client.send(get)
    const both = await client.until((bytes) => isWhole(bytes) && isWhole(parseMessage(bytes).rest))
    const first = parseMessage(both)
    expect([first.body, parseMessage(first.rest).body, parseMessage(first.rest).rest]).toEqual([markup, markup, ''])
    expect([await ends.next(), await ends.next()]).toEqual([finished, finished])
  })

  test('requests that are sent together are answered one after the other', async () => {
    const { port } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(get + get + get)
    const all = await client.until((bytes) => bytes.split('0\r\n\r\n').length === 4)
    const first = parseMessage(all)
    const second = parseMessage(first.rest)
    expect([first.body, second.body, parseMessage(second.rest).body]).toEqual([markup, markup, markup])
  })

  test('Connection: close is heeded', async () => {
    const { port } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(request('GET / HTTP/1.1', 'Host: a', 'Connection: close'))
    expect(await client.ended).toBe('end')
    expect(parseMessage(client.received)).toMatchObject({ body: markup, terminated: true })
  })
})

describe('HTTP/1.0', () => {
  test('no chunked coding, and the connection closes at the end', async () => {
    const { port, ends } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(request('GET / HTTP/1.0'))
    expect(await client.ended).toBe('end')
    const { headers, body } = parseMessage(client.received)
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(headers['content-length']).toBeUndefined()
    expect(headers['connection']).toBe('close')
    expect(body).toBe(markup)
    expect(await ends.next()).toEqual(finished)
  })

  test('also where the client asks for the connection to stay', async () => {
    const { port } = await serve(chunked(comet, Writeable.html))
    const client = await rawClient(port)
    client.send(request('GET / HTTP/1.0', 'Connection: keep-alive'))
    expect(await client.ended).toBe('end')
    const { headers, body } = parseMessage(client.received)
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(body).toBe(markup)
  })

  test('what is sent comes at once', async () => {
    const source = told<string>()
    const { port } = await serve(chunked(source.enumerator, Writeable.text))
    const client = await rawClient(port)
    client.send(request('GET / HTTP/1.0'))
    await client.until(hasHead)
    const channel = await source.channels.next()
    channel.push('kiki')
    await client.until((bytes) => bytes.endsWith('kiki'))
    channel.push('foo')
    await client.until((bytes) => bytes.endsWith('kikifoo'))
    channel.end()
    expect(await client.ended).toBe('end')
  })
})

describe('HEAD', () => {
  test.each(['HTTP/1.1', 'HTTP/1.0'])('%s: the headers alone; the enumerator is not run', async (version) => {
    const source = told<string>()
    const closed: unknown[] = []
    const onClose = (end: unknown): void => void closed.push(end)
    const { port, ends } = await serve(chunked(source.enumerator, Writeable.text, { status: 201, onClose }))
    const client = await rawClient(port)
    client.send(request(`HEAD / ${version}`, 'Host: a', 'Connection: close'))
    expect(await client.ended).toBe('end')
    const { status, headers, chunks } = parseMessage(client.received.replace(/chunked\r\n/, 'identity\r\n'))
    expect(status).toBe('HTTP/1.1 201 Created')
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(headers['x-accel-buffering']).toBe('no')
    expect(chunks).toEqual([''])
    expect(source.opened).toBe(0)
    expect(await ends.next()).toEqual({ _tag: 'Right', right: { _tag: 'Finished', bytes: 0, chunks: 0, elements: 0 } })
    expect(closed).toMatchObject([{ reason: 'finished', bytes: 0 }])
  })
})

describe('status and headers', () => {
  const headOf = async (options: ChunkedOptions): Promise<ReturnType<typeof parseMessage>> => {
    const { port } = await serve(chunked(Enumerator.of('a'), Writeable.text, options))
    const client = await rawClient(port)
    client.send(get)
    return parseMessage(await client.until(isWhole))
  }

  test.each([200, 201, 404, 500, 599])('status %d', async (status) => {
    expect((await headOf({ status })).status).toMatch(`HTTP/1.1 ${status} `)
  })

  test('headers are set over the default ones, whatever their case, and beside them', async () => {
    const { headers, head } = await headOf({
      headers: { 'Content-Type': 'text/x-mine', 'CACHE-CONTROL': 'private', 'X-Mine': 1, 'Set-Cookie': ['a=1', 'b=2'] }
    })
    expect(headers).toMatchObject({
      'content-type': 'text/x-mine',
      'cache-control': 'private',
      'x-mine': '1',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff'
    })
    expect(head.match(/^(content-type|cache-control):/gim)).toHaveLength(2)
    expect(head.match(/^set-cookie: .*$/gim)).toEqual(['set-cookie: a=1', 'set-cookie: b=2'])
  })

  test.each([
    [201, 'HTTP/1.1 201 Created'],
    [404, 'HTTP/1.1 404 Nowhere']
  ])('the words of another status, set before, do not stay: %d', async (status, line) => {
    const answer = chunked(Enumerator.of('a'), Writeable.text, { status })
    const { port } = await serve((req, res) => {
      res.statusCode = 404
      res.statusMessage = 'Nowhere'
      return answer(req, res)
    })
    const client = await rawClient(port)
    client.send(get)
    expect(parseMessage(await client.until(isWhole)).status).toBe(line)
  })

  test('what a middleware has set stays', async () => {
    const answer = chunked(Enumerator.of('a'), Writeable.text)
    const { port } = await serve((req, res) => {
      res.setHeader('X-Middleware', 'here')
      return answer(req, res)
    })
    const client = await rawClient(port)
    client.send(get)
    expect(parseMessage(await client.until(isWhole)).headers['x-middleware']).toBe('here')
  })
})

describe('what is refused', () => {
  test.each([0, 99, 100, 101, 199, 204, 205, 304, 600, 1000, 200.5, NaN, Infinity, -200, '200'])(
    'status %p',
    (status) => {
      const making = (): unknown => chunked(Enumerator.empty, Writeable.text, { status: status as number })
      const got = typeof status === 'string' ? JSON.stringify(status) : String(status)
      expect(making).toThrow(RangeError)
      expect(making).toThrow(`chunked: status: expected one that has a body, 200 to 599, got ${got}`)
    }
  )

  test('an unknown option', () => {
    expect(() => chunked(Enumerator.empty, Writeable.text, { heads: {} } as ChunkedOptions)).toThrow(
      new TypeError(
        "chunked: unknown option 'heads'; there are status, headers, signal, onOpen, onClose, onDrop, slowClient"
      )
    )
  })

  test('a response whose headers have been sent: a Left, and the source is not run', async () => {
    const source = told<string>()
    const answer = chunked(source.enumerator, Writeable.text)
    const { port, ends } = await serve((req, res) => {
      res.writeHead(200).write('mine')
      return answer(req, res)
    })
    const client = await rawClient(port)
    client.send(get)
    expect(await ends.next()).toEqual({
      _tag: 'Left',
      left: new Error('chunked: the headers have been sent already')
    })
    expect(source.opened).toBe(0)
  })

  test.each([
    ['a header value with a line break', { 'x-mine': 'a\r\nset-cookie: b' }],
    ['a header name with a blank', { 'x mine': 'a' }]
  ])('%s: never written; an error, and a client that asks is not left waiting', async (_, headers) => {
    let answer: ReturnType<typeof chunked>
    try {
      answer = chunked(Enumerator.of('a'), Writeable.text, { headers })
    } catch (error) {
      expect(error).toMatchObject({ name: 'TypeError' })
      return
    }
    const { port, ends } = await serve(answer)
    const client = await rawClient(port)
    client.send(request('GET / HTTP/1.1', 'Host: a', 'Connection: close'))
    expect(await ends.next()).toMatchObject({ _tag: 'Left' })
    await client.ended
    expect(client.received).not.toMatch(/set-cookie|x mine/)
  })
})
