import { CharEncoding, Comet, Enumeratee, Enumerator, type Html, type Iteratee } from 'fp-ts-iteratee'
import {
  type BodyOptions,
  fromFile,
  fromReadable,
  outputStream,
  requestBody,
  throughDuplex,
  toReadable,
  toWritable
} from 'fp-ts-iteratee/node'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import type { Duplex, Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'tstyche'

declare const readable: Readable
declare const writable: Writable
declare const duplex: Duplex
declare const req: IncomingMessage
declare const req2: Http2ServerRequest

describe('what is read', () => {
  it('is bytes, where nothing else is said', () => {
    expect(fromReadable(() => readable)).type.toBe<Enumerator<Uint8Array>>()
    expect(fromReadable<{ id: number }>(() => readable)).type.toBe<Enumerator<{ id: number }>>()
    expect(fromFile('a', { chunkSize: 1, start: 2, end: 3 })).type.toBe<Enumerator<Uint8Array>>()
    expect(outputStream((out) => void out.end())).type.toBe<Enumerator<Uint8Array>>()
    expect(requestBody(req2, { maxBytes: 1 })).type.toBe<Enumerator<Uint8Array>>()
  })

  it('gives its type to what follows', () => {
    const lines = fromFile('a')
      .through(CharEncoding.lines())
      .through(Enumeratee.filter((line) => line.length > 0))
    expect(lines).type.toBe<Enumerator<string>>()
  })

  it('is made, not given: it can be read only once', () => {
    expect(fromReadable).type.not.toBeCallableWith(readable)
    expect(toWritable).type.not.toBeCallableWith(writable)
    expect(throughDuplex).type.not.toBeCallableWith(duplex)
  })
})

describe('what is written', () => {
  it('takes its type from the enumerator', () => {
    expect(Enumerator.of('a').run(toWritable(() => writable))).type.toBe<TaskEither<Error, void>>()
    expect(Enumerator.of(1).run(toWritable(() => writable))).type.toBe<TaskEither<Error, void>>()
    expect(toWritable(() => writable)).type.toBe<Iteratee<string | Uint8Array, void>>()
    expect(toWritable(() => duplex)).type.toBe<Iteratee<string | Uint8Array, void>>()
  })

  it('is text or bytes, or there is objectMode', () => {
    const html: Enumerator<Html> = Enumerator.of('a').through(Comet('f'))
    expect(toReadable(html)).type.toBe<Readable>()
    expect(toReadable(Enumerator.of(1), { objectMode: true })).type.toBe<Readable>()
    expect(toReadable).type.not.toBeCallableWith(Enumerator.of(1))
    expect(toReadable).type.not.toBeCallableWith(Enumerator.of(1), { highWaterMark: 1 })
    expect(toReadable).type.not.toBeCallableWith(html, { highWatermark: 1 })
  })

  it('goes through a stream of both', () => {
    expect(throughDuplex(() => duplex)(Enumerator.of('a'))).type.toBe<Enumerator<Uint8Array>>()
    expect(throughDuplex<string>(() => duplex)(fromFile('a'))).type.toBe<Enumerator<string>>()
  })
})

describe('a body', () => {
  it('has a limit, which is said', () => {
    expect(requestBody).type.toBeCallableWith(req, { maxBytes: 1 })
    expect(requestBody).type.not.toBeCallableWith(req)
    expect<BodyOptions>().type.not.toBeAssignableFrom({})
  })
})

describe('the function of an output stream', () => {
  it('answers nothing, what undoes it, or a promise', () => {
    expect(outputStream).type.toBeCallableWith((out: Writable) => () => void out.end())
    expect(outputStream).type.toBeCallableWith(async (out: Writable) => void out.end())
  })
})
