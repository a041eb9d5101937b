import {
  CharEncoding,
  type Charset,
  type Chunk,
  Enumeratee,
  Enumerator,
  type Iteratee,
  Traversable
} from 'fp-ts-iteratee'
import { iconv } from 'fp-ts-iteratee/iconv'
import type { Option } from 'fp-ts/lib/Option.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'tstyche'

declare const bytes: Enumerator<Uint8Array>
declare const rows: Enumerator<ReadonlyArray<{ readonly id: number }>>
declare const pairs: Enumerator<readonly [number, string]>

describe('text', () => {
  it('is read and written', () => {
    expect(bytes.through(CharEncoding.decode('UTF-8'))).type.toBe<Enumerator<string>>()
    expect(Enumerator.of('a').through(CharEncoding.encode('UTF-8'))).type.toBe<Enumerator<Uint8Array>>()
    expect(CharEncoding.decode(iconv('CP437'))).type.toBe<Enumeratee<Uint8Array, string>>()
  })

  it('may be in a charset that can only be read', () => {
    const upper: Charset = {
      name: 'x',
      decoder: { code: ({ length }) => ({ made: 'x'.repeat(length), taken: length }) }
    }
    expect(CharEncoding.decode).type.toBeCallableWith(upper)
    expect(CharEncoding.decode).type.not.toBeCallableWith(1)
    expect(CharEncoding.decode).type.not.toBeCallableWith({ name: 'x' })
  })
})

describe('Traversable', () => {
  it('takes its chunks from the enumerator', () => {
    expect(bytes.through(Traversable.take(1))).type.toBe<Enumerator<Uint8Array>>()
    expect(Enumerator.of('a').through(Traversable.takeUpTo(1))).type.toBe<Enumerator<string>>()
    expect(rows.through(Traversable.drop(1))).type.toBe<Enumerator<ReadonlyArray<{ readonly id: number }>>>()
    expect(Enumerator.of([1, 2]).through(Traversable.drop(1))).type.toBe<Enumerator<number[]>>()
  })

  it('knows their elements', () => {
    expect(bytes.through(Traversable.splitOnceAt((byte) => byte > 1))).type.toBe<Enumerator<Uint8Array>>()
    expect(Enumerator.of('a').through(Traversable.splitOnceAt((c) => c.trim() !== ''))).type.toBe<Enumerator<string>>()
    rows
      .through(Traversable.splitOnceAt(({ id }) => id > 1))
      .through(Enumeratee.map((some) => some.map(({ id }) => id)))
    expect(Traversable.head<string>()).type.toBe<Iteratee<string, Option<string>>>()
    expect(Traversable.head<Uint8Array>()).type.toBe<Iteratee<Uint8Array, Option<number>>>()
    expect(Traversable.head<ReadonlyArray<boolean>>()).type.toBe<Iteratee<ReadonlyArray<boolean>, Option<boolean>>>()
    expect(Enumerator.of('a').run(Traversable.head())).type.toBe<TaskEither<Error, Option<string>>>()
  })

  it('makes parts of any length', () => {
    expect(pairs.through(Traversable.take(1))).type.toBe<Enumerator<ReadonlyArray<number | string>>>()
  })

  it('takes nothing else', () => {
    expect(Enumerator.of(1).through).type.not.toBeCallableWith(Traversable.take(1))
    expect<Chunk>().type.not.toBeAssignableFrom<Map<string, string>>()
  })
})
