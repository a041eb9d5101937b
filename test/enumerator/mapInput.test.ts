/** `mapInput`: every input as it comes, the `Empty` too, becomes another. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { cuttings } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import { elements } from '../support/numbers'

const all = Iteratee.getChunks<number>()
const el = Input.el
const upTo = (bad: number) => (input: Input<number>) => (input._tag === 'El' && input.value === bad ? Input.eof : input)

const inputs = (...some: ReadonlyArray<Input<number>>): Enumerator<number> =>
  some.reduce<Enumerator<number>>((before, input) => before.andThen(Enumerator.enumInput(input)), Enumerator.empty)

const ways: ReadonlyArray<
  readonly [string, (e: Enumerator<number>, f: (i: Input<number>) => Input<number>) => Enumerator<number>]
> = [
  ['mapInput', (e, f) => e.mapInput(f)],
  ['through Enumeratee.mapInput', (e, f) => e.through(Enumeratee.mapInput(f))],
  ['through Enumeratee.mapInputM', (e, f) => e.through(Enumeratee.mapInputM((input) => async () => f(input)))]
]

describe.each(ways)('%s', (_, mapInput) => {
  test('of Input.map is map', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
        const doubled = mapInput(
          cutting.produce(fed),
          Input.map((n) => n * 2)
        )
        expect(await doubled.run(all)()).toEqual(E.right(fed.map((n) => n * 2)))
      })
    )
  })

  test('ends the input where it answers EOF, and asks for no more', async () => {
    await fc.assert(
      fc.asyncProperty(elements, cuttings, async (fed, cutting) => {
        const i = fed.indexOf(2)
        const source = mapInput(cutting.produce(fed), upTo(2)).andThen(Enumerator.of(77))
        expect(await source.run(all)()).toEqual(E.right(i < 0 ? [...fed, 77] : fed.slice(0, i)))
      })
    )
    const asked: number[] = []
    const source = Enumerator.range(1, 50).mapM((n) => async () => (asked.push(n), n))
    expect(await mapInput(source, upTo(3)).run(all)()).toEqual(E.right([1, 2]))
    expect(asked).toEqual([1, 2, 3])
  })

  test('leaves out what becomes Empty', async () => {
    const odd = mapInput(Enumerator.of(1, 2, 3), (i) => (i._tag === 'El' && i.value === 2 ? Input.empty : i))
    expect(await odd.run(all)()).toEqual(E.right([1, 3]))
  })

  test('is given each Empty and each element, once, and not the EOF', async () => {
    const given: Input<number>[] = []
    const f = (input: Input<number>) => (given.push(input), input)
    await mapInput(inputs(Input.empty, el(1), Input.empty, Input.eof, el(2)), f).run(all)()
    expect(given).toEqual([Input.empty, el(1), Input.empty])
  })

  test('may make an element of an Empty', async () => {
    const f = (input: Input<number>) => (input._tag === 'Empty' ? el(0) : input)
    expect(await mapInput(inputs(el(1), Input.empty, el(2)), f).run(all)()).toEqual(E.right([1, 0, 2]))
  })

  test('fails with what its function throws, after what came before', async () => {
    const failure = new Error('on purpose')
    const seen: number[] = []
    const raising = mapInput(Enumerator.of(1, 2, 3), (input) => {
      if (input._tag === 'El' && input.value === 3) throw failure
      return input
    })
    const result = await raising.run(Iteratee.foreach((n) => seen.push(n)))()
    expect(E.isLeft(result) && result.left).toBe(failure)
    expect(seen).toEqual([1, 2])
  })
})
