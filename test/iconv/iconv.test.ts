/** Charsets of iconv-lite: what it says, and errors where it says nothing. */
import * as fc from 'fast-check'
import { Enumerator, CharEncoding, Iteratee } from 'fp-ts-iteratee'
import { iconv } from 'fp-ts-iteratee/iconv'
import * as E from 'fp-ts/lib/Either.js'
import iconvLite from 'iconv-lite'
import { bytes, decoded, encoded, legacyBytes, plain, singly, units } from '../support/charsets'
import { pieces } from '../support/text'

const multi = ['Shift_JIS', 'EUC-JP', 'GBK', 'GB18030', 'Big5-HKSCS', 'EUC-KR', 'CP949'] as const
const single = ['CP437', 'CP850', 'macintosh', 'KOI8-R', 'windows-1258', 'VISCII', 'ISO-8859-16', 'CP720'] as const
const mark = '\uFFFD'
const say = (all: Uint8Array, name: string): string =>
  iconvLite.encodingExists(name) ? iconvLite.decode(all, name, { stripBOM: false }) : ''
const write = (text: string, name: string): Uint8Array =>
  iconvLite.encodingExists(name) ? iconvLite.encode(text, name) : bytes()

/** Of all the bytes, those before the first that iconv-lite has no character for. */
const good = (all: Uint8Array, name: string): number => {
  for (let to = all.length; ; to--) if (!say(all.subarray(0, to), name).includes(mark)) return to
}

describe.each([...multi, ...single])('%s', (name) => {
  const charset = iconv(name)

  test('is read as iconv-lite reads it all at once, wherever it is cut', async () => {
    const cut = legacyBytes.chain((all) => pieces(all).map((parts) => ({ all, parts })))
    await fc.assert(
      fc.asyncProperty(cut, async ({ all, parts }) => {
        const to = good(all, name)
        const failure = to === all.length ? undefined : `malformed ${name} at byte ${to}`
        const expected = { made: say(all.subarray(0, to), name), failure }
        for (const some of [[all], parts, singly(all)]) expect(await decoded(charset, some)).toEqual(expected)
      })
    )
  })

  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom('a', '?', '~', '\\', '¥', '‾', 'é', 'Ê', 'ê', '\u0304', '\u030C', '€', 'я', '漢', '字', 'テ', 'ｱ', '가', '你', '😀', '𠀋', '\uD83C', '\uDCA5', mark), // prettier-ignore
      legacyBytes.map((all) => say(all, name).slice(0, 1))
    ),
    maxLength: 10
  })
  /** The longest beginning that is read again as it was; U+FFFD has a byte in the tables of iconv-lite, where there are gaps. */
  const sayable = (text: string): number => {
    for (let to = text.length; ; to--) {
      const begun = text.slice(0, to)
      const isHalf = to < text.length && (text.codePointAt(to - 1) ?? 0) > 0xffff
      const isGap = single.some((one) => one === name) && begun.includes(mark)
      if (!isHalf && !isGap && say(write(begun, name), name) === begun) return to
    }
  }

  test('is written so that it is read as it was, wherever the text is cut, or fails', async () => {
    const cut = texts.chain((text) => pieces(text).map((parts) => ({ text, parts })))
    await fc.assert(
      fc.asyncProperty(cut, async ({ text, parts }) => {
        const to = sayable(text)
        const hex = (text.codePointAt(to) ?? 0).toString(16).toUpperCase().padStart(4, '0')
        const failure = to === text.length ? undefined : `U+${hex} at code unit ${to} is not in ${name}`
        const expected = { made: plain(write(text.slice(0, to), name)), failure }
        for (const some of [[text], parts, units(text)]) expect(await encoded(charset, some)).toEqual(expected)
      })
    )
  })
})

test('of two bytes for one character the lower is written', async () => {
  expect(await encoded(iconv('ARMSCII-8'), [')'])).toEqual({ made: bytes(0x29), failure: undefined })
  expect(await decoded(iconv('ARMSCII-8'), [bytes(0x29, 0xa4)])).toEqual({ made: '))', failure: undefined })
})

test('a mark may follow what is written together with it, and need not', async () => {
  for (const cut of [
    ['Ê\u0304'],
    ['Ê', '\u0304'],
    ['aÊ', '\u0304b'],
    ['Ê'],
    ['Ê', 'Ê', '\u0304'],
    ['ê', '', '\u030C']
  ]) {
    const text = cut.join('')
    expect(await encoded(iconv('Big5-HKSCS'), cut)).toEqual({ made: plain(iconvLite.encode(text, 'big5-hkscs')), failure: undefined }) // prettier-ignore
  }
})

test('what is written for another character is not written', async () => {
  expect(await encoded(iconv('Shift_JIS'), ['a¥'])).toEqual({ made: bytes(0x61), failure: 'U+00A5 at code unit 1 is not in Shift_JIS' }) // prettier-ignore
})

test('U+FFFD of GB18030 is read by the platform alone', async () => {
  const { made } = await encoded(iconv('GB18030'), [mark])
  expect(made).toEqual(bytes(0x84, 0x31, 0xa4, 0x37))
  expect(await decoded(iconv('GB18030'), [made])).toEqual({ made: '', failure: 'malformed GB18030 at byte 0' })
  expect(await decoded('GB18030', [made])).toEqual({ made: mark, failure: undefined })
})

test('what the platform reads is what is written', async () => {
  for (const name of ['Shift_JIS', 'EUC-JP', 'GBK', 'GB18030', 'EUC-KR']) {
    const text = name === 'EUC-KR' ? '가나다 abc' : '漢字 abc'
    const { made } = await encoded(iconv(name), [text])
    expect(await decoded(name, [made])).toEqual({ made: text, failure: undefined })
  }
})

test('fed in parts it stays a value', async () => {
  const all = bytes(0x83, 0x65, 0x83, 0x58)
  for (let at = 0; at <= 4; at++) {
    const it = await Enumerator.of(all.subarray(0, at)).apply(CharEncoding.decode(iconv('Shift_JIS')).transform(Iteratee.getChunks()))() // prettier-ignore
    for (let i = 0; i < 2; i++) {
      const rest = await Enumerator.of(all.subarray(at)).run(it.map((parts) => parts.join('')))()
      expect(rest).toEqual(E.right('テス'))
    }
  }
})

test.each(['nothing', '', 'ISO-2022-JP'])('%j is unknown', (name) => {
  expect(() => iconv(name)).toThrow(new RangeError(`iconv: iconv-lite knows no charset '${name}'`))
})

test.each(['UTF-8', 'utf7', 'UTF-16', 'UTF-32LE', 'ucs2', 'CESU-8', 'base64', 'hex', 'unicode-1-1-utf-7'])(
  '%s is refused',
  (name) => {
    // prettier-ignore
    expect(() => iconv(name)).toThrow(new RangeError(`iconv: expected a charset of one or more tables, got '${name}'`))
  }
)
