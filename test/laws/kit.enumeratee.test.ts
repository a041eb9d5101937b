/** The kit's check of enumeratees: lawful ones pass, and what can be violated is seen to be. */
import * as fc from 'fast-check'
import { Enumeratee, type Enumerator } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'

const few = { numRuns: 30, seed: 1 }
const words = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 3 })

describe('lawful enumeratees pass', () => {
  test.each<readonly [string, Enumeratee<string, unknown>]>([
    ['passAlong', Enumeratee.passAlong()],
    ['map', Enumeratee.map((s: string) => s.length)],
    ['mapM', Enumeratee.mapM((s: string) => Laws.late(s.length, 2))],
    ['filter', Enumeratee.filter((s: string) => s.length > 1)],
    ['take', Enumeratee.take(3)],
    ['take(0)', Enumeratee.take(0)],
    ['takeWhile', Enumeratee.takeWhile((s: string) => s.length < 3)],
    ['drop', Enumeratee.drop(2)],
    ['scanLeft', Enumeratee.scanLeft('', (all: string, s: string) => all + s)],
    ['mapConcat', Enumeratee.mapConcat((s: string) => s.split('-'))]
  ])('%s', (_, f) => Laws.enumeratee(f, words, few))

  test('all that are generated', () =>
    fc.assert(
      fc.asyncProperty(Laws.enumeratees(Laws.arithmetic), ({ enumeratee, machine }) =>
        Laws.enumeratee(enumeratee, fc.integer({ min: -3, max: 9 }), {
          numRuns: 5,
          expected: function* (fed) {
            const { elements, failure } = Laws.throughMachine(machine(), fed)
            yield* elements
            if (failure !== undefined) throw new Error(failure)
          }
        })
      ),
      { numRuns: 20 }
    ))

  test('of elements of any kind', () =>
    fc.assert(
      fc.asyncProperty(
        Laws.enumeratees(Laws.functionsOf(fc.string())),
        fc.array(fc.string()),
        Laws.synchronousCuttings,
        async ({ enumeratee, machine }, fed, cutting) => {
          const expected = Laws.throughMachine(machine(), fed)
          expect(await Laws.delivered(cutting.produce(fed).through(enumeratee))).toEqual(expected)
        }
      ),
      { numRuns: 300 }
    ))
})

/** Only functions that are none make an enumeratee unlawful: the constructors do not let one cut or count the `Empty`s. */
describe('what is unlawful is found', () => {
  const violation = async <To>(f: Enumeratee<string, To>, law: string, more = {}): Promise<void> => {
    await expect(Laws.enumeratee(f, words, { ...few, ...more })).rejects.toThrow(`\n${law}: `)
    await expect(Laws.enumeratee(f, words, { ...few, ...more, law })).rejects.toThrow(`\n${law}: `)
  }
  const numbered = () => {
    let n = 0
    return Enumeratee.map((s: string) => `${n++} ${s}`)
  }

  test.each([
    'each run gives the same',
    'Empty is neutral',
    'how the input is cut changes neither what is handed on nor what is left over',
    'fed by hand it does what it does in a run',
    'passAlong is neutral on both sides of compose',
    'e.through(f).run(it) = e.run(f.transform(it))',
    'e.through(f).through(g) = e.through(f.compose(g))',
    'f.compose(g).transform(it) = f.transform(g.transform(it))',
    'it ends when the iteratee does, and asks for no more'
  ])('state that runs share: %s', (law) => violation(numbered(), law))

  test('state that each run sets back', async () => {
    let n = 0
    const restarting = Enumeratee.scanLeft(0, (k: number, _: string) => {
      if (k === 0) n = 0
      return ++n
    })
    await violation(restarting, 'two runs at the same time do not meet')
  })

  test('something else is handed on, or thrown, than what is expected', async () => {
    const law = 'what is handed on is what is expected'
    const failing = Enumeratee.map((_: string) => {
      throw new Error('no')
    })
    await violation(Enumeratee.drop<string>(1), law, { expected: (fed: ReadonlyArray<string>) => fed })
    await violation(failing, law, { expected: () => [] })
  })
})

describe('scheduled', () => {
  test('explores the orders in which elements arrive', async () => {
    const orders = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const both = Laws.scheduled(s, 'a')
          .produce(['a', 'b'])
          .interleave(Laws.scheduled(s, 'b').produce(['x', 'y']))
        orders.add((await s.waitFor(Laws.delivered(both))).elements.join(''))
      })
    )
    expect([...orders].sort()).toEqual(['abxy', 'axby', 'axyb', 'xaby', 'xayb', 'xyab'])
  })

  test('delivers its elements, each time it is run', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.nat()), async (s, elements) => {
        const e: Enumerator<number> = Laws.scheduled(s).produce(elements)
        for (let i = 0; i < 2; i++) expect((await s.waitFor(Laws.delivered(e))).elements).toEqual(elements)
      })
    ))
})
