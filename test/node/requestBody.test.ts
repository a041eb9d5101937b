import { AbortError, CharEncoding, Enumeratee, type Enumerator, Iteratee } from 'fp-ts-iteratee'
import { BodyAbortedError, BodyTooLargeError, type NodeRequest, requestBody } from 'fp-ts-iteratee/node'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Readable } from 'node:stream'
import { failure, leftOf } from '../support/exits'
import { closeKinds, type Kind, kinds, serveKind } from '../support/kinds'
import { listeners } from '../support/nodeStreams'
import { comesAbout, turns } from '../support/turns'
import { type Uploader, uploaders } from '../support/uploads'

const whole = Iteratee.getChunks<Uint8Array>().map((chunks) => Buffer.concat(chunks))
const size = Iteratee.fold(0, (n: number, bytes: Uint8Array) => n + bytes.length)

type Result = E.Either<Error, unknown>

const opened: Uploader[] = []

afterEach(async () => {
  for (const uploader of opened.splice(0)) uploader.close()
  await closeKinds()
})

/** A server that does this with each body, and then answers what came of it: 200, or 400. */
const receiving = async (kind: Kind, use: (req: NodeRequest) => Promise<Result>) => {
  const requests: NodeRequest[] = []
  const served = await serveKind<Result>(kind, (req, res) => async () => {
    requests.push(req)
    const result = await use(req)
    res.statusCode = E.isRight(result) ? 200 : 400
    const answer = E.isRight(result) ? String(result.right) : result.left.message
    ;(res as { end(text: string): void }).end(answer)
    return result
  })
  const uploader = uploaders[kind.name]!(served.port)
  opened.push(uploader)
  return { ...served, uploader, requests }
}

const isHttp2 = (kind: Kind) => kind.name.startsWith('h2')

describe.each(kinds)('over $name', (kind) => {
  test('the body is what was sent, in whatever pieces', async () => {
    const { uploader, ends } = await receiving(kind, (req) => requestBody(req, { maxBytes: 1e6 }).run(whole)())
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50_000 }), { maxLength: 5 }), async (pieces) => {
        const { body, answer } = uploader.send()
        for (const piece of pieces) body.write(piece)
        body.end()
        expect((await answer)[0]).toBe(200)
        expect(await ends.next()).toEqual(E.right(Buffer.concat(pieces)))
      }),
      { numRuns: 20 }
    )
    expect(uploader.connections).toBe(1)
  })

  test('one of more than maxBytes fails with what fits before, however it was cut', async () => {
    const taken: number[] = []
    const { uploader, ends } = await receiving(kind, (req) =>
      requestBody(req, { maxBytes: 1000 })
        .map((bytes) => taken.push(bytes.length))
        .run(Iteratee.ignore())()
    )
    for (const pieces of [[1001], [999, 2], [1000, 1], [500, 500, 500]]) {
      const { body, answer } = uploader.send()
      for (const n of pieces) {
        body.write(Buffer.alloc(n))
        await turns(3)
      }
      body.end()
      expect(await answer).toEqual([400, 'the body is larger than 1000 bytes'])
      const error = leftOf(await ends.next())
      expect(error).toBeInstanceOf(BodyTooLargeError)
      expect(error).toMatchObject({ limit: 1000, statusCode: 413 })
      expect(taken.splice(0).reduce((sum, n) => sum + n, 0)).toBe(1000)
    }
    const exact = uploader.send()
    exact.body.end(Buffer.alloc(1000))
    expect((await exact.answer)[0]).toBe(200)
    expect(uploader.connections).toBe(1)
  })

  test('one that says so is refused at once, before it is sent', async () => {
    let taken = 0
    const { uploader } = await receiving(kind, (req) =>
      requestBody(req, { maxBytes: 1000 })
        .map(() => taken++)
        .run(Iteratee.ignore())()
    )
    const { body, answer, leave } = uploader.send({ 'content-length': 1001 })
    expect(await answer).toEqual([400, 'the body is larger than 1000 bytes'])
    expect(taken).toBe(0)
    body.on('error', () => undefined)
    leave()
  })

  test('a client that goes away fails the run, which tells how much has come', async () => {
    let taken = 0
    const { uploader, ends, requests } = await receiving(kind, (req) =>
      requestBody(req, { maxBytes: 1e6 })
        .map((bytes) => (taken += bytes.length))
        .run(Iteratee.ignore())()
    )
    const { body, leave } = uploader.send()
    body.on('error', () => undefined)
    body.write(Buffer.alloc(3000))
    await comesAbout(() => taken === 3000)
    leave()
    const error = leftOf(await ends.next())
    expect(error).toBeInstanceOf(BodyAbortedError)
    expect(error).toMatchObject({ received: 3000, message: 'the client went away after 3000 bytes of the body' })
    expect((requests[0] as Readable).listenerCount('readable')).toBe(0)
  })

  test('backpressure reaches the client', async () => {
    const controller = new AbortController()
    let seen = 0
    const held = Iteratee.foldM(0, () => () => new Promise<number>(() => seen++))
    const { uploader, ends } = await receiving(kind, (req) =>
      requestBody(req, { maxBytes: Infinity }).run(held, { signal: controller.signal })()
    )
    const { body, leave } = uploader.send()
    body.on('error', () => undefined)
    let sent = 0
    const more = (): void => {
      while (sent < 64_000_000 && !body.destroyed) {
        sent += 64_000
        if (!body.write(Buffer.alloc(64_000))) return void body.once('drain', more)
      }
    }
    more()
    await comesAbout(() => seen === 1)
    await turns(500)
    expect(sent).toBeLessThan(64_000_000)
    controller.abort()
    expect(leftOf(await ends.next())).toBeInstanceOf(AbortError)
    leave()
  })

  test.each(['early end', 'failure'])(
    'after an %s the rest is thrown away, and the connection is used again',
    async (how) => {
      const first = (body: Enumerator<Uint8Array>): Promise<Result> =>
        how === 'early end'
          ? body.through(Enumeratee.take(1)).run(size)()
          : body
              .map(() => {
                throw failure
              })
              .run(Iteratee.ignore())()
      const { uploader, ends, requests } = await receiving(kind, (req) => first(requestBody(req, { maxBytes: 1e8 })))
      for (let i = 0; i < 3; i++) {
        const { body, answer } = uploader.send()
        body.write(Buffer.alloc(100))
        const end = await ends.next()
        expect(leftOf(end)).toBe(how === 'failure' ? failure : undefined)
        for (let n = 0; n < 50; n++) body.write(Buffer.alloc(64_000))
        body.end()
        expect((await answer)[0]).toBe(how === 'failure' ? 400 : 200)
      }
      expect(uploader.connections).toBe(1)
      await comesAbout(() => requests.every((req) => (req as Readable).readableEnded || isHttp2(kind)))
    }
  )

  test('it can be run once, and not after somebody else has read it', async () => {
    const { uploader, ends } = await receiving(kind, async (req) => {
      const body = requestBody(req, { maxBytes: 1e6 })
      const results = [await body.run(size)(), await body.run(size)()]
      return E.right(results.map((result) => leftOf(result)?.message))
    })
    const { body } = uploader.send()
    body.end('kiki')
    expect(await ends.next()).toEqual(
      E.right([undefined, 'requestBody: the stream has been read already; a stream can be read only once'])
    )
  })
})

const http = kinds[0] as Kind

test('a body that a parser has read is refused', async () => {
  const { uploader, ends } = await receiving(http, async (req) => {
    await (req as Readable).toArray()
    return requestBody(req, { maxBytes: 1e6 }).run(size)()
  })
  uploader.send().body.end('kiki')
  expect(leftOf(await ends.next())?.message).toMatch(/has been read already/)
})

test('a request that has an encoding is refused', async () => {
  const { uploader, ends } = await receiving(http, (req) => {
    ;(req as Readable).setEncoding('utf8')
    return requestBody(req, { maxBytes: 1e6 }).run(size)()
  })
  uploader.send().body.end('kiki')
  expect(leftOf(await ends.next())?.message).toBe('requestBody: expected bytes, and the request has an encoding')
})

test('no listener of ours is left', async () => {
  const counts: number[] = []
  const { uploader, ends } = await receiving(http, async (req) => {
    counts.push(listeners(req as Readable))
    const result = await requestBody(req, { maxBytes: 1e6 }).run(size)()
    await turns(2)
    counts.push(listeners(req as Readable))
    return result
  })
  uploader.send().body.end('kiki')
  expect(await ends.next()).toEqual(E.right(4))
  expect(counts[1]).toBeLessThanOrEqual(counts[0]!)
})

test('the lines of a body, one at a time', async () => {
  const { uploader, ends } = await receiving(http, (req) =>
    requestBody(req, { maxBytes: 1e6 }).through(CharEncoding.lines()).run(Iteratee.getChunks())()
  )
  const { body } = uploader.send()
  body.write('kiki\nfo')
  await turns(2)
  body.end('o\n')
  expect(await ends.next()).toEqual(E.right(['kiki', 'foo']))
})

test('options are checked', () => {
  const req = {} as NodeRequest
  expect(() => requestBody(req, { maxBytes: -1 })).toThrow(
    'requestBody: maxBytes: expected a whole number, 0 or more, got -1'
  )
  expect(() => requestBody(req, {} as { maxBytes: number })).toThrow(RangeError)
  expect(() => requestBody(req, { maxBytes: 1, limit: 2 } as { maxBytes: number })).toThrow("unknown option 'limit'")
})
