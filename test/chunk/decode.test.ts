/** Bytes are the text that others read in them, however they are cut; what is none fails where it is. */
import * as fc from 'fast-check'
import { CharEncoding, Enumerator, Iteratee, MalformedInputError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import iconvLite from 'iconv-lite'
import { byPlatform, bytes, decoded, legacyBytes, singly } from '../support/charsets'
import { pieces } from '../support/text'

const characters = fc.string({ unit: 'binary', maxLength: 12 })
const upTo = (max: number) => fc.string({ unit: fc.nat(max).map((code) => String.fromCharCode(code)), maxLength: 12 })
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const utf32 = (text: string, encoding: 'utf-32be' | 'utf-32le'): Buffer =>
  iconvLite.encode(text, encoding, { addBOM: false })
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')

describe.each<readonly [string, fc.Arbitrary<string>, (text: string) => Uint8Array, (text: string) => string]>([
  ['US-ASCII', upTo(0x7f), (text) => Buffer.from(text, 'latin1'), (text) => text],
  ['ISO-8859-1', upTo(0xff), (text) => Buffer.from(text, 'latin1'), (text) => text],
  ['UTF-8', characters, (text) => Buffer.from(text), withoutMark],
  ['UTF-16BE', characters, swapped, (text) => text],
  ['UTF-16LE', characters, (text) => Buffer.from(text, 'utf16le'), (text) => text],
  ['UTF-16', characters.filter((text) => !/^\uFFFE/.test(text)), swapped, withoutMark],
  ['UTF-32BE', characters, (text) => utf32(text, 'utf-32be'), (text) => text],
  ['UTF-32LE', characters, (text) => utf32(text, 'utf-32le'), (text) => text],
  ['UTF-32', characters, (text) => utf32(text, 'utf-32be'), withoutMark]
])('%s', (charset, texts, model, read) => {
  test('is the text, wherever its bytes are cut', async () => {
    const cut = texts.chain((text) => pieces(Uint8Array.from(model(text))).map((parts) => ({ text, parts })))
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, async ({ text, parts }, cutting) => {
        expect(await decoded(charset, parts, cutting)).toEqual({ made: read(text), failure: undefined })
      })
    )
  })

  test('and one byte at a time', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const got = await decoded(charset, singly(model(text)))
        expect(got).toEqual({ made: read(text), failure: undefined })
      })
    )
  })
})

/** One character more, and then what is none. */
const bad: ReadonlyArray<readonly [charset: string, good: ReadonlyArray<number>, ...bad: ReadonlyArray<number>[]]> = [
  ['US-ASCII', [0x61], [0x80], [0xff]],
  ['UTF-8', [0xf0, 0x9f, 0x98, 0x80], [0x80], [0xc1, 0xbf], [0xed, 0xa0, 0x80], [0xe2, 0xe2, 0xe2]],
  ['UTF-16BE', [0xd8, 0x3c, 0xdc, 0xa5], [0xdc, 0], [0xd8, 0, 0xd8, 0], [0xd8, 0, 0, 0x61], [0xd8, 0], [0]],
  ['UTF-16LE', [0x3c, 0xd8, 0xa5, 0xdc], [0, 0xdc], [0, 0xd8, 0, 0xd8], [0, 0xd8, 0x61, 0], [0, 0xd8], [0]],
  ['UTF-32BE', [0, 1, 0xf0, 0xa5], [0, 0x11, 0, 0], [0, 0, 0xd8, 0], [0, 0, 0xdf, 0xff], [0xff, 0, 0, 0], [0, 0, 0]],
  ['UTF-32LE', [0xa5, 0xf0, 1, 0], [0, 0, 0x11, 0], [0, 0xd8, 0, 0], [0xff, 0xdf, 0, 0], [0]],
  ['windows-1253', [0xe1], [0xd2]],
  ['Shift_JIS', [0x83, 0x65], [0xfd], [0x83, 0x20], [0x83]],
  ['EUC-JP', [0x8f, 0xa2, 0xaf], [0xff], [0x8f, 0xa2, 0x20], [0x8f, 0xa2], [0x8f]],
  ['EUC-KR', [0xb0, 0xa1], [0xff], [0xb0, 0x20], [0xb0]],
  ['GBK', [0xc4, 0xe3], [0x81, 0x20], [0xc4]],
  ['GB18030', [0x81, 0x30, 0x81, 0x30], [0xff], [0x81, 0x30, 0x20], [0x81, 0x30, 0x81], [0x81, 0x30], [0x81]],
  ['Big5', [0xa4, 0x40], [0xa4, 0x20], [0xa4]]
]
const cases = bad.flatMap(([charset, good, ...all]) => all.map((wrong) => ({ charset, good, wrong })))

test.each(cases)('$charset: $wrong is malformed at every offset', async ({ charset, good, wrong }) => {
  const name = charset.startsWith('UTF') || charset === 'US-ASCII' ? charset : charset.toLowerCase()
  const label = charset.toLowerCase()
  for (let count = 0; count <= 5; count++) {
    const before = bytes(...Array.from({ length: count }, () => good).flat())
    const all = bytes(...before, ...wrong)
    const text = name === 'US-ASCII' ? 'a'.repeat(count) : charset.startsWith('UTF-32') ? '\u{1F0A5}'.repeat(count) : new TextDecoder(label).decode(before) // prettier-ignore
    const expected = { made: text, failure: `malformed ${name} at byte ${before.length}` }
    for (const cut of [[all], singly(all), [before, bytes(...wrong)]])
      expect(await decoded(charset, cut)).toEqual(expected)
    for (let at = 1; at < all.length; at++) expect(await decoded(charset, [all.subarray(0, at), all.subarray(at)])).toEqual(expected) // prettier-ignore
  }
})

const shownAtOnce = bad.map(([charset, good, wrong = []]) => ({ charset, good, wrong }))

test.each(shownAtOnce)(
  '$charset fails as soon as that shows, and reads on no further',
  async ({ charset, good, wrong }) => {
    let asked = 0
    const source = Enumerator.of([...good, ...wrong, 0x61, 0x61, 0x61, 0x61], good, good).map((all) => {
      asked++
      return Uint8Array.from(all)
    })
    const result = await source.through(CharEncoding.decode(charset)).run(Iteratee.ignore())()
    expect(result).toMatchObject({ _tag: 'Left', left: { offset: good.length } })
    expect(asked).toBe(1)
  }
)

describe.each(['Shift_JIS', 'EUC-JP', 'EUC-KR', 'GBK', 'GB18030', 'Big5', 'UTF-16BE', 'UTF-16LE'])('%s', (charset) => {
  test('is as the platform reads it all at once, wherever it is cut', async () => {
    const cut = legacyBytes.chain((all) => pieces(all).map((parts) => ({ all, parts })))
    await fc.assert(
      fc.asyncProperty(cut, async ({ all, parts }) => {
        const { text, to } = byPlatform(charset, all)
        const name = charset.startsWith('UTF') ? charset : charset.toLowerCase()
        const failure = to === all.length ? undefined : `malformed ${name} at byte ${to}`
        for (const some of [[all], parts, singly(all)])
          expect(await decoded(charset, some)).toEqual({ made: text, failure })
      }),
      { numRuns: 150 }
    )
  })
})

describe('ISO-2022-JP', () => {
  const part = fc.constantFrom('\x1b$B', '\x1b$@', '\x1b(B', '\x1b(J', '\x1b(I', '$"', '0!', '1', 'a', '\\', '\n', '\r\n', '\x1b', '\x80') // prettier-ignore
  const texts = fc.array(part, { maxLength: 10 }).map((parts) => Uint8Array.from(Buffer.from(parts.join(''), 'latin1')))

  test('is as the platform reads it all at once, wherever it is cut', async () => {
    const cut = texts.chain((all) => pieces(all).map((parts) => ({ all, parts })))
    await fc.assert(
      fc.asyncProperty(cut, async ({ all, parts }) => {
        const { text, to } = byPlatform('iso-2022-jp', all)
        const failure = to === all.length ? undefined : `malformed iso-2022-jp at byte ${to}`
        for (const some of [[all], parts, singly(all)])
          expect(await decoded('ISO-2022-JP', some)).toEqual({ made: text, failure })
      }),
      { numRuns: 500 }
    )
  })
})

test('of a long piece the offset is as exact', async () => {
  for (const [charset, good] of [
    ['Shift_JIS', [0x83, 0x65]],
    ['GB18030', [0x81, 0x30, 0x81, 0x30]],
    ['EUC-JP', [0x61]]
  ] as const) {
    // prettier-ignore
    const before = Array.from({ length: 20_011 }, () => good).flat()
    const got = await decoded(charset, [Uint8Array.from([[0x61], before, [0xff], before].flat())])
    expect(got.failure).toBe(`malformed ${charset.toLowerCase()} at byte ${before.length + 1}`)
    expect(got.made).toHaveLength(20_012)
  }
})

describe('a byte order mark', () => {
  test.each<readonly [string, ReadonlyArray<number>, string]>([
    ['UTF-16', [0xfe, 0xff, 0, 0x61], 'a'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0], 'a'],
    ['UTF-16', [0, 0x61, 0xfe, 0xff], 'a\uFEFF'],
    ['UTF-16', [0xfe, 0xff, 0xfe, 0xff], '\uFEFF'],
    ['UTF-16', [0xff, 0xfe, 0, 0], '\0'],
    ['UTF-16', [0xff, 0xfe], ''],
    ['UTF-16BE', [0xfe, 0xff, 0, 0x61], '\uFEFFa'],
    ['UTF-16LE', [0xff, 0xfe, 0x61, 0], '\uFEFFa'],
    ['UTF-32', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61], 'a'],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'a'],
    ['UTF-32', [0, 0, 0, 0x61], 'a'],
    ['UTF-32BE', [0, 0, 0xfe, 0xff], '\uFEFF'],
    ['UTF-32LE', [0xff, 0xfe, 0, 0], '\uFEFF'],
    ['UTF-8', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['GB18030', [0x84, 0x31, 0x95, 0x33, 0x61], '\uFEFFa']
  ])('%s %j', async (charset, all, made) => {
    for (const cut of [[bytes(...all)], singly(bytes(...all))])
      expect(await decoded(charset, cut)).toEqual({ made, failure: undefined })
  })

  test.each([
    ['UTF-8', [0xef], 0],
    ['UTF-8', [0xef, 0xbb], 0],
    ['UTF-16', [0xfe], 0],
    ['UTF-16', [0xff, 0xfe, 0, 0xdc], 2],
    ['UTF-32', [0xff, 0xfe, 0], 0],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0, 0, 0x11, 0], 4]
  ] as const)('%s %j is malformed at %i', async (charset, all, at) => {
    const failure = `malformed ${charset} at byte ${at}`
    for (const cut of [[bytes(...all)], singly(bytes(...all))])
      expect(await decoded(charset, cut)).toEqual({ made: '', failure })
  })
})

test('the error tells the charset and the offset', async () => {
  const result = await Enumerator.of(bytes(0x61), bytes(0x62, 0xe9)).through(CharEncoding.decode('ascii')).run(Iteratee.ignore())() // prettier-ignore
  expect(result).toEqual(E.left(new MalformedInputError('US-ASCII', 2)))
})

test('what is not asked for does not fail', async () => {
  const through = Enumerator.of(bytes(0x61, 0xff)).through(CharEncoding.decode('US-ASCII'))
  expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right(['a']))
})

test('bytes that are changed afterwards are read as they came', async () => {
  for (const charset of ['UTF-16BE', 'EUC-KR', 'UTF-32']) {
    const reused = bytes(0)
    const all = charset === 'EUC-KR' ? [0xb0, 0xa1] : charset === 'UTF-32' ? [0, 0, 0xac, 0] : [0xac, 0]
    const source = Enumerator.fromIterable(all).map((byte) => {
      reused[0] = byte
      return reused
    })
    expect(await Laws.delivered(source.through(CharEncoding.decode(charset)))).toEqual({ elements: ['가'], failure: undefined }) // prettier-ignore
  }
})

test('fed in parts it stays a value, within a character too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(['UTF-16', 2] as const, ['UTF-32', 4] as const, ['Shift_JIS', 2] as const, ['ISO-2022-JP', 2] as const), // prettier-ignore
      fc.nat(20),
      async ([charset, width], at) => {
        const all = charset === 'Shift_JIS' ? Buffer.from('テスト').fill('\x83\x65\x83\x58\x83\x67', 'latin1').subarray(0, 6) // prettier-ignore
          : charset === 'ISO-2022-JP' ? Buffer.from('\x1b$B%F%9%H\x1b(Bok\n', 'latin1') // prettier-ignore
          : Buffer.concat([width === 4 ? bytes(0xff, 0xfe, 0, 0) : bytes(0xff, 0xfe), width === 4 ? utf32('テスト', 'utf-32le') : Buffer.from('テスト', 'utf16le')]) // prettier-ignore
        const it = await Enumerator.of<Uint8Array>(all.subarray(0, at)).apply(CharEncoding.decode(charset).transform(Iteratee.getChunks()))() // prettier-ignore
        for (let i = 0; i < 3; i++) {
          const result = await Enumerator.of<Uint8Array>(all.subarray(at)).run(it.map((parts) => parts.join('')))()
          expect(result).toEqual(E.right(charset === 'ISO-2022-JP' ? 'テストok\n' : 'テスト'))
        }
      }
    )
  )
})
