/** Lines of bytes are the lines of the text that the bytes are, however they are cut. */
import * as fc from 'fast-check'
import { CharEncoding, Enumerator, Iteratee, LineTooLongError, MalformedInputError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { limited, linesOf, pieces, texts } from '../support/text'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const cutText = texts.chain((text) => pieces(encode(text)).map((cut) => ({ text, cut })))
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')
const singly = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => Array.from(bytes, (byte) => Uint8Array.of(byte))

test('are those of the whole text, wherever its bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(cutText, Laws.cuttings, async ({ text, cut }, cutting) => {
      const expected = { elements: linesOf(withoutMark(text)), failure: undefined }
      expect(await Laws.delivered(cutting.produce(cut).through(CharEncoding.lines()))).toEqual(expected)
    }),
    { numRuns: 500 }
  )
})

test('are the same one byte at a time', async () => {
  const unicode = fc.string({ unit: 'binary' })
  await fc.assert(
    fc.asyncProperty(fc.oneof(texts, unicode), async (text) => {
      const { elements } = await Laws.delivered(Enumerator.of(...singly(encode(text))).through(CharEncoding.lines()))
      expect(elements).toEqual(linesOf(withoutMark(text)))
    }),
    { numRuns: 300 }
  )
})

test('are the same in buffers', async () => {
  const through = Enumerator.of(Buffer.from('a\né').subarray(0, 3), Buffer.from([0xa9, 0x0a])).through(
    CharEncoding.lines()
  )
  expect(await Laws.delivered(through)).toEqual({ elements: ['a', 'é'], failure: undefined })
})

test('bytes that are changed afterwards are read as they came', async () => {
  const bytes = Uint8Array.of(0)
  const reused = Enumerator.fromIterable(encode('a€\n')).map((byte) => {
    bytes[0] = byte
    return bytes
  })
  expect(await Laws.delivered(reused.through(CharEncoding.lines()))).toEqual({ elements: ['a€'], failure: undefined })
})

describe('a byte order mark', () => {
  const mark = '\uFEFF'

  test.each<readonly [string, string, ReadonlyArray<string>]>([
    ['is left out at the beginning', `${mark}a`, ['a']],
    ['and only one', `${mark}${mark}a`, [`${mark}a`]],
    ['elsewhere it is a character', `a${mark}\n${mark}b`, [`a${mark}`, `${mark}b`]],
    ['alone it is no line', mark, []]
  ])('%s', async (_, text, expected) => {
    for (const cut of [[encode(text)], singly(encode(text))]) {
      const { elements } = await Laws.delivered(Enumerator.of(...cut).through(CharEncoding.lines()))
      expect(elements).toEqual(expected)
    }
  })
})

/** The model: the longest beginning that Node's decoder takes, and whose bytes are those of what it makes. */
const validLength = (bytes: Uint8Array): number => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let to = bytes.length; ; to--) {
    try {
      decoder.decode(bytes.subarray(0, to))
      return to
    } catch {
      // one byte less
    }
  }
}

/** Leads, continuations, and those on the borders of what may follow one another. */
const bytes = fc
  .array(
    fc.constantFrom(0x61, 0x0a, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff), // prettier-ignore
    { maxLength: 6 }
  )
  .map((all) => Uint8Array.from([0x62, 0x0a, ...all]))

describe('what is not UTF-8', () => {
  test('fails where it begins, after the lines before it, wherever the bytes are cut', async () => {
    const cut = fc.oneof(bytes, fc.uint8Array()).chain((all) => pieces(all).map((parts) => ({ all, parts })))
    await fc.assert(
      fc.asyncProperty(cut, async ({ all, parts }) => {
        const at = validLength(all)
        const text = withoutMark(new TextDecoder('utf-8', { ignoreBOM: true }).decode(all.subarray(0, at)))
        const before = at === all.length ? linesOf(text) : text.split(/\r\n|\r|\n/).slice(0, -1)
        const failure = at === all.length ? undefined : `malformed UTF-8 at byte ${at}`
        for (const some of [[all], parts, singly(all)]) {
          const got = await Laws.delivered(Enumerator.of(...some).through(CharEncoding.lines()))
          expect(got).toEqual({ elements: before, failure })
        }
      }),
      { numRuns: 2000 }
    )
  })

  test.each([
    ['too long a form of two bytes', [0xc1, 0xbf], [0xc2, 0x80]],
    ['too long a form of three', [0xe0, 0x9f, 0xbf], [0xe0, 0xa0, 0x80]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80], [0xed, 0x9f, 0xbf]],
    ['too long a form of four', [0xf0, 0x8f, 0xbf, 0xbf], [0xf0, 0x90, 0x80, 0x80]],
    ['beyond the last character', [0xf4, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf]],
    ['a lead that is none', [0xf5, 0x80, 0x80, 0x80], [0x7f]],
    ['a continuation alone', [0x80], [0x7f]]
  ])('%s; the next character is one', async (_, bad, good) => {
    const bytes = Uint8Array.from([...good, 0x0a, ...bad, 0x0a])
    const elements = [new TextDecoder().decode(Uint8Array.from(good))]
    const failure = `malformed UTF-8 at byte ${good.length + 1}`
    for (const cut of [[bytes], singly(bytes)]) {
      const got = await Laws.delivered(Enumerator.of(...cut).through(CharEncoding.lines()))
      expect(got).toEqual({ elements, failure })
    }
  })

  test('the error tells the encoding and the offset', async () => {
    const result = await Enumerator.of(encode('a\n'), Uint8Array.of(0x62, 0xff)).through(CharEncoding.lines()).run(Iteratee.ignore())() // prettier-ignore
    expect(result).toEqual(E.left(new MalformedInputError('UTF-8', 3)))
    expect(E.isLeft(result) && result.left).toMatchObject({ name: 'MalformedInputError', encoding: 'UTF-8', offset: 3 })
  })

  test('what is not asked for does not fail', async () => {
    const through = Enumerator.of(Uint8Array.of(0x61, 0x0a, 0xff)).through(CharEncoding.lines())
    expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right(['a']))
  })
})

describe('maxLength', () => {
  test('fails at the first line that is longer, after the lines before it, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(cutText, fc.nat(4), async ({ text, cut }, maxLength) => {
        const through = Enumerator.of(...cut).through(CharEncoding.lines({ maxLength }))
        expect(await Laws.delivered(through)).toEqual(limited(withoutMark(text), maxLength))
      }),
      { numRuns: 500 }
    )
  })

  test('is a million or so unless it is said', async () => {
    const through = Enumerator.of(encode('a'.repeat(1_048_577))).through(CharEncoding.lines())
    expect(await through.run(Iteratee.ignore())()).toEqual(E.left(new LineTooLongError(1_048_576, 1)))
  })

  test('is checked under the name it was given to', () => {
    expect(() => CharEncoding.lines({ maxLength: -1 })).toThrow(
      new RangeError('CharEncoding.lines: maxLength: expected a whole number, 0 or more, got -1')
    )
    expect(() => CharEncoding.lines({ encoding: 'latin1' } as object)).toThrow(
      new TypeError("CharEncoding.lines: unknown option 'encoding'; there are maxLength")
    )
  })
})

test('fed in parts it stays a value, within a character too', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, texts, fc.nat(20), async (first, one, other, at) => {
      const [all, lines] = [encode(first), CharEncoding.lines().transform(Iteratee.getChunks())]
      const [begun, rest] = [all.subarray(0, at), all.subarray(at)]
      const it = await Enumerator.of(begun).apply(lines)()
      for (const following of [one, other, one]) {
        const result = await Enumerator.of(rest, encode(following)).run(it)()
        expect(result).toEqual(E.right(linesOf(withoutMark(first + following))))
      }
    })
  )
})
