/** A handler that answers a `Request` with a stream, a real server, and a real client that speaks Fetch. */
import { CharEncoding, Comet, Enumeratee, Enumerator, Html, Iteratee, Writeable } from 'fp-ts-iteratee'
import { type Closed, fromReadableStream, toResponse, type ToResponseOptions } from 'fp-ts-iteratee/web'
import * as E from 'fp-ts/lib/Either.js'
import { serveFetch } from '../support/fetchServer'
import { Mailbox } from '../support/mailbox'
import { closeServers } from '../support/server'
import { told } from '../support/told'
import { settled } from '../support/turns'

afterEach(closeServers)

const url = (port: number): string => `http://127.0.0.1:${port}/`

/** A server that answers with this, and how its responses ended. */
const serving = async <A>(enumerator: Enumerator<A>, writeable: Writeable<A>, options: ToResponseOptions = {}) => {
  const closed = new Mailbox<Closed>()
  const handler = (request: Request): Response => {
    const response = toResponse(enumerator, writeable, { onClose: closed.put, ...options })
    return request.method === 'HEAD' ? new Response(null, response) : response
  }
  const { port } = await serveFetch(handler)
  return { port, closed }
}

test('a client reads the elements as they come', async () => {
  const source = told<string>()
  const { port, closed } = await serving(source.enumerator, Writeable.text)
  const response = await fetch(url(port))
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const channel = await source.channels.next()
  for (const element of ['kiki', 'foo', 'bär']) {
    channel.push(element)
    expect(Buffer.from((await reader.read()).value as Uint8Array).toString()).toBe(element)
  }
  channel.end()
  expect((await reader.read()).done).toBe(true)
  expect(await closed.next()).toMatchObject({ reason: 'finished', bytes: 11, chunks: 3, elements: 3 })
})

test("Play's example, to the byte", async () => {
  const comet = Enumerator.of('kiki', 'foo', 'bar').through(Comet('console.log', { initialChunk: Html.empty }))
  const { port } = await serving(comet, Writeable.html)
  expect(await (await fetch(url(port))).text()).toBe(
    "<script>console.log('kiki');</script><script>console.log('foo');</script><script>console.log('bar');</script>"
  )
})

test('a client that leaves while the source is idle: its finalisers run', async () => {
  const source = told<string>()
  const { port, closed } = await serving(source.enumerator, Writeable.text)
  const controller = new AbortController()
  await fetch(url(port), { signal: controller.signal })
  await source.channels.next()
  controller.abort()
  await source.releases.next()
  expect(await closed.next()).toMatchObject({ reason: 'disconnected', elements: 0 })
  expect([source.opened, source.released]).toEqual([1, 1])
})

test('a client that does not read: the source waits, and is released when the client leaves', async () => {
  let made = 0
  const released = new Mailbox<void>()
  const plenty = Enumerator.range(1, 2000)
    .map(() => (made++, new Uint8Array(64 * 1024)))
    .onDoneEnumerating(released.put)
  const { port, closed } = await serving(plenty, Writeable.bytes)
  const controller = new AbortController()
  await fetch(url(port), { signal: controller.signal })
  const ahead = await settled(() => made)
  expect(ahead).toBeLessThan(1000)
  controller.abort()
  await released.next()
  const { elements } = await closed.next()
  // one was made, and not wanted any more
  expect(made - elements).toBeLessThanOrEqual(1)
})

test('a source that fails: the client sees that the answer is not whole', async () => {
  const source = told<string>()
  const { port, closed } = await serving(source.enumerator, Writeable.text)
  const response = await fetch(url(port))
  const channel = await source.channels.next()
  channel.push('a')
  channel.endWith(new Error('on purpose'))
  await expect(response.text()).rejects.toThrow('terminated')
  expect(await closed.next()).toMatchObject({ reason: 'failed', elements: 1 })
})

test('HEAD: the head alone, and the source is not run', async () => {
  const source = told<string>()
  const { port } = await serving(source.enumerator, Writeable.ndjson)
  const response = await fetch(url(port), { method: 'HEAD' })
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(await response.text()).toBe('')
  expect(source.opened).toBe(0)
})

describe('the client', () => {
  const lines = Enumerator.range(1, 20_000).map((n) => `line ${n}\n`)

  test('has the lines of what it fetches', async () => {
    const { port } = await serving(lines, Writeable.text)
    const { body } = await fetch(url(port))
    const count = Iteratee.fold(0, (n: number) => n + 1)
    expect(
      await fromReadableStream(() => body)
        .through(CharEncoding.lines())
        .run(count)()
    ).toEqual(E.right(20_000))
  })

  test('that needs no more than the first three releases the source of the server', async () => {
    const released = new Mailbox<void>()
    const endless = lines.andThen(Enumerator.never).onDoneEnumerating(released.put)
    const { port, closed } = await serving(endless, Writeable.text)
    const { body } = await fetch(url(port))
    const three = fromReadableStream(() => body)
      .through(CharEncoding.lines())
      .through(Enumeratee.take(3))
    expect(await three.run(Iteratee.getChunks())()).toEqual(E.right(['line 1', 'line 2', 'line 3']))
    await released.next()
    expect(await closed.next()).toMatchObject({ reason: 'disconnected' })
  })
})
