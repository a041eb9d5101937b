/** EOF in the middle: it ends what is before it, passes what is behind it, and nothing follows it. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'

type Adapter = Enumeratee<number, number>

/** 0 and then EOF; 99 follows, and is never seen. */
const ended = Enumerator.of(0).andThen(Enumerator.eof).andThen(Enumerator.of(99))

const endAt3 = (input: Input<number>): Input<number> => (input._tag === 'El' && input.value === 3 ? Input.eof : input)

/** What each makes of 1, 2, 3, 4, and what of these it leaves. */
const ending: ReadonlyArray<readonly [string, Adapter, ReadonlyArray<number>, ReadonlyArray<number>]> = [
  ['mapInput', Enumeratee.mapInput(endAt3), [1, 2], [4]],
  ['mapInputM', Enumeratee.mapInputM((input) => Laws.late(endAt3(input), 2)), [1, 2], [4]],
  ['mapFlatten', Enumeratee.mapFlatten((n) => (n === 3 ? ended : Enumerator.of(n))), [1, 2, 0], [4]],
  [
    'mapConcatInput',
    Enumeratee.mapConcatInput((n) => (n === 3 ? [Input.el(0), Input.eof, Input.el(99)] : [Input.el(n)])),
    [1, 2, 0],
    [4]
  ],
  [
    'mapInputFlatten',
    Enumeratee.mapInputFlatten((input) =>
      input._tag === 'El' ? (input.value === 3 ? ended : Enumerator.of(input.value)) : Enumerator.empty
    ),
    [1, 2, 0],
    [4]
  ],
  [
    'mapInputFlatten at the end',
    Enumeratee.mapInputFlatten((input) =>
      input._tag === 'EOF' ? ended : input._tag === 'El' ? Enumerator.of(input.value) : Enumerator.empty
    ),
    [1, 2, 3, 4, 0],
    []
  ],
  ['heading', Enumeratee.heading(ended), [0], [1, 2, 3, 4]],
  ['trailing', Enumeratee.trailing(ended), [1, 2, 3, 4, 0], []]
]

const identities: Readonly<Record<string, Adapter>> = {
  'map(identity)': Enumeratee.map((n) => n),
  passAlong: Enumeratee.passAlong(),
  'mapM(of)': Enumeratee.mapM((n) => Laws.late(n, 1)),
  'filter(true)': Enumeratee.filter(() => true),
  'collect(some)': Enumeratee.collect(O.some),
  'filterM(true)': Enumeratee.filterM(() => Laws.late(true, 1)),
  'take(many)': Enumeratee.take(100),
  'drop(0)': Enumeratee.drop(0),
  'takeWhile(true)': Enumeratee.takeWhile(() => true),
  'dropWhile(false)': Enumeratee.dropWhile(() => false),
  'mapInput(identity)': Enumeratee.mapInput((input) => input),
  'mapFlatten(of)': Enumeratee.mapFlatten((n) => Enumerator.of(n)),
  'mapConcat(of)': Enumeratee.mapConcat((n) => [n]),
  'mapConcatInput(of)': Enumeratee.mapConcatInput((n) => [Input.el(n)]),
  'heading(empty)': Enumeratee.heading<number>(Enumerator.empty),
  'trailing(empty)': Enumeratee.trailing<number>(Enumerator.empty),
  'grouped in ones': Enumeratee.grouped(Iteratee.takeUpTo<number>(1)).compose(Enumeratee.mapConcat((ones) => ones)),
  'dedupe(never)': Enumeratee.dedupe({ equals: () => false }),
  onEOF: Enumeratee.onEOF(() => undefined),
  onIterateeDone: Enumeratee.onIterateeDone(() => undefined)
}

const followers = fc.constantFrom(...Object.entries(identities)).map(([name, follower]) => ({
  follower,
  toString: () => name
}))

const more = Enumerator.of(7, 8)

describe.each(ending)('sent by %s', (_, f, out, left) => {
  test('delivers what came before, and nothing of what follows', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, async (cutting) => {
        const adapted = cutting.produce([1, 2, 3, 4]).through(f)
        expect(await Laws.delivered(adapted)).toEqual({ elements: out, failure: undefined })
        expect(await Laws.delivered(adapted.andThen(more))).toEqual({ elements: out, failure: undefined })
      })
    )
  })

  test('passes through enumeratees that change nothing, also before andThen', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, fc.array(followers, { maxLength: 3 }), async (cutting, behind) => {
        const source = cutting.produce([1, 2, 3, 4])
        const oneByOne = behind.reduce((e, { follower }) => e.through(follower), source.through(f))
        const composed = behind.reduce((all, { follower }) => all.compose(follower), f)
        expect(await Laws.delivered(oneByOne.andThen(more))).toEqual({ elements: out, failure: undefined })
        expect(await Laws.delivered(source.through(composed).andThen(more))).toEqual({
          elements: out,
          failure: undefined
        })
      })
    )
  })

  test('ends the transformed iteratee, and what was not taken goes to the next one', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, followers, async (cutting, { follower }) => {
        const it = Laws.withRest(f.compose(follower).transform(Iteratee.getChunks()))
        expect(await Laws.running(cutting.produce([1, 2, 3, 4]), it)).toEqual(E.right([out, left]))
      })
    )
  })

  test('is seen once by what is behind', async () => {
    let eofs = 0
    const counting = Enumeratee.onEOF<number>(() => {
      eofs++
    })
    await Laws.delivered(Enumerator.of(1, 2, 3, 4).through(f).through(counting).andThen(more))
    await Laws.delivered(Enumerator.of(1, 2, 3, 4).through(f.compose(counting)))
    expect(eofs).toBe(2)
  })

  test('comes behind what an enumeratee has to say at the end', async () => {
    const framed = Enumerator.of(1, 2, 3, 4)
      .through(f)
      .through(Enumeratee.trailing(Enumerator.of(5)))
    expect(await Laws.delivered(framed.andThen(more))).toEqual({ elements: [...out, 5], failure: undefined })
    const summed = Enumerator.of(1, 2, 3, 4)
      .through(f)
      .through(Enumeratee.grouped(Iteratee.fold(0, (s: number, n: number) => s + n)))
    const sum = out.reduce((s, n) => s + n)
    expect(await Laws.delivered(summed.andThen(more))).toEqual({ elements: [sum], failure: undefined })
  })

  test('leaves the inner iteratee done where it was applied on', async () => {
    const inner = await Enumerator.of(1, 2, 3, 4).run(f.applyOn(Iteratee.getChunks()))()
    expect(E.isRight(inner) ? await Laws.running(more, inner.right) : inner).toEqual(E.right(out))
  })
})

test.each(Object.entries(identities))('of the source passes through %s', async (_, identity) => {
  await fc.assert(
    fc.asyncProperty(Laws.cuttings, async (cutting) => {
      const source = cutting.produce([1, 2]).andThen(Enumerator.eof).andThen(more).through(identity)
      expect(await Laws.delivered(source.andThen(more))).toEqual({ elements: [1, 2], failure: undefined })
    })
  )
})

test('of the source is not passed by its end alone', async () => {
  const all = Enumerator.of(1)
    .through(Enumeratee.trailing(Enumerator.of(5)))
    .andThen(more)
  expect(await Laws.delivered(all)).toEqual({ elements: [1, 5, 7, 8], failure: undefined })
})

test('asks the source for nothing more', async () => {
  const asked: number[] = []
  const source = Enumerator.unfold(1, (n) => {
    asked.push(n)
    return O.some([n + 1, n] as const)
  })
  expect(await Laws.delivered(source.through(Enumeratee.mapInput(endAt3)))).toEqual({
    elements: [1, 2],
    failure: undefined
  })
  expect(asked).toEqual([1, 2, 3])
})

test('at the beginning asks the source for nothing', async () => {
  const asked = jest.fn(() => 1)
  const source = Enumerator.repeat(asked)
    .through(Enumeratee.heading(ended))
    .through(Enumeratee.map((n) => n))
  expect(await Laws.delivered(source)).toEqual({ elements: [0], failure: undefined })
  expect(asked).not.toHaveBeenCalled()
})
