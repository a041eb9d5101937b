/** Whoever tells whether bytes are ASCII tells the same of all bytes, and the same text. */
import * as fc from 'fast-check'
import * as buffer from 'node:buffer'
import { type AsciiOf, asciiOf, byBuffer, byDecoder, type Platform } from '../../src/chunk/charset/ascii'
import { pieces } from '../support/text'

const platform = (module?: object): Platform => ({ process: { getBuiltinModule: () => module } })

/** The model: a byte at a time. */
const textOf = (bytes: Uint8Array): string | undefined =>
  bytes.every((byte) => byte < 0x80) ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') : undefined

const ascii = (maxLength: number) => fc.array(fc.nat(0x7f), { maxLength })
const others = fc.constantFrom([0x80], [0xff], [0xc3, 0xa9], [0xe2, 0x82, 0xac], [0xef, 0xbb, 0xbf])

/** In a larger memory, which may be shared, with bytes before and behind that are no ASCII. */
const placed = (content: fc.Arbitrary<ReadonlyArray<number>>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(content, fc.boolean(), fc.nat(9), fc.nat(9)).map(([content, shared, before, behind]) => {
    const size = before + content.length + behind
    const all = new Uint8Array(shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size)).fill(0xc3)
    all.set(content, before)
    return all.subarray(before, before + content.length)
  })

const any = placed(fc.oneof(ascii(40), fc.array(fc.nat(255), { maxLength: 40 })))
/** One that is none comes late, where it comes at all. */
const long = placed(
  fc
    .tuple(fc.integer({ min: 1000, max: 1100 }), fc.oneof(others, fc.constant([])), ascii(9))
    .map(([length, ...parts]) => [new Array<number>(length).fill(0x61), ...parts].flat())
)

describe.each<readonly [string, AsciiOf | undefined]>([
  ['by buffer', byBuffer(platform(buffer))],
  ['by decoder', byDecoder()],
  ['as taken here', asciiOf]
])('%s', (_, made) => {
  const of: AsciiOf = (bytes) => {
    if (made === undefined) throw new Error('there is none')
    return made(bytes)
  }

  test('it is the text where all bytes are ASCII, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(any, long), (bytes) => {
        expect(of(bytes)).toBe(textOf(bytes))
      }),
      { numRuns: 500 }
    )
  })

  test('so it is of each piece', () => {
    const cut = placed(ascii(60)).chain((bytes) => pieces(bytes).map((parts) => ({ bytes, parts })))
    fc.assert(fc.property(cut, ({ bytes, parts }) => expect(parts.map(of).join('')).toBe(textOf(bytes))))
  })

  test('nothing is an empty text; and each byte is told by itself', () => {
    expect(of(new Uint8Array(0))).toBe('')
    for (let byte = 0; byte < 256; byte++) expect(of(Uint8Array.of(byte))).toBe(textOf(Uint8Array.of(byte)))
  })

  test('a text stays what it was when the bytes change', () => {
    const bytes = Buffer.from('kiki')
    const text = of(bytes)
    bytes.fill('x')
    expect(text).toBe('kiki')
  })
})

test.each<readonly [string, Platform]>([
  ['no process', {}],
  ['one that is not asked', { process: {} }],
  ['none of its modules', platform()],
  ['an older one', platform({ Buffer: buffer.Buffer })],
  ['another one of that name', platform({ isAscii: buffer.isAscii, Buffer: Uint8Array })],
  ['a part of it', platform({ isAscii: buffer.isAscii })]
])('a platform that has %s has none by buffer', (_, platform) => {
  expect(byBuffer(platform)).toBeUndefined()
})
