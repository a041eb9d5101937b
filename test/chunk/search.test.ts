/** What is found in the whole is found in its pieces. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Iteratee, type MatchInfo, Parsing } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { pieces } from '../support/text'

type Seen = readonly [tag: 'Matched' | 'Unmatched', content: string]

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const seen = (all: ReadonlyArray<MatchInfo>): ReadonlyArray<Seen> =>
  all.map(({ _tag, content }) => [_tag, latin1(content)])

/** Plain ones, without what Node's own kind can do. */
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

/** The model: by what strings have. */
const found = (text: string, needle: string): ReadonlyArray<Seen> =>
  text
    .split(needle)
    .flatMap((between, i): ReadonlyArray<Seen> => [
      ...(i > 0 ? [['Matched', needle] as const] : []),
      ['Unmatched', between]
    ])
    .filter(([, content]) => content !== '')

/** What lies between two occurrences, as one. */
const joined = (all: ReadonlyArray<Seen>): ReadonlyArray<Seen> =>
  all.reduce<ReadonlyArray<Seen>>((before, [tag, content]) => {
    const last = before[before.length - 1]
    return tag === 'Unmatched' && last?.[0] === 'Unmatched'
      ? [...before.slice(0, -1), [tag, last[1] + content]]
      : [...before, [tag, content]]
  }, [])

const searched = async (bytes: Enumerator<Uint8Array>, needle: string): Promise<ReadonlyArray<Seen>> =>
  seen((await Laws.delivered(bytes.through(Parsing.search(bytesOf(needle))))).elements)

/** Of two letters, that much overlaps. */
const letters = (length: fc.StringConstraints) => fc.string({ unit: fc.constantFrom('a', 'b'), ...length })

const given = fc
  .tuple(letters({ minLength: 1, maxLength: 6 }), fc.array(letters({ maxLength: 8 }), { maxLength: 5 }))
  .chain(([needle, between]) => {
    const text = between.join(needle)
    return pieces(text).map((cut) => ({ needle, text, cut }))
  })

const kinds: ReadonlyArray<readonly [string, (text: string) => Uint8Array]> = [
  ['plain bytes', bytesOf],
  ['buffers', (text) => Buffer.from(text, 'latin1')]
]

describe.each(kinds)('in %s', (_, make) => {
  test('finds what is found in the whole, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(given, Laws.cuttings, async ({ needle, text, cut }, cutting) => {
        const all = await searched(cutting.produce(cut.map(make)), needle)
        expect(all.filter(([, content]) => content === '')).toEqual([])
        expect(joined(all)).toEqual(found(text, needle))
      }),
      { numRuns: 1000 }
    )
  })

  test('one byte at a time', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ needle, text }) => {
        expect(joined(await searched(Enumerator.of(...text.split('').map(make)), needle))).toEqual(found(text, needle))
      })
    )
  })

  test('long needles, of any bytes', async () => {
    const bytes = fc.uint8Array({ minLength: 250, maxLength: 300, max: 3 })
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.array(fc.uint8Array({ maxLength: 400, max: 3 }), { maxLength: 3 }),
        async (n, between) => {
          const needle = latin1(n)
          const text = between.map(latin1).join(needle)
          expect(joined(await searched(Enumerator.of(make(text)), needle))).toEqual(found(text, needle))
          const cut = text.match(/[^]{1,99}/g) ?? []
          expect(joined(await searched(Enumerator.of(...cut.map(make)), needle))).toEqual(found(text, needle))
        }
      )
    )
  })

  test.each([254, 255, 256, 257])('a needle of %i bytes whose last occurs once', async (length) => {
    const [begins, needle] = ['a'.repeat(length - 1), `${'a'.repeat(length - 1)}b`]
    const text = `b${begins.slice(1)}b${needle}${begins}`
    expect(joined(await searched(Enumerator.of(make(text)), needle))).toEqual(found(text, needle))
  })

  test('fed in parts it stays a value', async () => {
    await fc.assert(
      fc.asyncProperty(given, given, given, async ({ needle, ...first }, one, other) => {
        const search = Parsing.search(bytesOf(needle)).transform(Iteratee.getChunks())
        const begun = await Enumerator.of(...first.cut.map(make)).apply(search)()
        for (const following of [one, other, one]) {
          const result = await Enumerator.of(...following.cut.map(make)).run(begun)()
          const all = E.isRight(result) ? joined(seen(result.right)) : result
          expect(all).toEqual(found(first.text + following.text, needle))
        }
      })
    )
  })

  test('hands on what is clear at once, and keeps no more than a beginning of the needle', async () => {
    const at: number[] = []
    let count = 0
    const bytes = Enumerator.of('xxab', 'ab', 'cab', 'ca', 'y').map((text) => {
      at.push(count)
      return make(text)
    })
    const counting = Iteratee.foreach(({ content }: MatchInfo) => void (count += content.length))
    await bytes.through(Parsing.search(bytesOf('abc'))).run(counting)()
    expect(at).toEqual([0, 2, 4, 7, 10])
  })
})

describe("Play's own cases", () => {
  test.each<readonly [ReadonlyArray<string>, ReadonlyArray<Seen>]>([
    [
      ['xx', 'kxckikixckikio', 'cockik', 'isdodskikisd', 'ksdloii'],
      ['xxkxc', '', 'xc', '', 'ococ', '', 'sdods', '', 'sdksdloii'].map((s) => (s === '' ? ['Matched', 'kiki'] : ['Unmatched', s])) // prettier-ignore
    ],
    [
      ['xx', 'kxckikixcki', 'k', 'kicockik', 'isdkikodskikisd', 'ksdlokiikik', 'i'],
      ['xxkxc', '', 'xckikkicoc', '', 'sdkikods', '', 'sdksdlokii', ''].map((s) => (s === '' ? ['Matched', 'kiki'] : ['Unmatched', s])) // prettier-ignore
    ]
  ])('%j', async (text, expected) => {
    expect(joined(await searched(Enumerator.of(...text.map(bytesOf)), 'kiki'))).toEqual(expected)
  })
})

test('occurrences do not overlap', async () => {
  expect(await searched(Enumerator.of(bytesOf('aaaa'), bytesOf('a')), 'aa')).toEqual([
    ['Matched', 'aa'],
    ['Matched', 'aa'],
    ['Unmatched', 'a']
  ])
})

test('what is within one element is a view of it', async () => {
  const bytes = bytesOf('xabcy')
  const { elements } = await Laws.delivered(Enumerator.of(bytes).through(Parsing.search(bytesOf('abc'))))
  expect(elements.map(({ content }) => [content.buffer === bytes.buffer, content.byteOffset])).toEqual([
    [true, 0],
    [true, 1],
    [true, 4]
  ])
})

test('the needle may be changed afterwards, and so may what was found', async () => {
  const needle = Buffer.from('ab')
  const search = Parsing.search(needle)
  needle.fill(0)
  const bytes = Enumerator.defer(() => Enumerator.of('a', 'ba', 'xa', 'b').map(bytesOf))
  const all: Seen[] = []
  const spoiling = Iteratee.foreach((piece: MatchInfo) => {
    all.push(...seen([piece]))
    piece.content.fill(0)
  })
  const expected = [['Matched', 'ab'], ['Unmatched', 'a'], ['Unmatched', 'x'], ['Matched', 'ab']] // prettier-ignore
  for (let i = 0; i < 2; i++) await bytes.through(search).run(spoiling)()
  expect(all).toEqual([...expected, ...expected])
})

test('isMatched tells pieces apart', async () => {
  const bytes = Enumerator.of(bytesOf('abxab')).through(Parsing.search(bytesOf('ab')))
  const { elements } = await Laws.delivered(bytes.through(Enumeratee.filter(Parsing.isMatched)))
  expect(seen(elements)).toEqual([['Matched', 'ab'], ['Matched', 'ab']]) // prettier-ignore
})

test('an empty needle is refused', () => {
  expect(() => Parsing.search(new Uint8Array(0))).toThrow(
    new RangeError('Parsing.search: expected a needle of one byte or more, got an empty one')
  )
})

test('what is not taken of an element is not given back', async () => {
  const one = Parsing.search(bytesOf('b')).transform(Iteratee.takeUpTo<MatchInfo>(1).map(seen))
  const result = await Laws.running(Enumerator.of('abab', 'c').map(bytesOf), Laws.withRest(one))
  expect(result).toEqual(E.right([[['Unmatched', 'a']], [bytesOf('c')]]))
})
