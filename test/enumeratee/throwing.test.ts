/** Functions that throw: what came before is delivered, and that very error comes out. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

const error = new Error('no')

/** The user's function: throws on 3. */
const on3 = <A>(n: number, a: A): A => {
  if (n === 3) throw error
  return a
}

const onInput = (input: Input<number>): Input<number> => (input._tag === 'El' ? on3(input.value, input) : input)

const failing = Enumerator.fail(error)

const throwing: Readonly<Record<string, Enumeratee<number, number>>> = {
  collect: Enumeratee.collect((n) => on3(n, O.some(n))),
  filterNot: Enumeratee.filterNot((n) => on3(n, false)),
  filterM: Enumeratee.filterM((n) => on3(n, Laws.late(true, 1))),
  'a task of filterM': Enumeratee.filterM((n) => async () => on3(n, true)),
  'dropWhile, while it drops': Enumeratee.dropWhile<number>((n) => on3(n, true)).compose(
    Enumeratee.heading(Enumerator.of(1, 2))
  ),
  breakE: Enumeratee.breakE((n) => on3(n, false)),
  mapInput: Enumeratee.mapInput(onInput),
  mapInputM: Enumeratee.mapInputM((input) => Laws.late(onInput(input), 1)),
  'a task of mapInputM': Enumeratee.mapInputM((input) => async () => onInput(input)),
  mapInputFlatten: Enumeratee.mapInputFlatten((input) =>
    input._tag === 'El' ? Enumerator.of(on3(input.value, input.value)) : Enumerator.empty
  ),
  mapFlatten: Enumeratee.mapFlatten((n) => Enumerator.of(on3(n, n))),
  'an enumerator within mapFlatten': Enumeratee.mapFlatten((n) => (n === 3 ? failing : Enumerator.of(n))),
  mapConcat: Enumeratee.mapConcat((n) => on3(n, [n])),
  mapConcatInput: Enumeratee.mapConcatInput((n) => on3(n, [Input.el(n)])),
  dedupe: Enumeratee.dedupe({ equals: (_, n) => on3(n, false) }),
  'decode, of a codec that throws': Enumeratee.decode(
    new t.Type<number>('T', t.number.is, (n) => t.success(on3(n as number, n as number)), Number)
  ),
  'a folder of grouped': Enumeratee.grouped(Iteratee.takeUpTo<number>(1).map(([n = 0]) => on3(n, n))),
  'promap, before': Enumeratee.promap(
    (n: number) => on3(n, n),
    (n: number) => n
  )(Enumeratee.passAlong()),
  'promap, after': Enumeratee.promap(
    (n: number) => n,
    (n: number) => on3(n, n)
  )(Enumeratee.passAlong()),
  'composeConcat, the second': Enumeratee.passAlong<number>().composeConcat({ concat: (x, y) => x + y })(
    Enumeratee.filter((n) => on3(n, true))
  )
}

describe.each(Object.entries(throwing))('%s', (_, f) => {
  test('delivers what came before, then fails with that very error', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, async (cutting) => {
        const seen: number[] = []
        const see = Iteratee.foreach((n: number) => seen.push(n))
        const through = await cutting.produce([1, 2, 3, 4]).through(f).run(see)()
        expect(E.isLeft(through) && through.left).toBe(error)
        expect(seen.splice(0)).toEqual([1, 2])
        const transformed = await cutting.produce([1, 2, 3, 4]).run(f.transform(see))()
        expect(E.isLeft(transformed) && transformed.left).toBe(error)
        expect(seen).toEqual([1, 2])
      })
    )
  })

  test('is not reached where the iteratee ends with what came before', async () => {
    await fc.assert(
      fc.asyncProperty(Laws.cuttings, async (cutting) => {
        const source = cutting.produce([1, 2, 3, 4])
        expect(await Laws.running(source.through(f), Iteratee.takeUpTo(2))).toEqual(E.right([1, 2]))
        expect(await Laws.running(source, f.transform(Iteratee.takeUpTo(2)))).toEqual(E.right([1, 2]))
      })
    )
  })

  test('leaves the iteratee that is fed by apply in the error state', async () => {
    const it = await Enumerator.of(1, 2, 3, 4).through(f).apply(Iteratee.getChunks<number>())()
    const step = await it.step()
    expect(step._tag === 'Error' && step.error).toBe(error)
    const behind = await Enumerator.of(1, 2, 3, 4).apply(f.transform(Iteratee.getChunks()))()
    const result = await behind.run()
    expect(E.isLeft(result) && result.left).toBe(error)
  })

  test('releases the source once', async () => {
    const released = jest.fn(() => undefined)
    await Enumerator.of(1, 2, 3, 4).onDoneEnumerating(released).through(f).run(Iteratee.getChunks())()
    expect(released).toHaveBeenCalledTimes(1)
  })

  test('may be recovered from by the iteratee that is behind', async () => {
    const recovered = f.transform(Iteratee.getChunks()).recover((e) => O.some(e))
    expect(await Laws.running(Enumerator.of(1, 2, 3), recovered)).toEqual(E.right(error))
  })
})

describe('an enumerator that is given', () => {
  test.each<readonly [string, Enumeratee<number, number>, ReadonlyArray<number>]>([
    ['heading', Enumeratee.heading<number>(Enumerator.of(0).andThen(failing)), [0]],
    ['trailing', Enumeratee.trailing<number>(Enumerator.of(0).andThen(failing)), [1, 2, 0]],
    [
      'mapInputFlatten at the end',
      Enumeratee.mapInputFlatten((input) =>
        input._tag === 'El' ? Enumerator.of(input.value) : input._tag === 'EOF' ? failing : Enumerator.empty
      ),
      [1, 2]
    ]
  ])('and fails is the failure of the run, with that very error (%s)', async (_, f, expected) => {
    const seen: number[] = []
    const see = Iteratee.foreach((n: number) => seen.push(n))
    const through = await Enumerator.of(1, 2).through(f).run(see)()
    expect(E.isLeft(through) && through.left).toBe(error)
    expect(seen.splice(0)).toEqual(expected)
    const transformed = await Enumerator.of(1, 2).run(f.transform(see))()
    expect(E.isLeft(transformed) && transformed.left).toBe(error)
    expect(seen).toEqual(expected)
  })
})

test('something thrown that is no Error is wrapped', async () => {
  const f = Enumeratee.collect(() => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what is tested
    throw 'a word'
  })
  const result = await Enumerator.of(1).through(f).run(Iteratee.ignore())()
  expect(E.isLeft(result) && result.left.cause).toBe('a word')
})
