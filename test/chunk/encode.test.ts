/** Texts are the bytes that others write, however they are cut; what a charset does not have fails where it is. */
import * as fc from 'fast-check'
import { CharEncoding, type Coder, Enumerator, Iteratee, UnmappableCharacterError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import iconvLite from 'iconv-lite'
import { bytes, decoded, encoded, plain, singly, units } from '../support/charsets'
import { pieces } from '../support/text'

const characters = fc.string({ unit: 'binary', maxLength: 12 })
const upTo = (max: number) => fc.string({ unit: fc.nat(max).map((code) => String.fromCharCode(code)), maxLength: 12 })
const utf32 = (text: string, encoding: 'utf-32be' | 'utf-32le'): Buffer =>
  iconvLite.encode(text, encoding, { addBOM: false })

/** What a single-byte charset has, by iconv-lite, but for what stands for nothing. */
const has = (encoding: 'koi8-r' | 'windows-1251' | 'windows-1252' | 'iso-8859-15' | 'cp866'): fc.Arbitrary<string> => {
  const all = iconvLite.decode(Buffer.from(Array.from({ length: 256 }, (_, i) => i)), encoding)
  return fc.string({ unit: fc.constantFrom(...all.split('').filter((c) => c !== '\uFFFD')), maxLength: 12 })
}

describe.each<readonly [string, fc.Arbitrary<string>, (text: string) => Uint8Array]>([
  ['US-ASCII', upTo(0x7f), (text) => Buffer.from(text, 'latin1')],
  ['ISO-8859-1', upTo(0xff), (text) => Buffer.from(text, 'latin1')],
  ['windows-1252', has('windows-1252'), (text) => iconvLite.encode(text, 'windows-1252')],
  ['KOI8-R', has('koi8-r'), (text) => iconvLite.encode(text, 'koi8-r')],
  ['windows-1251', has('windows-1251'), (text) => iconvLite.encode(text, 'windows-1251')],
  ['ISO-8859-15', has('iso-8859-15'), (text) => iconvLite.encode(text, 'iso-8859-15')],
  ['IBM866', has('cp866'), (text) => iconvLite.encode(text, 'cp866')],
  ['UTF-8', characters, (text) => Buffer.from(text)],
  ['UTF-16BE', characters, (text) => Buffer.from(text, 'utf16le').swap16()],
  ['UTF-16LE', characters, (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16', characters, (text) => Buffer.from(text, 'utf16le').swap16()],
  ['UTF-32BE', characters, (text) => utf32(text, 'utf-32be')],
  ['UTF-32LE', characters, (text) => utf32(text, 'utf-32le')],
  ['UTF-32', characters, (text) => utf32(text, 'utf-32be')]
])('%s', (charset, texts, model) => {
  test('is the bytes of the text, wherever that is cut', async () => {
    const cut = texts.chain((text) => pieces(text).map((parts) => ({ text, parts })))
    await fc.assert(
      fc.asyncProperty(cut, Laws.cuttings, async ({ text, parts }, cutting) => {
        const expected = { made: plain(model(text)), failure: undefined }
        expect(await encoded(charset, parts, cutting)).toEqual(expected)
        expect(await encoded(charset, units(text))).toEqual(expected)
      })
    )
  })

  test('is read as it was, but for a mark at its beginning', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { made } = await encoded(charset, [text])
        const leavesOut = ['UTF-8', 'UTF-16', 'UTF-32'].includes(charset)
        // written big-endian, it would be taken for the mark of the other order
        fc.pre(!leavesOut || !text.startsWith('\uFFFE'))
        const expected = { made: leavesOut ? text.replace(/^\uFEFF/, '') : text, failure: undefined }
        expect(await decoded(charset, [made])).toEqual(expected)
        expect(await decoded(charset, singly(made))).toEqual(expected)
      })
    )
  })
})

describe.each<readonly [string, string, ReadonlyArray<string>]>([
  ['US-ASCII', 'a', ['\x80', 'é', '€', '😀', '\uFFFD', '\uD800', '\uDC00']],
  ['ISO-8859-1', 'é', ['Ā', '€', '😀', '\uFFFD', '\uD83C', '\uDCA5']],
  ['windows-1252', '€', ['\x80', 'Ā', '\uFFFD', '\uD83C']],
  ['windows-1253', 'α', ['a\u0300'.slice(1), 'é', '\uFFFD']],
  ['KOI8-R', 'я', ['é', '😀']],
  ...['UTF-8', 'UTF-16', 'UTF-16BE', 'UTF-16LE', 'UTF-32', 'UTF-32BE', 'UTF-32LE'].map(
    (charset) => [charset, '😀', ['\uD83C', '\uDCA5', '\uD83Ca']] as const
  )
])('%s', (charset, good, bad) => {
  const hex = (text: string) => (text.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')

  test.each(bad)('does not have %j, at every offset', async (wrong) => {
    for (let count = 0; count <= 4; count++) {
      const before = good.repeat(count)
      for (const behind of ['', 'a', good]) {
        const all = before + wrong + behind
        const failure = `U+${hex(wrong)} at code unit ${before.length} is not in ${charset === 'KOI8-R' ? 'koi8-r' : charset}`
        const expected = { made: (await encoded(charset, [before])).made, failure }
        for (const cut of [[all], units(all), [before, wrong + behind], [before + wrong, behind]])
          expect(await encoded(charset, cut)).toEqual(expected)
      }
    }
  })
})

describe('names', () => {
  const one = async (name: string, byte: number) => (await decoded(name, [bytes(byte)])).made

  test.each(['ISO-8859-1', 'latin1', ' L1 ', 'ISO_8859-1:1987', 'cp819'])('%s has controls at 0x80', async (name) => {
    expect(await one(name, 0x80)).toBe('\x80')
  })

  test.each(['windows-1252', 'CP1252', 'x-cp1252'])('%s has a euro sign there', async (name) => {
    expect(await one(name, 0x80)).toBe('€')
    expect(await one(name, 0xff)).toBe('ÿ')
    expect(await one(name, 0x81)).toBe('\x81')
  })

  test('of the Encoding Standard mean what they do there', async () => {
    expect(await one('iso-8859-9', 0x80)).toBe('€')
    expect(await one('iso-8859-2', 0xa1)).toBe('Ą')
    expect(await one('ibm866', 0x1a)).toBe('\x1a')
    expect((await decoded('ucs-2', [bytes(0x61, 0)])).made).toBe('a')
    expect((await decoded('unicode-1-1-utf-8', [bytes(0xc3, 0xa9)])).made).toBe('é')
    expect((await decoded('sjis', [bytes(0x83, 0x65)])).made).toBe('テ')
  })

  test.each([...'UTF-7 EBCDIC replacement x'.split(' '), ''])('%j is unknown', (name) => {
    expect(() => CharEncoding.decode(name)).toThrow(
      new RangeError(`CharEncoding.decode: unknown charset '${name}'; fp-ts-iteratee/iconv may have it`)
    )
    expect(() => CharEncoding.encode(name)).toThrow(
      new RangeError(`CharEncoding.encode: unknown charset '${name}'; fp-ts-iteratee/iconv may have it`)
    )
  })

  test.each(['Big5', 'EUC-JP', 'EUC-KR', 'GBK', 'GB18030', 'ISO-2022-JP', 'Shift_JIS'])('%s is not written', (name) => {
    expect(() => CharEncoding.encode(name)).toThrow(
      new RangeError(`CharEncoding.encode: ${name.toLowerCase()} can be read, and not written`)
    )
  })

  test('what is neither a name nor a charset is refused', () => {
    const message = 'CharEncoding.decode: expected the name of a charset, or a Charset, got undefined'
    expect(() => CharEncoding.decode(undefined as unknown as string)).toThrow(new TypeError(message))
    expect(() => CharEncoding.encode({} as string)).toThrow(TypeError)
  })
})

test('the error tells the charset, the character and the offset', async () => {
  const result = await Enumerator.of('ab', 'c\uD83D', '\uDE00').through(CharEncoding.encode('ascii')).run(Iteratee.ignore())() // prettier-ignore
  expect(result).toEqual(E.left(new UnmappableCharacterError('US-ASCII', 0x1f600, 3)))
  expect(E.isLeft(result) && result.left).toMatchObject({ encoding: 'US-ASCII', codePoint: 0x1f600, offset: 3 })
})

test('what is not asked for does not fail', async () => {
  const through = Enumerator.of('aé').through(CharEncoding.encode('US-ASCII'))
  expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right([bytes(0x61)]))
})

describe("a charset of one's own", () => {
  /** Each character after a byte that says its length, the whole after a byte for its kind, and a byte at the end. */
  const decoder = (kind?: number): Coder<Uint8Array, string> => ({
    code(all, last) {
      if (kind === undefined) return all.length === 0 ? { made: '', taken: 0 } : { made: '', taken: 1, next: decoder(all[0]) } // prettier-ignore
      const [length = 0] = all
      if (all.length === 0 || all.length <= length) return { made: last && kind === 9 ? '!' : '', taken: 0 }
      return { made: 'x'.repeat(length * kind), taken: length + 1, next: decoder(kind) }
    }
  })
  const counted = { name: 'counted', decoder: decoder() }

  test('may change as it is read, and have something to say at the end', async () => {
    await fc.assert(
      fc.asyncProperty(pieces(bytes(9, 1, 1, 2, 1, 1)), async (cut) => {
        expect(await decoded(counted, cut)).toEqual({ made: `${'x'.repeat(27)}!`, failure: undefined })
      })
    )
  })

  test('has not taken all at the end: that is malformed', async () => {
    await fc.assert(
      fc.asyncProperty(pieces(bytes(2, 1, 1, 2, 1)), async (cut) => {
        expect(await decoded(counted, cut)).toEqual({ made: 'xx', failure: 'malformed counted at byte 3' })
      })
    )
  })

  test('need not be written', () => {
    expect(() => CharEncoding.encode(counted)).toThrow(
      new RangeError('CharEncoding.encode: counted can be read, and not written')
    )
  })
})
