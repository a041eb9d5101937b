import { Comet, Enumeratee, Enumerator, type Html, Writeable } from 'fp-ts-iteratee'
import { type Closed, fromReadableStream, toReadableStream, toResponse } from 'fp-ts-iteratee/web'
import { describe, expect, it } from 'tstyche'

declare const request: Request
declare const log: (bytes: number) => void
declare const events: ReadableStream<{ readonly name: string }>

describe('a stream', () => {
  it('has the elements of the enumerator', () => {
    expect(toReadableStream(Enumerator.of('a', 'b'))).type.toBe<ReadableStream<string>>()
    expect(toReadableStream(Enumerator.of(1), { highWaterMark: 2 })).type.toBe<ReadableStream<number>>()
    expect(toReadableStream(Enumerator.empty, { signal: request.signal })).type.toBe<ReadableStream<never>>()
  })

  it('gives its chunks to what follows', () => {
    const names = fromReadableStream(() => events).through(Enumeratee.map((event) => event.name))
    expect(names).type.toBe<Enumerator<string>>()
    expect(fromReadableStream(() => toReadableStream(Enumerator.of(1)))).type.toBe<Enumerator<number>>()
  })

  it('may be a body, which may be none', () => {
    expect(fromReadableStream(() => request.body)).type.toBe<Enumerator<Uint8Array<ArrayBuffer>>>()
  })

  it('is made, not given: it can be read only once', () => {
    expect(fromReadableStream).type.not.toBeCallableWith(events)
  })
})

describe('a response', () => {
  const html: Enumerator<Html> = Enumerator.of('a').through(Comet('f'))

  it('is that of the platform', () => {
    expect(toResponse(html, Writeable.html)).type.toBe<Response>()
    expect(toResponse).type.toBeCallableWith(html, Writeable.html, { status: 201, headers: new Headers() })
    expect(toResponse).type.toBeCallableWith(html, Writeable.text, { signal: request.signal })
    expect(toResponse).type.toBeCallableWith(html, Writeable.html, { onClose: ({ bytes }: Closed) => log(bytes) })
  })

  it('needs a Writeable of its elements', () => {
    expect(toResponse).type.not.toBeCallableWith(Enumerator.of(1), Writeable.text)
    expect(toResponse).type.not.toBeCallableWith(Enumerator.of('<b>'), Writeable.html)
  })

  it('has no other options', () => {
    expect(toResponse).type.not.toBeCallableWith(html, Writeable.html, { state: 200 })
    expect(toReadableStream).type.not.toBeCallableWith(html, { highWatermark: 1 })
  })
})
