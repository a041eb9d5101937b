/** What each enumeratee makes of a few elements, seen from both sides: the behaviours that Play specifies. */
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as S from 'fp-ts/lib/string.js'

const bothSides = async <A, B>(fed: ReadonlyArray<A>, f: Enumeratee<A, B>, expected: ReadonlyArray<B>) => {
  const e = Enumerator.of(...fed)
  expect(await Laws.delivered(e.through(f))).toEqual({ elements: expected, failure: undefined })
  expect(await Laws.running(e, f.transform(Iteratee.getChunks()))).toEqual(E.right(expected))
}

const double = (n: number): number => n * 2

test.each<readonly [string, ReadonlyArray<number>, Enumeratee<number, number>, ReadonlyArray<number>]>([
  ['map', [1, 2], Enumeratee.map(double), [2, 4]],
  ['mapM', [1, 2], Enumeratee.mapM((n) => async () => n * 2), [2, 4]],
  ['mapInput', [1, 2], Enumeratee.mapInput(Input.map(double)), [2, 4]],
  ['mapInputM', [1, 2], Enumeratee.mapInputM((input) => async () => Input.map(double)(input)), [2, 4]],
  ['mapConcat', [1, 2], Enumeratee.mapConcat((n) => [n, n]), [1, 1, 2, 2]],
  ['mapConcatInput', [1, 2], Enumeratee.mapConcatInput((n) => [Input.el(n), Input.empty, Input.el(n)]), [1, 1, 2, 2]],
  ['mapFlatten', [1, 2], Enumeratee.mapFlatten((n) => Enumerator.of(n, n)), [1, 1, 2, 2]],
  [
    'mapInputFlatten',
    [1, 2],
    Enumeratee.mapInputFlatten((input) => (input._tag === 'El' ? Enumerator.of(input.value * 2) : Enumerator.empty)),
    [2, 4]
  ],
  ['take', [1, 2, 3, 4], Enumeratee.take(3), [1, 2, 3]],
  ['drop', [1, 2, 3, 4], Enumeratee.drop(3), [4]],
  ['takeWhile', [1, 2, 3, 2, 1], Enumeratee.takeWhile((n) => n <= 2), [1, 2]],
  ['dropWhile', [1, 2, 3, 2, 1], Enumeratee.dropWhile((n) => n <= 2), [3, 2, 1]],
  ['breakE', [1, 2, 3, 2, 1], Enumeratee.breakE((n) => n > 2), [1, 2]],
  ['scanLeft', [1, 2, 3, 4], Enumeratee.scanLeft(0, (s, n) => s + n), [1, 3, 6, 10]],
  ['passAlong', [1, 2], Enumeratee.passAlong(), [1, 2]],
  ['flatten', [1, 2], Enumeratee.flatten(async () => Enumeratee.map(double)), [2, 4]],
  ['heading', [1, 2], Enumeratee.heading(Enumerator.of(0)), [0, 1, 2]],
  ['trailing', [1, 2], Enumeratee.trailing(Enumerator.of(3)), [1, 2, 3]],
  ['heading of nothing', [1, 2], Enumeratee.heading<number>(Enumerator.empty), [1, 2]],
  ['dedupe', [1, 1, 2, 1], Enumeratee.dedupe({ equals: (x, y) => x === y }), [1, 2, 1]],
  ['intersperse', [1, 2, 3], Enumeratee.intersperse(0), [1, 0, 2, 0, 3]],
  ['intersperse, of one', [1], Enumeratee.intersperse(0), [1]],
  ['onEOF', [1, 2, 3], Enumeratee.onEOF(() => undefined), [1, 2, 3]],
  ['onIterateeDone', [1, 2, 3], Enumeratee.onIterateeDone(() => undefined), [1, 2, 3]]
])('%s', (_, fed, f, expected) => bothSides(fed, f, expected))

const words = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
const short = new Set(['One', 'Two', 'Six'])

test.each<readonly [string, Enumeratee<string, string>, ReadonlyArray<string>]>([
  ['filter', Enumeratee.filter((s) => s.length < 4), ['One', 'Two', 'Six']],
  ['filterNot', Enumeratee.filterNot((s) => s.length < 4), ['Three', 'Four', 'Five']],
  ['filterM', Enumeratee.filterM((s) => async () => s.length < 4), ['One', 'Two', 'Six']],
  ['collect', Enumeratee.collect((s) => (short.has(s) ? O.some(s.toUpperCase()) : O.none)), ['ONE', 'TWO', 'SIX']]
])('%s of words', (_, f, expected) => bothSides(words, f, expected))

test('zipWithIndex counts from 0, anew in each run', async () => {
  const f = Enumeratee.zipWithIndex<string>()
  for (const _ of [1, 2]) {
    await bothSides(['a', 'b'], f, [
      ['a', 0],
      ['b', 1]
    ])
  }
})

describe('what is left after', () => {
  const rest = (f: Enumeratee<number, number>) =>
    Laws.running(Enumerator.range(1, 6), Laws.withRest(f.transform(Iteratee.getChunks())))

  test('take is what follows', async () => {
    expect(await rest(Enumeratee.take(3))).toEqual(
      E.right([
        [1, 2, 3],
        [4, 5, 6]
      ])
    )
  })

  test('takeWhile begins with what was refused', async () => {
    expect(await rest(Enumeratee.takeWhile((n) => n !== 4))).toEqual(
      E.right([
        [1, 2, 3],
        [4, 5, 6]
      ])
    )
  })

  test('breakE begins with what was found', async () => {
    expect(await rest(Enumeratee.breakE((n) => n === 4))).toEqual(
      E.right([
        [1, 2, 3],
        [4, 5, 6]
      ])
    )
  })
})

describe('take(0)', () => {
  test.each<readonly [string, (e: Enumerator<number>) => Promise<unknown>]>([
    ['through', (e) => e.through(Enumeratee.take(0)).run(Iteratee.fold(0, (s, n) => s + n))()],
    [
      'transform',
      (e) => e.run(Enumeratee.take<number>(0).transform(Iteratee.fold(0, (s: number, n: number) => s + n)))()
    ],
    [
      'compose',
      (e) =>
        e.through(Enumeratee.map((n: number) => n).compose(Enumeratee.take(0))).run(Iteratee.fold(0, (s, n) => s + n))()
    ]
  ])('asks the source for nothing (%s)', async (_, run) => {
    const asked = jest.fn(async () => O.some(1))
    expect(await run(Enumerator.generateM(asked))).toEqual(E.right(0))
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('an iteratee that has ended before it begins', () => {
  const done = Iteratee.done('at once')
  const failed = Iteratee.error('no')

  test.each<readonly [string, (e: Enumerator<number>) => Enumeratee<number, number>]>([
    ['heading', (e) => Enumeratee.heading(e)],
    ['trailing', (e) => Enumeratee.trailing(e)],
    ['heading and map', (e) => Enumeratee.heading(e).compose(Enumeratee.map((n) => n))],
    ['mapInputFlatten', (e) => Enumeratee.mapInputFlatten(() => e)]
  ])('is handed nothing by %s', async (_, make) => {
    const asked = jest.fn(() => O.none)
    const f = make(Enumerator.of(0).andThen(Enumerator.unfold(0, asked)))
    const source = Enumerator.of(1)
    expect(await Laws.running(source.through(f), done)).toEqual(E.right('at once'))
    expect(await Laws.running(source, Laws.withRest(f.transform(done)))).toEqual(E.right(['at once', [1]]))
    expect(await Laws.running(source.through(f), failed)).toEqual(E.left('no'))
    expect(await Laws.running(source, f.transform(failed))).toEqual(E.left('no'))
    expect(asked).not.toHaveBeenCalled()
  })
})

test('a fold that was transformed joins what it is handed', async () => {
  const all = Enumeratee.drop<string>(1).transform(Iteratee.consume(S.Monoid))
  expect(await Laws.running(Enumerator.of('a', 'b', 'c'), all)).toEqual(E.right('bc'))
})

test.each([-1, 0.5, NaN])('a count of %d is refused at once', (n) => {
  expect(() => Enumeratee.take(n)).toThrow(RangeError)
  expect(() => Enumeratee.drop(n)).toThrow(RangeError)
})
