/** Enumerators written by hand, as a step that feeds an iteratee and says whether to go on. */
import type { Task } from 'fp-ts/lib/Task.js'
import type { Input } from '../Input.js'
import { begun, consumerOf, requireFunction, result } from '../kernel/given.js'
import { Finished } from '../kernel/consumer/interpret.js'
import { Recorded } from '../kernel/consumer/recorded.js'
import { Continuing } from '../kernel/source/continuing.js'
import { Iteratee } from '../iteratee/model.js'
import { Enumerator } from './model.js'

/**
 * A step of an enumerator without state: feeds the iteratee through `k`, and answers that; or answers what `loop` makes
 * of it, to go on with another step, if the iteratee wants more.
 *
 * @category model
 * @since 0.1.0
 */
export type TreatCont0<E> = <A>(
  loop: (iteratee: Iteratee<E, A>) => Task<Iteratee<E, A>>,
  k: (input: Input<E>) => Iteratee<E, A>
) => Task<Iteratee<E, A>>

/**
 * The same with a state, which `loop` hands to the next step.
 *
 * @category model
 * @since 0.1.0
 */
export type TreatCont1<E, S> = <A>(
  loop: (iteratee: Iteratee<E, A>, state: S) => Task<Iteratee<E, A>>,
  state: S,
  k: (input: Input<E>) => Iteratee<E, A>
) => Task<Iteratee<E, A>>

/**
 * An enumerator written as a step, which is taken again and again as long as it says so and the iteratee wants more.
 *
 * What `loop` answers is to be answered by the step as it is: the iteratee is fed when the step has been taken, so that a
 * loop without end needs no memory. To end without feeding anything, answer `Iteratee.cont(k)`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const ones = Enumerator.checkContinue0<number>((loop, k) => loop(k(Input.el(1))))
 * const result = await ones.through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 1] })
 */
export const checkContinue0 = <E>(inner: TreatCont0<E>): Enumerator<E> =>
  continuing<E, undefined>('Enumerator.checkContinue0', undefined, inner, (loop, _, k) =>
    inner((iteratee) => loop(iteratee, undefined), k)
  )

/**
 * The same with a state.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const countdown = Enumerator.checkContinue1<number, number>(3, (loop, n, k) =>
 *   n === 0 ? async () => Iteratee.cont(k) : loop(k(Input.el(n)), n - 1)
 * )
 * assert.deepStrictEqual(await countdown.run(Iteratee.getChunks())(), { _tag: 'Right', right: [3, 2, 1] })
 */
export const checkContinue1 = <E, S>(s: S, inner: TreatCont1<E, S>): Enumerator<E> =>
  continuing('Enumerator.checkContinue1', s, inner, inner)

const continuing = <E, S>(name: string, s: S, given: unknown, inner: TreatCont1<E, S>): Enumerator<E> => {
  requireFunction(name, given)
  return Enumerator.from(
    new Continuing<S, E>(s, (state) => {
      const blank = new Recorded<E, unknown>([])
      const loop = (iteratee: Iteratee<E, unknown>, next: S): Task<Iteratee<E, unknown>> => {
        const consumer = consumerOf(`${name}: loop`, iteratee)
        if (consumer instanceof Finished) return () => Promise.resolve(iteratee)
        const fed = consumer instanceof Recorded ? (consumer as Recorded<E, unknown>) : blank
        return () => Promise.resolve(Iteratee.from(fed.followedBy(next)))
      }
      const k = (input: Input<E>): Iteratee<E, unknown> => Iteratee.from(blank.fed(input))
      return begun(name, inner(loop, state, k)).then((it) => consumerOf(name, it, result))
    })
  )
}
