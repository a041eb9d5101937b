/** The laws of iteratees, checked on one's own. */
import * as fc from 'fast-check'
import { empty, of } from '../enumerator/sequence.js'
import * as In from '../Input.js'
import type { Iteratee } from '../iteratee/model.js'
import { cuttings } from './arbitraries/cuttings.js'
import { inputs } from './arbitraries/inputs.js'
import { scheduled } from './arbitraries/scheduled.js'
import { law, type Law, lawful, type Options } from './checking.js'
import { byHand, els, feedAll, sparse, stateOf, untilDone, ways } from './feeding.js'
import { expectSame, type Observed, running, withRest } from './observing.js'

/**
 * How an iteratee is checked, and what is expected of it beyond the laws.
 *
 * @category checking
 * @since 0.1.0
 */
export interface IterateeOptions<E, A> extends Options {
  /** the result when it is fed these elements and then `EOF`; what this throws is the failure expected, by its message */
  readonly expected?: (fed: ReadonlyArray<E>) => A
  /** what it leaves over of these elements, when that is no failure */
  readonly leaves?: (fed: ReadonlyArray<E>) => ReadonlyArray<E>
}

/** @internal the answer of a model: what it throws is a failure */
export const answerOf = <A>(model: () => A): Observed<A> => {
  try {
    return { _tag: 'Right', right: model() }
  } catch (error) {
    return { _tag: 'Left', left: error instanceof Error ? error.message : String(error) }
  }
}

const values = <E, A>(iteratee: Iteratee<E, A>, fed: fc.Arbitrary<ReadonlyArray<E>>): ReadonlyArray<Law> => [
  law(
    'feeding an iteratee twice gives independent results',
    fc.asyncProperty(ways, fed, fed, fed, fc.array(fc.boolean()), async (way, prefix, left, right, order) => {
      const alone = await Promise.all([left, right].map((last) => running(of(...prefix, ...last), iteratee)))
      const common = await feedAll(way, iteratee, els(prefix))
      const a = { it: common, toCome: [...left] }
      const b = { it: common, toCome: [...right] }
      for (const goesLeft of order) {
        const branch = goesLeft ? a : b
        branch.it = await feedAll(way, branch.it, els(branch.toCome.splice(0, 1)))
      }
      const results: Observed<A>[] = []
      for (const { it, toCome } of [a, b]) results.push(await running(empty, await feedAll(way, it, els(toCome))))
      expectSame(results, alone)
      expectSame(await running(of(...right), common), alone[1])
    })
  ),
  law(
    'two runs at the same time do not meet',
    fc.asyncProperty(fc.scheduler(), fed, fed, async (s, xs, ys) => {
      const alone = [await running(of(...xs), iteratee), await running(of(...ys), iteratee)]
      const a = running(scheduled(s, 'a').produce(xs), iteratee)
      const b = running(scheduled(s, 'b').produce(ys), iteratee)
      expectSame(await s.waitFor(Promise.all([a, b])), alone)
    })
  )
]

const chunking = <E, A>(iteratee: Iteratee<E, A>, fed: fc.Arbitrary<ReadonlyArray<E>>): ReadonlyArray<Law> => {
  const whole = (elements: ReadonlyArray<E>) => running(of(...elements), withRest(iteratee))
  return [
    law(
      'Empty is neutral',
      fc.asyncProperty(ways, fed, fc.array(fc.nat(2)), async (way, elements, empties) => {
        expectSame(
          await byHand(way, iteratee, [...sparse(elements, empties), In.empty]),
          await byHand(way, iteratee, els(elements))
        )
      })
    ),
    law(
      'how the input is cut changes neither the result nor what is left over',
      fc.asyncProperty(fed, cuttings, ways, async (elements, cutting, way) => {
        const expected = await whole(elements)
        expectSame(await running(cutting.produce(elements), withRest(iteratee)), expected)
        expectSame(await byHand(way, iteratee, els(elements)), expected)
      })
    ),
    law(
      'what apply leaves is fed on as if nothing had happened',
      fc.asyncProperty(fed, fed, cuttings, cuttings, async (xs, ys, a, b) => {
        const reached = await a.produce(xs).apply(iteratee)()
        expectSame(await running(b.produce(ys), reached), await running(of(...xs, ...ys), iteratee))
      })
    )
  ]
}

const ending = <E, A>(
  iteratee: Iteratee<E, A>,
  elements: fc.Arbitrary<E>,
  fed: fc.Arbitrary<ReadonlyArray<E>>
): ReadonlyArray<Law> => [
  law(
    'after EOF an iteratee is done or has failed',
    fc.asyncProperty(ways, fed, async (way, xs) => {
      const { _tag } = await stateOf(await feedAll(way, iteratee, [...els(xs), In.eof]))
      if (_tag === 'Cont') throw new Error('it still wants more')
    })
  ),
  law(
    'one that is done, or has failed, stays as it is',
    fc.asyncProperty(ways, fed, fc.array(inputs(elements), { maxLength: 4 }), async (way, xs, more) => {
      const { it, state } = await untilDone(way, iteratee, [...els(xs), In.eof])
      fc.pre(state._tag !== 'Cont')
      expectSame(await stateOf(await feedAll(way, it, more)), state)
    })
  ),
  law(
    'what is left over is what was fed last, or nothing',
    fc.asyncProperty(ways, fed, async (way, xs) => {
      const inputs = [...els(xs), In.eof]
      const { state, fed: count } = await untilDone(way, iteratee, inputs)
      if (state._tag === 'Cont' || state.remaining._tag === 'Empty') return
      const { _tag } = state.remaining
      const last = inputs.slice(0, count).filter((input) => input._tag === _tag)
      expectSame(state.remaining, last.at(-1) ?? In.empty)
    })
  )
]

const modelled = <E, A>(
  iteratee: Iteratee<E, A>,
  fed: fc.Arbitrary<ReadonlyArray<E>>,
  { expected, leaves }: IterateeOptions<E, A>
): ReadonlyArray<Law> => [
  ...(expected === undefined
    ? []
    : [
        law(
          'the result is the expected one',
          fc.asyncProperty(fed, cuttings, async (xs, cutting) =>
            expectSame(
              await running(cutting.produce(xs), iteratee),
              answerOf(() => expected(xs))
            )
          )
        )
      ]),
  ...(leaves === undefined
    ? []
    : [
        law(
          'what is left over is what is expected',
          fc.asyncProperty(fed, cuttings, async (xs, cutting) => {
            const result = await running(cutting.produce(xs), withRest(iteratee))
            if (result._tag === 'Right') expectSame(result.right[1], leaves(xs))
          })
        )
      ])
]

/**
 * Checks the laws of iteratees on one, fed with such elements; see the module `Iteratee`.
 *
 * That it is a value: fed twice, or run twice at a time, it gives independent results. That `Empty` is neutral and cuts
 * change nothing, neither the result nor what is left over. That after `EOF` it is done or has failed, and then stays as
 * it is. That it leaves nothing over that it was not fed last. And that it does what a model says, where there is one.
 *
 * Rejects with an error that names each law that is violated, and shows the case.
 *
 * @category checking
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const count = Iteratee.fold(0, (n: number, _: string) => n + 1)
 * await Laws.iteratee(count, fc.string(), { expected: (fed) => fed.length })
 *
 * let calls = 0
 * const counting = Iteratee.foreach(() => { calls++ }).map(() => calls)
 * await assert.rejects(Laws.iteratee(counting, fc.string()), /feeding an iteratee twice gives independent results/)
 */
export const iteratee = <E, A>(
  iteratee: Iteratee<E, A>,
  elements: fc.Arbitrary<E>,
  options: IterateeOptions<E, A> = {}
): Promise<void> => {
  const fed = fc.array(elements, { maxLength: 12 })
  const laws = [
    ...values(iteratee, fed),
    ...chunking(iteratee, fed),
    ...ending(iteratee, elements, fed),
    ...modelled(iteratee, fed, options)
  ]
  return lawful('iteratee', laws, options)
}
