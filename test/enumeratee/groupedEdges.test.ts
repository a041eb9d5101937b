/** What `Enumeratee.grouped` does at its edges: folders that fail or take nothing, and the end of the input. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee, IterateeError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'

const sum = Iteratee.fold(0, (s: number, n: number) => s + n)

const untilAtLeast = (limit: number): Iteratee<number, number> =>
  Iteratee.fold2(0, (s: number, n: number) => async () => [s + n, s + n >= limit])

describe('a folder that takes nothing', () => {
  test.each<readonly [string, Iteratee<number, unknown>]>([
    ['done', Iteratee.done(1)],
    ['takeUpTo(0)', Iteratee.takeUpTo<number>(0)],
    ['isEmpty, which looks at the element', Iteratee.isEmpty<number>()],
    ['flatten of done', Iteratee.flatten(async () => Iteratee.done(1))],
    ['takeWhile that refuses the first', Enumeratee.breakE<number>(() => true).transform(Iteratee.getChunks<number>())]
  ])('is a failure that says what to do (%s)', async (_, folder) => {
    const result = await Enumerator.of(1, 2).through(Enumeratee.grouped(folder)).run(Iteratee.getChunks())()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(IterateeError)
    expect(E.isLeft(result) && result.left.message).toMatch(/grouped.*without taking an element.*at least one/)
  })

  test('fails after the groups before it were handed on', async () => {
    const small = Enumeratee.takeWhile((n: number) => n < 3).transform(Iteratee.getChunks<number>())
    const { elements, failure } = await Laws.delivered(Enumerator.of(1, 2, 3, 4).through(Enumeratee.grouped(small)))
    expect(elements).toEqual([[1, 2]])
    expect(failure).toMatch(/without taking/)
  })

  test('does no harm where there is nothing to take', async () => {
    const grouped = Enumerator.empty.through(Enumeratee.grouped(Iteratee.done(1)))
    expect(await Laws.delivered(grouped)).toEqual({ elements: [], failure: undefined })
  })
})

describe('a folder that fails', () => {
  const error = new Error('no')

  test.each<readonly [string, Iteratee<number, unknown>]>([
    [
      'throws',
      Iteratee.fold2(0, () => {
        throw error
      })
    ],
    ['is rejected', Iteratee.fold2(0, () => async () => Promise.reject(error))],
    ['is in the error state', Iteratee.error(error)],
    ['comes to the error state', Iteratee.head<number>().flatMap(() => Iteratee.error(error))],
    [
      'throws what it throws at the end of a group',
      Iteratee.takeUpTo<number>(1).map(() => {
        throw error
      })
    ]
  ])('fails the run with that very error, where it %s', async (_, folder) => {
    const through = await Enumerator.of(1).through(Enumeratee.grouped(folder)).run(Iteratee.getChunks())()
    expect(E.isLeft(through) && through.left).toBe(error)
    const transformed = await Enumerator.of(1).run(Enumeratee.grouped(folder).transform(Iteratee.getChunks()))()
    expect(E.isLeft(transformed) && transformed.left).toBe(error)
  })

  test('fails after the groups before it were handed on', async () => {
    const upTo5 = Iteratee.fold2(0, (s: number, n: number) => async () => {
      if (n > 5) throw error
      return [s + n, s + n >= 3]
    })
    const grouped = Enumerator.of(1, 2, 3, 1, 6).through(Enumeratee.grouped(upTo5))
    expect(await Laws.delivered(grouped)).toEqual({ elements: [3, 3], failure: 'no' })
  })

  test('only at the end fails the run there', async () => {
    const failing: Iteratee<number, number> = Iteratee.cont((input) =>
      input._tag === 'EOF' ? Iteratee.error(error) : failing
    )
    const result = await Enumerator.of(1).through(Enumeratee.grouped(failing)).run(Iteratee.getChunks())()
    expect(E.isLeft(result) && result.left).toBe(error)
  })

  test('never ends fails the run as one that diverges', async () => {
    const endless: Iteratee<number, number> = Iteratee.cont(() => endless)
    const grouped = Enumerator.of(1).through(Enumeratee.grouped(endless))
    expect(await Laws.delivered(grouped)).toEqual({ elements: [], failure: 'diverging iteratee after Input.EOF' })
  })

  test('makes no group of elements that it failed on, where that is recovered from', async () => {
    const not3 = Iteratee.fold(0, (s: number, n: number) => {
      if (n === 3) throw error
      return s + n
    })
    const grouped = (e: Enumerator<number>) => e.through(Enumeratee.recover()).through(Enumeratee.grouped(not3))
    expect(await Laws.delivered(grouped(Enumerator.of(3)))).toEqual({ elements: [], failure: undefined })
    expect(await Laws.delivered(grouped(Enumerator.of(3, 1, 3, 2)))).toEqual({ elements: [3], failure: undefined })
  })

  test('may recover by itself', async () => {
    const recovering = Iteratee.takeUpTo<number>(2)
      .map(() => {
        throw error
      })
      .recover(() => ({ _tag: 'Some', value: 'recovered' }))
    const grouped = Enumerator.of(1, 2, 3).through(Enumeratee.grouped(recovering))
    expect(await Laws.delivered(grouped)).toEqual({ elements: ['recovered', 'recovered'], failure: undefined })
  })
})

describe('at the end', () => {
  const inTwos = Enumeratee.grouped(Iteratee.takeUpTo<number>(2))

  test.each<readonly [string, Enumerator<number>, ReadonlyArray<ReadonlyArray<number>>]>([
    ['of no input', Enumerator.empty, []],
    ['of Empty only', Enumerator.enumInput<number>(Input.empty), []],
    ['of EOF only', Enumerator.eof, []],
    ['right after a group', Enumerator.of(1, 2), [[1, 2]]],
    ['after a group and Empty', Enumerator.of(1, 2).andThen(Enumerator.enumInput<number>(Input.empty)), [[1, 2]]],
    ['within a group', Enumerator.of(1, 2, 3), [[1, 2], [3]]],
    ['within the first', Enumerator.of(1), [[1]]],
    ['by EOF within a group', Enumerator.of(1).andThen(Enumerator.eof), [[1]]]
  ])('%s', async (_, source, expected) => {
    expect(await Laws.delivered(source.through(inTwos))).toEqual({ elements: expected, failure: undefined })
    expect(await Laws.running(source, inTwos.transform(Iteratee.getChunks()))).toEqual(E.right(expected))
  })

  test('a folder that wants all makes one group, and none of nothing', async () => {
    const all = Enumeratee.grouped(sum)
    expect(await Laws.delivered(Enumerator.of(1, 2, 3).through(all))).toEqual({ elements: [6], failure: undefined })
    expect(await Laws.delivered(Enumerator.empty.through(all))).toEqual({ elements: [], failure: undefined })
  })

  test('what follows in andThen is not grouped with what came before', async () => {
    const e = Enumerator.of(1, 2, 3).through(inTwos).andThen(Enumerator.of(4).through(inTwos))
    expect(await Laws.delivered(e)).toEqual({ elements: [[1, 2], [3], [4]], failure: undefined })
  })

  test('the last group is handed on once, where what follows waits', async () => {
    const waiting = Iteratee.foldM(0, (s: number, group: ReadonlyArray<number>) => Laws.late(s + group.length, 3))
    expect(await Laws.running(Enumerator.of(1, 2, 3).through(inTwos), waiting)).toEqual(E.right(3))
  })
})

describe('early end', () => {
  test('what follows takes a group and no more: nothing beyond it is asked for', async () => {
    const asked: number[] = []
    const source = Enumerator.unfold(1, (n) => {
      asked.push(n)
      return { _tag: 'Some', value: [n + 1, n] as const }
    })
    const first = await source.through(Enumeratee.grouped(untilAtLeast(5))).run(Iteratee.head())()
    expect(first).toEqual(E.right({ _tag: 'Some', value: 6 }))
    expect(asked).toEqual([1, 2, 3])
  })

  test('what follows takes nothing: the folder is fed nothing', async () => {
    const fed = jest.fn((s: number, n: number) => s + n)
    const grouped = Enumeratee.grouped(Iteratee.fold(0, fed))
    expect(await Laws.running(Enumerator.of(1, 2).through(grouped), Iteratee.done('enough'))).toEqual(E.right('enough'))
    expect(await Laws.running(Enumerator.of(1, 2), grouped.transform(Iteratee.done('enough')))).toEqual(
      E.right('enough')
    )
    expect(fed).not.toHaveBeenCalled()
  })

  test('a group that is under way is not handed on to one that has ended', async () => {
    const it = Enumeratee.grouped(Iteratee.takeUpTo<number>(2)).transform(Iteratee.takeUpTo(1))
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, async (cutting) => {
        expect(await Laws.running(cutting.produce([1, 2, 3]), Laws.withRest(it))).toEqual(E.right([[[1, 2]], [3]]))
      })
    )
  })
})

test("Play's example: groups end at a word", async () => {
  const upToConcat = Enumeratee.mapInput((input: Input<string>) =>
    input._tag === 'El' && input.value === 'Concat' ? Input.eof : input
  ).transform(Iteratee.fold('', (s: string, e: string) => s + e))
  const words = Enumerator.of('He', 'll', 'o', 'Concat', 'Wo', 'r', 'ld', 'Concat', '!')
  expect(await Laws.delivered(words.through(Enumeratee.grouped(upToConcat)))).toEqual({
    elements: ['Hello', 'World', '!'],
    failure: undefined
  })
})
