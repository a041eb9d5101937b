import type { Either } from 'fp-ts/lib/Either.js'
import type { Option } from 'fp-ts/lib/Option.js'
import { type Enumeratee, Enumerator, Iteratee, Multipart, type MultipartLimits, type PartHead } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

const size = Iteratee.fold(0, (n: number, bytes: Uint8Array) => n + bytes.length)
const bytes = Enumerator.of(Uint8Array.of(1))

describe('Multipart', () => {
  it('hands on what the iteratees result in', () => {
    const sizes = Multipart.parts('a', ({ name, filename }) => size.map((n) => ({ n, name, filename })))
    expect(sizes).type.toBe<Enumeratee<Uint8Array, { n: number; name: string; filename: Option<string> }>>()
    expect(bytes.through(Multipart.parts('a', () => size))).type.toBe<Enumerator<number>>()
    expect(Multipart.parts('a', () => Iteratee.ignore())).type.toBe<Enumeratee<Uint8Array, void>>()
  })

  it('tells the handler what a part says of itself', () => {
    Multipart.parts('a', (head) => {
      expect(head).type.toBe<PartHead>()
      return size
    })
  })

  it('takes iteratees of bytes only', () => {
    expect(Multipart.parts).type.not.toBeCallableWith('a', () => Iteratee.fold('', (s: string, t: string) => s + t))
    expect(Multipart.parts).type.not.toBeCallableWith('a', () => 1)
  })

  it('has limits by their names', () => {
    expect(Multipart.parts).type.toBeCallableWith('a', () => size, { maxBytes: ({ name }: PartHead) => name.length })
    expect(Multipart.parts).type.not.toBeCallableWith('a', () => size, { maxSize: 1 })
    expect<MultipartLimits>().type.toBeAssignableFrom({ maxParts: 1, maxHeaderBytes: 1, maxBytes: Infinity })
  })

  it('reads the boundary of a header that may be missing', () => {
    expect(Multipart.boundaryOf).type.toBeCallableWith(undefined)
    expect(Multipart.boundaryOf(new Headers().get('content-type'))).type.toBe<Either<Error, string>>()
  })
})
