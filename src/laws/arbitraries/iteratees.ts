/** Iteratees with a model, of all kinds, combined. */
import * as fc from 'fast-check'
import { atEof, early, type Ending, failed } from './ending.js'
import { enumeratees, type ModelledEnumeratee } from './enumeratees.js'
import { type Functions, functionsOf } from './functions.js'
import { leaves, modelled, type ModelledIteratee } from './leaves.js'

const mapped = <E>({ iteratee, model, toString }: ModelledIteratee<E>): ModelledIteratee<E> =>
  modelled(
    `${toString()}.map`,
    iteratee.map((value) => ({ value })),
    (fed) => {
      const ending = model(fed)
      return ending._tag === 'Done' ? { ...ending, value: { value: ending.value } } : ending
    }
  )

/** One, then the other; both results. */
const andThen = <E>(a: ModelledIteratee<E>, b: ModelledIteratee<E>): ModelledIteratee<E> =>
  modelled(
    `(${a.toString()} then ${b.toString()})`,
    a.iteratee.flatMap((x) => b.iteratee.map((y) => [x, y])),
    (fed) => {
      const first = a.model(fed)
      if (first._tag === 'Failed') return first
      const second = b.model(first.rest)
      const isEarly = first.early && second.early
      return second._tag === 'Failed'
        ? { ...second, early: isEarly }
        : { ...second, early: isEarly, value: [first.value, second.value] }
    }
  )

/** An enumeratee in front: it takes no more than the iteratee needs. */
const behind = <E>(front: ModelledEnumeratee<E>, inner: ModelledIteratee<E>): ModelledIteratee<E> =>
  modelled(`(${front.toString()} ▸ ${inner.toString()})`, front.enumeratee.transform(inner.iteratee), (fed) => {
    const { push, stopped, left } = front.machine()
    const handed: E[] = []
    const isDone = (): boolean => inner.model(handed).early
    const end = (rest: ReadonlyArray<E>, isEarly: boolean): Ending<E> => {
      const ending = inner.model(handed)
      if (ending._tag === 'Failed') return { ...ending, early: isEarly }
      return isEarly ? early(ending.value, rest) : atEof(ending.value)
    }
    if (isDone() || stopped()) return end(fed, true)
    for (const [i, e] of fed.entries()) {
      try {
        for (const made of push(e)) {
          handed.push(made)
          if (isDone()) return end(fed.slice(i + 1), true)
        }
      } catch (thrown) {
        return failed((thrown as Error).message)
      }
      if (stopped()) return end([...left(), ...fed.slice(i + 1)], true)
    }
    return end([], false)
  })

/**
 * Iteratees of all kinds, by themselves, in `map`, `flatMap` and behind enumeratees. Some wait for microtasks, some fail.
 *
 * @category arbitraries
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * const iteratees = Laws.iteratees(Laws.arithmetic)
 * await fc.assert(
 *   fc.asyncProperty(iteratees, fc.array(fc.nat(9)), Laws.cuttings, async ({ iteratee, model }, fed, cutting) => {
 *     const seen = await Laws.running(cutting.produce(fed), Laws.withRest(iteratee))
 *     assert.deepStrictEqual(seen, Laws.restIn(model(fed)))
 *   })
 * )
 */
export const iteratees = <E>(functions: Functions<E> = functionsOf()): fc.Arbitrary<ModelledIteratee<E>> =>
  fc.letrec<{ iteratee: ModelledIteratee<E> }>((tie) => ({
    iteratee: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 3, arbitrary: leaves(functions) },
      { weight: 1, arbitrary: tie('iteratee').map(mapped) },
      { weight: 2, arbitrary: fc.tuple(tie('iteratee'), tie('iteratee')).map(([a, b]) => andThen(a, b)) },
      { weight: 2, arbitrary: fc.tuple(enumeratees(functions), tie('iteratee')).map(([f, it]) => behind(f, it)) }
    )
  })).iteratee
