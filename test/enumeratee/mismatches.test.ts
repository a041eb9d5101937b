/** What a `DecodeError` tells: the places of the value where it is wrong, and nothing of what the codec is made of. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { DecodeError } from 'fp-ts-iteratee/Enumeratee'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const errorOf = async (codec: t.Decoder<unknown, unknown>, input: unknown): Promise<DecodeError> => {
  const result = await Enumerator.of(input).through(Enumeratee.decode(codec)).run(Iteratee.ignore())()
  if (E.isRight(result) || !(result.left instanceof DecodeError)) throw new Error('it was decoded')
  return result.left
}

const told = async (codec: t.Decoder<unknown, unknown>, input: unknown): Promise<string> =>
  (await errorOf(codec, input)).message.replace('decode: ', '')

const Positive = t.brand(t.number, (n): n is t.Branded<number, { readonly Positive: symbol }> => n > 0, 'Positive')
const Whole = t.brand(t.number, (n): n is t.Branded<number, { readonly Whole: symbol }> => n % 1 === 0, 'Whole')

const Named = t.type({ name: t.string }, 'Named')
const User = t.intersection([Named, t.partial({ age: t.number })], 'User')
const Circle = t.type({ kind: t.literal('circle'), r: t.number }, 'Circle')
const Square = t.type({ kind: t.literal('square'), side: t.number }, 'Square')

interface Tree {
  readonly value: number
  readonly children: ReadonlyArray<Tree>
}
const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ value: t.number, children: t.readonlyArray(Tree) }))

interface List {
  readonly head: number
  readonly tail: List | null
}
const List: t.Type<List> = t.recursion('List', () => t.type({ head: t.number, tail: t.union([List, t.null]) }))

const Two = t.refinement(t.UnknownArray, (all) => all.length === 2, 'Two')

interface More {
  readonly more: Words
}
type Words = string | More
const Words: t.Type<Words> = t.recursion('Words', () => t.union([t.string, t.type({ more: Words })]))

/** As users write them: it validates by another one, and says nothing of what it is made of. */
const own = (inner: t.Mixed, name: string): t.Mixed => new t.Type(name, inner.is, inner.validate, inner.encode)

const FromJson = new t.Type<unknown, string>(
  'FromJson',
  (_): _ is unknown => true,
  (u, c) => {
    try {
      return t.success(JSON.parse(String(u)) as unknown)
    } catch {
      return t.failure(u, c)
    }
  },
  (a) => JSON.stringify(a)
)

const own0 = own(t.union([Named, t.null]), 'MaybeNamed')

describe('the message names', () => {
  test.each<readonly [string, t.Decoder<unknown, unknown>, unknown, string]>([
    ['a field of an intersection', User, { age: 1 }, 'at /name: expected string, got undefined'],
    ['several', User, { age: 'a' }, 'at /name: expected string, got undefined; at /age: expected number, got "a"'],
    ['an intersection as a whole, where no member takes it', User, 'x', 'expected User, got "x"'],
    ['that of a field', t.type({ user: User }), { user: 1 }, 'at /user: expected User, got 1'],
    ['which member of one refuses', t.intersection([Positive, Whole]), 1.5, 'expected Whole, got 1.5'],
    [
      'what each refuses, where one of them looks further',
      t.intersection([t.array(t.string), Two]),
      [1],
      'at /0: expected string, got 1; expected Two, got [1]'
    ],
    ['a recursion through a union', Words, { more: 1 }, 'at /more: expected Words, got 1'],
    ['each field once', t.intersection([Named, Named]), { name: 1 }, 'at /name: expected string, got 1'],
    ['a union, where it is none of it', t.union([t.string, t.null], 'Text'), 1, 'expected Text, got 1'],
    ['one without a name', t.union([t.string, t.null]), 1, 'expected (string | null), got 1'],
    [
      'the member that it comes nearest to',
      t.union([Named, t.number, t.null]),
      { name: 1 },
      'at /name: expected string, got 1'
    ],
    [
      'that of which less is wrong',
      t.union([t.type({ a: t.number, b: t.number }), t.type({ a: t.string, c: t.number })]),
      { a: 1 },
      'at /b: expected number, got undefined'
    ],
    [
      'the union, where two are as near',
      t.union([t.type({ a: t.number }), t.type({ b: t.number })], 'AB'),
      { c: 1 },
      'expected AB, got {"c":1}'
    ],
    [
      'the member with the tag',
      t.union([Circle, Square]),
      { kind: 'circle', r: '1' },
      'at /r: expected number, got "1"'
    ],
    [
      'a union that has not the tag',
      t.union([Circle, Square], 'Shape'),
      { kind: 'line' },
      'expected Shape, got {"kind":"line"}'
    ],
    [
      'a union within a union',
      t.union([t.union([Named, t.null]), t.number]),
      { name: 1 },
      'at /name: expected string, got 1'
    ],
    [
      'an intersection within a union',
      t.union([User, t.null]),
      { name: 'a', age: 'b' },
      'at /age: expected number, got "b"'
    ],
    ['what is in an exact type', t.exact(User), { name: 1 }, 'at /name: expected string, got 1'],
    [
      'what is in a strict one',
      t.strict({ user: t.union([t.strict({ a: t.string }), t.null]) }),
      { user: { a: 1 } },
      'at /user/a: expected string, got 1'
    ],
    ['what is read only', t.readonly(t.union([Named, t.null])), { name: 1 }, 'at /name: expected string, got 1'],
    ['a refinement', t.type({ n: Positive }), { n: -1 }, 'at /n: expected Positive, got -1'],
    [
      'what a refinement refines',
      t.refinement(t.union([Named, t.null]), () => true),
      { name: 1 },
      'at /name: expected string, got 1'
    ],
    [
      'a place deep in a recursion',
      Tree,
      { value: 1, children: [{ value: 2, children: [{ value: 'x', children: [] }] }] },
      'at /children/0/children/0/value: expected number, got "x"'
    ],
    [
      'one through unions',
      List,
      { head: 1, tail: { head: 2, tail: { head: 'x', tail: null } } },
      'at /tail/tail/head: expected number, got "x"'
    ],
    [
      'a member of a tuple',
      t.tuple([t.string, t.union([t.number, t.null])]),
      ['a', 'b'],
      'at /1: expected (number | null), got "b"'
    ],
    ['a value of a record', t.record(t.string, Named), { '0': { name: 1 } }, 'at /0/name: expected string, got 1'],
    [
      'an item of a read-only array',
      t.readonlyArray(t.union([t.string, t.number])),
      ['a', null],
      'at /1: expected (string | number), got null'
    ],
    [
      'keys that are not plain, escaped',
      t.type({ 'a/b': t.type({ '~': t.string }), '': t.string }),
      { 'a/b': { '~': 1 }, '': 'a' },
      'at /a~1b/~0: expected string, got 1'
    ],
    ['a key that is empty', t.type({ '': t.string }), { '': 1 }, 'at /: expected string, got 1'],
    ['an array that holds itself', t.array(t.number), itself(), 'at /0: expected number, got [object Array]'],
    [
      'within a type of one’s own',
      own0,
      { name: 1 },
      'at /name: expected string, got 1; expected null, got {"name":1}'
    ],
    [
      'an item within one',
      t.type({ all: own(t.array(t.string), 'All') }),
      { all: ['a', 1] },
      'at /all/1: expected string, got 1'
    ],
    ['an item of what was parsed', FromJson.pipe(t.array(t.number)), '[1,"a"]', 'at /1: expected number, got "a"']
  ])('%s', async (_, codec, input, message) => {
    expect(await told(codec, input)).toBe(message)
  })

  test('what the codec says itself, of all members of a union too', async () => {
    const saying = (message: string): t.Type<string> =>
      new t.Type(message, t.string.is, (u, c) => (t.string.is(u) ? t.success(u) : t.failure(u, c, message)), String)
    expect(await told(t.union([saying('no text'), saying('no word')]), 1)).toBe('no text; no word')
    expect(await told(t.type({ a: saying('no text') }), { a: 1 })).toBe('at /a: no text')
  })

  test('the first ten places, and how many more there are', async () => {
    const message = await told(
      t.array(t.string),
      Array.from({ length: 12 }, (_, i) => i)
    )
    expect(message).toMatch(/^at \/0: expected string, got 0; at \/1: .*; at \/9: expected string, got 9; and 2 more$/)
    expect(await told(t.array(t.string), [1, 2])).toBe('at /0: expected string, got 1; at /1: expected string, got 2')
  })

  test('only the beginning of a long name', async () => {
    const message = await told(t.type({ a: t.literal('x'.repeat(1000)) }), { a: 1 })
    expect(message).toMatch(/^at \/a: expected "x+…, got 1$/)
    expect(message.length).toBeLessThan(150)
  })

  test('nothing, where the codec has no reason', async () => {
    expect(await told(new t.Type('None', t.string.is, () => t.failures([]), String), 1)).toBe(
      'the codec does not say why'
    )
    const NoContext = new t.Type('None', t.string.is, (u) => t.failure(u, []), String)
    expect(await told(NoContext, 1)).toBe('expected something else, got 1')
  })
})

function itself(): unknown {
  const array: unknown[] = []
  array.push(array)
  return array
}

describe('mismatches', () => {
  test('are the same as data', async () => {
    const actual = { name: 1, age: 'b' }
    expect((await errorOf(t.type({ users: t.array(User) }), { users: [actual] })).mismatches).toEqual([
      { path: '/users/0/name', expected: 'string', actual: 1, message: undefined },
      { path: '/users/0/age', expected: 'number', actual: 'b', message: undefined }
    ])
    expect((await errorOf(t.union([t.string, t.null], 'Text'), actual)).mismatches).toEqual([
      { path: '', expected: 'Text', actual, message: undefined }
    ])
  })

  /** A codec, with inputs that it may not take. */
  const leaf = fc.constantFrom<t.Mixed>(t.string, t.number, t.null, Positive, t.literal('a'))
  const { codec } = fc.letrec<{ readonly codec: t.Mixed }>((tie) => ({
    codec: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      tie('codec').map((c) => t.array(c)),
      tie('codec').map((c) => t.record(t.string, c)),
      tie('codec').map((c) => t.readonly(c)),
      tie('codec').map((c) => t.refinement(c, () => true)),
      tie('codec').map((c) => t.recursion('R', () => c)),
      fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.type({ a, b })),
      fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.strict({ '0': a, b })),
      fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.tuple([a, b])),
      fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.union([a, b])),
      fc.tuple(tie('codec'), tie('codec')).map(([a, b]) => t.intersection([a, b]))
    )
  }))
  const scalar = fc.oneof(fc.constantFrom<unknown>('a', null, undefined), fc.integer({ min: -2, max: 2 }))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '0', '1'), tie('value'), { maxKeys: 3, noNullPrototype: true })
    )
  }))

  const at = (input: unknown, path: string): unknown =>
    path
      .split('/')
      .slice(1)
      .reduce((here, key) => (here as Readonly<Record<string, unknown>> | undefined)?.[key], input)

  test('lead to a place in the value, and to what stands there, whatever the codec', async () => {
    await fc.assert(
      fc.asyncProperty(codec, value, async (codec, input) => {
        const result = await Enumerator.of(input).through(Enumeratee.decodeEither(codec)).run(Iteratee.head())()
        if (E.isLeft(result) || result.right._tag === 'None') throw new Error('nothing was handed on')
        const decoded = result.right.value
        fc.pre(E.isLeft(decoded))
        const { mismatches, errors } = decoded.left
        expect(mismatches.length).toBeGreaterThan(0)
        expect(mismatches.length).toBeLessThanOrEqual(errors.length)
        for (const { path, actual } of mismatches) expect(at(input, path)).toBe(actual)
      }),
      { numRuns: 500 }
    )
  })
})
