/** JSON values, a line each, come back however the text is cut. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, LineTooLongError, Ndjson, NdjsonError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import type { Json } from 'fp-ts/lib/Json.js'
import * as t from 'io-ts'
import { hostileValues } from '../support/hostile'
import { hostileJson } from '../support/hostileJson'
import { pieces } from '../support/text'

const Name = t.type({ name: t.string })

const At = new t.Type<Date, string>(
  'At',
  (u): u is Date => u instanceof Date,
  (u, context) => (typeof u === 'string' && u in dates ? t.success(new Date(u)) : t.failure(u, context)),
  (date) => date.toISOString()
)
const dates = Object.fromEntries([0, 1e12].map((ms) => [new Date(ms).toISOString(), ms]))

const encoded = async (...values: ReadonlyArray<unknown>): Promise<ReadonlyArray<string>> => {
  const lines = await Laws.delivered(Enumerator.of(...(values as Json[])).through(Ndjson.encode))
  expect(lines.failure).toBeUndefined()
  return lines.elements
}

const decoded = (...text: ReadonlyArray<string>) =>
  Laws.delivered(Enumerator.of(...text).through(Ndjson.decode(t.unknown)))

const failing = async <A>(codec: t.Decoder<unknown, A>, text: string): Promise<Error> => {
  const result = await Enumerator.of(text).through(Ndjson.decode(codec)).run(Iteratee.ignore())()
  if (E.isRight(result)) throw new Error('it did not fail')
  return result.left
}

const asText = (value: unknown): string => JSON.stringify(value)

describe('encode', () => {
  test('is a line for each value, whatever is in it', async () => {
    expect(await encoded({ a: 'b\r\nc' }, 'd', null, [1, []])).toEqual([
      '{"a":"b\\r\\nc"}\n',
      '"d"\n',
      'null\n',
      '[1,[]]\n'
    ])
    await fc.assert(
      fc.asyncProperty(hostileJson, async (value) => {
        const [line] = await encoded(value)
        expect(line).toMatch(/^[^\r\n]+\n$/)
        expect(Buffer.from(line!).toString()).toBe(line)
      })
    )
  })

  test.each([
    ['undefined', undefined, /^Ndjson.encode: a undefined is not a JSON value$/],
    ['a function', () => 1, /^Ndjson.encode: a function is not a JSON value$/],
    ['a symbol', Symbol('a'), /^Ndjson.encode: a symbol is not a JSON value$/],
    ['a BigInt', [1n], /BigInt/],
    [
      'a cycle',
      (() => {
        const a: { self?: unknown } = {}
        a.self = a
        return a
      })(),
      /circular/
    ]
  ])('%s is refused, after what came before', async (_, value, message) => {
    const lines = Enumerator.of<Json>(1, value as unknown as Json, 2).through(Ndjson.encode)
    const { elements, failure } = await Laws.delivered(lines)
    expect(elements).toEqual(['1\n'])
    expect(failure).toMatch(message)
    const result = await lines.run(Iteratee.ignore())()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(TypeError)
  })

  test('with a codec is what it encodes', async () => {
    const through = Enumerator.of({ at: new Date(0) }).through(Ndjson.encodeWith(t.type({ at: At })))
    expect((await Laws.delivered(through)).elements).toEqual(['{"at":"1970-01-01T00:00:00.000Z"}\n'])
  })
})

describe('decode', () => {
  const heartbeats = fc.constantFrom('', '', '\n', '\r\n', ' \n', '\n\t \n\r')

  const streams = fc
    .array(fc.tuple(fc.oneof(hostileJson, fc.jsonValue()), heartbeats), { maxLength: 8 })
    .chain((all) => {
      const values = all.map(([value]) => JSON.parse(asText(value)) as unknown)
      return pieces(all.map(([value, heartbeat]) => `${asText(value)}\n${heartbeat}`).join('')).map((cut) => ({ values, cut })) // prettier-ignore
    })

  test('is the values, however the text is cut, with empty lines between', async () => {
    await fc.assert(
      fc.asyncProperty(streams, Laws.cuttings, async ({ values, cut }, cutting) => {
        const { elements, failure } = await Laws.delivered(cutting.produce(cut).through(Ndjson.decode(t.unknown)))
        expect([elements.map(asText), failure]).toEqual([values.map(asText), undefined])
      }),
      { numRuns: 300 }
    )
  })

  test('after encode is the values, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileJson, { maxLength: 6 }), Laws.cuttings, async (values, cutting) => {
        const through = Ndjson.encode.compose(Ndjson.decode(t.unknown))
        const { elements } = await Laws.delivered(cutting.produce(values as Json[]).through(through))
        expect(elements.map(asText)).toEqual(values.map(asText))
      })
    )
  })

  test('after encodeWith is the values of the codec', async () => {
    const codec = t.type({ at: At, n: t.number })
    const values = fc.record({
      at: fc.constantFrom(...Object.values(dates)).map((ms) => new Date(ms)),
      n: fc.integer()
    })
    await fc.assert(
      fc.asyncProperty(fc.array(values, { maxLength: 6 }), Laws.cuttings, async (all, cutting) => {
        const through = Ndjson.encodeWith(codec).compose(Ndjson.decode(codec))
        const { elements } = await Laws.delivered(cutting.produce(all).through(through))
        expect(elements).toEqual(all)
      })
    )
  })

  test('of each hostile value is that value', async () => {
    const { elements } = await decoded((await encoded(...hostileValues)).join(''))
    expect(elements.map(asText)).toEqual(hostileValues.map(asText))
  })

  test('keeps keys named __proto__ as keys, and prototypes as they are', async () => {
    const { elements } = await decoded('{"__proto__":{"polluted":true},"a":1}\n')
    expect(Object.keys(elements[0] as object)).toEqual(['__proto__', 'a'])
    expect((elements[0] as { polluted?: unknown }).polluted).toBeUndefined()
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test.each<readonly [string, string, ReadonlyArray<unknown>]>([
    ['nothing', '', []],
    ['empty lines only', '\n\r\n \t\n', []],
    ['a last line without an end', '1\n2', [1, 2]],
    ['the three ends', '1\r2\n3\r\n4', [1, 2, 3, 4]],
    ['blanks around a value', ' 1 \n\t"a" ', [1, 'a']],
    ['raw line separators within strings', '"a\u2028b\u2029c"\n', ['a\u2028b\u2029c']]
  ])('%s', async (_, text, values) => {
    expect(await decoded(text)).toEqual({ elements: values, failure: undefined })
  })

  test('fed in parts it stays a value, and counts on', async () => {
    const all = Ndjson.decode(t.unknown).transform(Iteratee.getChunks())
    const begun = await Enumerator.of('1\n', '\n2').apply(all)()
    for (const [following, expected] of [
      ['\n3\n', E.right([1, 2, 3])],
      ['2\n', E.right([1, 22])],
      ['\nx\n', E.left(expect.stringMatching(/^line 4 is not JSON: /))],
      ['x\n', E.left(expect.stringMatching(/^line 3 is not JSON: /))]
    ] as const)
      expect(Laws.seen(await Enumerator.of(following).run(begun)())).toEqual(expected)
  })
})

describe('what fails', () => {
  test('a line that is no JSON is told by its number, empty ones counted', async () => {
    const error = await failing(t.unknown, '1\n\n{"a":\n2\n')
    expect(error).toBeInstanceOf(NdjsonError)
    expect(error).toMatchObject({ name: 'NdjsonError', line: 3 })
    expect(error.cause).toBeInstanceOf(SyntaxError)
    expect(error.message).toBe(`line 3 is not JSON: ${(error.cause as Error).message}`)
  })

  test.each(['undefined', 'NaN', "'a'", '{a:1}', '[1,]', '1 2', '"a', '\ufeff1', '\0', '01', '{}{}'])(
    '%j is no JSON',
    async (text) => {
      // prettier-ignore
      expect(await failing(t.unknown, `${text}\n`)).toMatchObject({ name: 'NdjsonError', line: 1 })
    }
  )

  test('a line that the codec does not take is told with the path', async () => {
    const error = await failing(Name, '{"name":"a"}\r\n \r\n{"name":1}\r\n')
    expect(error.message).toBe('line 3: at /name: expected string, got 1')
    expect(error).toMatchObject({ name: 'NdjsonError', line: 3 })
    expect(error.cause).toBeInstanceOf(Enumeratee.DecodeError)
    expect((await failing(Name, 'null')).message).toMatch(/^line 1: expected .*, got null$/)
  })

  test('what a codec throws comes as it was thrown', async () => {
    const thrown = new Error('no')
    const codec = new t.Type<unknown>('Throwing', t.unknown.is, () => {
      throw thrown
    }, t.identity) // prettier-ignore
    expect(await failing(codec, '1\n')).toBe(thrown)
  })

  test('comes after the values before it, wherever the text is cut', async () => {
    const text = '1\n\n2\n{\n3\n'
    await fc.assert(
      fc.asyncProperty(pieces(text), Laws.cuttings, async (cut, cutting) => {
        const { elements, failure } = await Laws.delivered(cutting.produce(cut).through(Ndjson.decode(t.number)))
        expect(elements).toEqual([1, 2])
        expect(failure).toMatch(/^line 4 is not JSON: /)
      })
    )
  })

  test('a line that is not asked for does not fail', async () => {
    const through = Enumerator.of('1\nx\n').through(Ndjson.decode(t.number))
    expect(await through.run(Iteratee.takeUpTo(1))()).toEqual(E.right([1]))
  })

  test('a line that is too long', async () => {
    const through = Enumerator.of('12\n123', '4\n').through(Ndjson.decode(t.number, { maxLength: 3 }))
    expect(await through.run(Iteratee.getChunks())()).toEqual(E.left(new LineTooLongError(3, 2)))
  })

  test.each([
    [{ maxLength: -1 }, new RangeError('Ndjson.decode: maxLength: expected a whole number, 0 or more, got -1')],
    [{ maxLenght: 1 }, new TypeError("Ndjson.decode: unknown option 'maxLenght'; there are maxLength")]
  ])('%j is refused', (options: object, error) => {
    expect(() => Ndjson.decode(t.unknown, options)).toThrow(error)
  })
})
