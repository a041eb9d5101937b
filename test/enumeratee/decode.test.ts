/** `Enumeratee.decode`, `decodeEither`, `encode`, and the error. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

const User = t.strict({ name: t.string, tags: t.array(t.string) }, 'User')

const Positive = t.brand(t.number, (n): n is t.Branded<number, { readonly Positive: symbol }> => n > 0, 'Positive')

const Twice = new t.Type<number, string, string>(
  'Twice',
  t.number.is,
  (s, context) => (s === '' ? t.failure(s, context, 'is empty') : t.success(s.length * 2)),
  String
)

const errorOf = async <I>(codec: t.Decoder<I, unknown>, ...inputs: ReadonlyArray<I>): Promise<Error> => {
  const result = await Enumerator.of(...inputs)
    .through(Enumeratee.decode(codec))
    .run(Iteratee.getChunks())()
  if (E.isRight(result)) throw new Error('it was decoded')
  return result.left
}

const messageOf = async <I>(codec: t.Decoder<I, unknown>, input: I): Promise<string> =>
  (await errorOf(codec, input)).message

const user = fc.record({ name: fc.string(), tags: fc.array(fc.string()), more: fc.anything() })
const input = fc.oneof({ weight: 6, arbitrary: user }, fc.anything())

const codecs: ReadonlyArray<readonly [string, t.Decoder<unknown, unknown>, fc.Arbitrary<unknown>]> = [
  ['a record that loses what it does not name', User, input],
  ['a union', t.union([User, t.number, t.null]), fc.oneof(input, fc.double(), fc.constant(null))],
  ['a refinement', Positive, fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1 }) }, fc.integer())],
  ['anything', t.unknown, fc.anything()]
]

describe('what is handed on is what the codec decodes', () => {
  test.each(codecs)('%s', async (_, codec, inputs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(inputs, { maxLength: 6 }), Laws.cuttings, async (fed, cutting) => {
        const decoded = fed.map((one) => codec.decode(one))
        const bad = decoded.findIndex(E.isLeft)
        const good = (bad === -1 ? decoded : decoded.slice(0, bad)).flatMap((one) =>
          E.isRight(one) ? [one.right] : []
        )
        const seen: unknown[] = []
        const result = await cutting
          .produce(fed)
          .through(Enumeratee.decode(codec))
          .run(Iteratee.foreach((one) => seen.push(one)))()
        expect(seen).toEqual(good)
        expect(E.isLeft(result)).toBe(bad !== -1)
        if (E.isLeft(result)) expect(result.left).toBeInstanceOf(Enumeratee.DecodeError)
      })
    )
  })

  test('also where the input is not unknown, and is changed', async () => {
    const e = Enumerator.of('a', 'bcd').through(Enumeratee.decode(Twice))
    expect(await Laws.delivered(e)).toEqual({ elements: [2, 6], failure: undefined })
  })

  test('an element that nobody takes is not decoded', async () => {
    const e = Enumerator.of<unknown>(1, 'no number').through(Enumeratee.decode(t.number))
    expect(await Laws.running(e, Iteratee.takeUpTo(1))).toEqual(E.right([1]))
  })
})

describe('decodeEither', () => {
  test.each(codecs)('hands on what the codec makes of each, and goes on: %s', async (_, codec, inputs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(inputs, { maxLength: 6 }), Laws.cuttings, async (fed, cutting) => {
        const tried = cutting.produce(fed).through(Enumeratee.decodeEither(codec))
        const result = await tried.run(Iteratee.getChunks())()
        if (E.isLeft(result)) throw result.left
        const lefts = result.right.filter(E.isLeft).map(({ left }) => left)
        expect(lefts.every((error) => error instanceof Enumeratee.DecodeError)).toBe(true)
        expect(result.right.map(E.mapLeft(({ errors }) => errors))).toEqual(fed.map((one) => codec.decode(one)))
        const rights = await Laws.delivered(tried.through(Enumeratee.collect(O.fromEither)))
        const successes = fed.flatMap((one) => {
          const decoded = codec.decode(one)
          return E.isRight(decoded) ? [decoded.right] : []
        })
        expect(rights).toEqual({ elements: successes, failure: undefined })
      })
    )
  })

  test('tells of each what decode would tell of it', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (one) => {
        const [tried] = (await Laws.delivered(Enumerator.of(one).through(Enumeratee.decodeEither(User)))).elements
        const { failure } = await Laws.delivered(Enumerator.of(one).through(Enumeratee.decode(User)))
        expect(tried !== undefined && E.isLeft(tried) ? tried.left.message : undefined).toBe(failure)
      })
    )
  })

  test('fails with what the codec throws, after what came before', async () => {
    const error = new Error('no')
    const Throwing = new t.Type<number, number, number>(
      'Throwing',
      t.number.is,
      (n) => {
        if (n === 2) throw error
        return t.success(n)
      },
      t.identity
    )
    const seen: unknown[] = []
    const tried = Enumerator.of(1, 2, 3).through(Enumeratee.decodeEither(Throwing))
    const result = await tried.run(Iteratee.foreach((one) => seen.push(one)))()
    expect(E.isLeft(result) && result.left).toBe(error)
    expect(seen).toEqual([E.right(1)])
  })
})

describe('encode', () => {
  const DateText = new t.Type<Date, string>(
    'DateText',
    (u): u is Date => u instanceof Date,
    (u, c) => (typeof u === 'string' && !Number.isNaN(Date.parse(u)) ? t.success(new Date(u)) : t.failure(u, c)),
    (date) => date.toISOString()
  )
  const Event = t.intersection([t.type({ at: DateText }), t.partial({ tags: t.array(t.string) })])
  const dates = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(1e13) })

  test.each<readonly [string, t.Type<unknown, unknown>, fc.Arbitrary<unknown>]>([
    ['strings', t.string as t.Type<unknown, unknown>, fc.string()],
    ['dates as text', DateText as t.Type<unknown, unknown>, dates],
    [
      'records of them',
      Event as t.Type<unknown, unknown>,
      fc.record({ at: dates, tags: fc.array(fc.string()) }, { requiredKeys: ['at'] })
    ]
  ])('decoded again is what was encoded, whatever the cuts: %s', async (_, codec, values) => {
    await fc.assert(
      fc.asyncProperty(fc.array(values, { maxLength: 6 }), Laws.cuttings, async (fed, cutting) => {
        const encoded = cutting.produce(fed).through(Enumeratee.encode(codec))
        expect(await Laws.delivered(encoded)).toEqual({ elements: fed.map(codec.encode), failure: undefined })
        const there = Enumeratee.encode(codec).compose(Enumeratee.decode(codec))
        expect(await Laws.delivered(cutting.produce(fed).through(there))).toEqual({ elements: fed, failure: undefined })
      })
    )
  })

  test('that throws fails the run with that, after what came before', async () => {
    const invalid = Enumerator.of(new Date(0), new Date(NaN)).through(Enumeratee.encode(DateText))
    expect(await Laws.delivered(invalid)).toEqual({
      elements: ['1970-01-01T00:00:00.000Z'],
      failure: 'Invalid time value'
    })
  })
})

describe('the message', () => {
  test.each<readonly [string, t.Decoder<unknown, unknown>, unknown, string]>([
    ['of a value by itself', t.string, 1, 'decode: expected string, got 1'],
    ['of a field', User, { name: 1, tags: [] }, 'decode: at /name: expected string, got 1'],
    ['of a field that is missing', User, { tags: [] }, 'decode: at /name: expected string, got undefined'],
    ['of an item', User, { name: 'a', tags: ['b', null] }, 'decode: at /tags/1: expected string, got null'],
    ['of a whole that is not one', User, 'a', 'decode: expected User, got "a"'],
    [
      'of several errors',
      User,
      { name: 1, tags: [2] },
      'decode: at /name: expected string, got 1; at /tags/0: expected string, got 2'
    ],
    ['of a refinement', t.strict({ n: Positive }), { n: -1 }, 'decode: at /n: expected Positive, got -1'],
    ['of an object', t.number, { a: [1, 'b'] }, 'decode: expected number, got {"a":[1,"b"]}']
  ])('tells the path, what was expected and what was found: %s', async (_, codec, input, message) => {
    expect(await messageOf(codec, input)).toBe(message)
  })

  test('is the one that the codec gives, where it gives one', async () => {
    expect(await messageOf(Twice, '')).toBe('decode: is empty')
    const WithMessage = t.type({
      s: new t.Type<string>('S', t.string.is, (u, c) => t.failure(u, c, 'no good'), String)
    })
    expect(await messageOf(WithMessage, { s: 1 })).toBe('decode: at /s: no good')
  })

  test('shows only the beginning of a large value', async () => {
    const message = await messageOf(t.number, 'x'.repeat(1e6))
    expect(message).toMatch(/^decode: expected number, got "x+…$/)
    expect(message.length).toBeLessThan(200)
  })

  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic

  test.each<readonly [string, unknown, string]>([
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a bigint', 1n, '[object BigInt]'],
    ['a value that holds itself', cyclic, '[object Object]'],
    ['NaN', { n: NaN }, '{"n":null}'],
    [
      'one whose toJSON throws',
      {
        toJSON: () => {
          throw new Error('no')
        }
      },
      '[object Object]'
    ],
    ['one without a prototype', Object.create(null), '{}']
  ])('is there for a value that has no form in JSON: %s', async (_, value, shown) => {
    expect(await messageOf(t.string, value)).toBe(`decode: expected string, got ${shown}`)
  })

  test('does not fail for a function, or one that cannot be made a string', async () => {
    expect(await messageOf(t.string, () => 1)).toMatch(/^decode: expected string, got \S/)
    const hostile = Object.assign(() => 1, { toString: () => boom() })
    expect(await messageOf(t.string, hostile)).toMatch(/^decode: expected string, got \S/)
  })

  test('stays short for a value that is large and has no form in JSON', async () => {
    expect((await messageOf(t.string, Symbol('x'.repeat(10_000)))).length).toBeLessThan(200)
  })

  const boom = (): never => {
    throw new Error('no')
  }
})

describe('DecodeError', () => {
  test('is an Error with a name, and carries the errors of io-ts', async () => {
    const error = await errorOf<unknown>(User, { name: 1, tags: [2] })
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('DecodeError')
    const decoded = User.decode({ name: 1, tags: [2] })
    expect(E.isLeft(decoded) && decoded.left).toHaveLength(2)
    expect(error).toHaveProperty('errors', E.isLeft(decoded) && decoded.left)
  })

  test('comes through what follows, and releases the source', async () => {
    const released = jest.fn(() => undefined)
    const source = Enumerator.of<unknown>(1, 'a', 2).onDoneEnumerating(released)
    const result = await source
      .through(Enumeratee.decode(t.number))
      .map((n) => n + 1)
      .run(Iteratee.getChunks())()
    expect(E.isLeft(result) && result.left.message).toBe('decode: expected number, got "a"')
    expect(released).toHaveBeenCalledTimes(1)
  })

  test('is not made of what the codec throws: that comes out as it was thrown', async () => {
    const error = new Error('no')
    const Throwing = new t.Type<string>(
      'Throwing',
      t.string.is,
      () => {
        throw error
      },
      String
    )
    expect(await errorOf<unknown>(Throwing, 1)).toBe(error)
  })
})
