/** Enumeratees that act at the end, or on a failure; and those that are not known yet. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { IO } from 'fp-ts/lib/IO.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Input } from '../Input.js'
import { answer, begun, partsOf, requireFunction, requireLazy, requireTask, result } from '../kernel/given.js'
import { Attempt } from '../kernel/stage/attempt.js'
import { Flattened } from '../kernel/stage/flattened.js'
import { OnDone, OnEOF } from '../kernel/stage/notices.js'
import { Recover } from '../kernel/stage/recover.js'
import { Enumeratee } from './model.js'

/**
 * Does something when the iteratee behind it has its result, whether it needs no more or the input is over; not when it
 * fails, nor for one that has its result from the beginning. A run does it right before it answers.
 *
 * @category effects
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const log: string[] = []
 * const told = Enumeratee.onIterateeDone<number>(() => { log.push('done') })
 * await Enumerator.of(1, 2, 3).through(told).run(Iteratee.head())()
 * assert.deepStrictEqual(log, ['done'])
 */
export const onIterateeDone = <A>(io: IO<void>): Enumeratee<A, A> =>
  Enumeratee.of(new OnDone<A>(requireLazy('Enumeratee.onIterateeDone', io)))

/**
 * Does something when the input is over; not when the iteratee needs no more before that.
 *
 * @category effects
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const log: string[] = []
 * const told = Enumeratee.onEOF<number>(() => { log.push('over') })
 * await Enumerator.of(1, 2).through(told).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(log, ['over'])
 */
export const onEOF = <A>(io: IO<void>): Enumeratee<A, A> =>
  Enumeratee.of(new OnEOF<A>(requireLazy('Enumeratee.onEOF', io)))

/**
 * Goes on with the next element where something that follows throws on one, or a task of it is rejected; acts on each
 * such failure. What was handed on before the failure is not taken back.
 *
 * An iteratee that is in the error state, as `Iteratee.error` makes it, has ended: nothing is recovered then. Nor is a
 * failure of what an element has left behind: of a task of `parMapM`, or behind one that hands on by the clock.
 *
 * @category effects
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const failed: Input<number>[] = []
 * const recovering = Enumeratee.recover((_, input: Input<number>) => () => { failed.push(input) })
 * const inverse = (n: number) => { if (n === 0) throw new Error('zero'); return 8 / n }
 * const result = await Enumerator.of(0, 2, 4).through(recovering).map(inverse).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [4, 2] })
 * assert.deepStrictEqual(failed, [Input.el(0)])
 */
export const recover = <A>(
  f: (error: Error, input: Input<A>) => IO<void> = () => () => undefined
): Enumeratee<A, A> => {
  const name = 'Enumeratee.recover'
  requireFunction(name, f)
  return Enumeratee.of(
    new Recover<A>((error, input) => {
      requireLazy(name, f(error, input), answer)()
    })
  )
}

/**
 * Elements on the right. A failure of what comes before, the source or another enumeratee, is an element on the left,
 * and the last; the run does not fail.
 *
 * @category effects
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const error = new Error('cut')
 * const numbers = Enumerator.of(1).andThen(Enumerator.fail(error))
 * const result = await numbers.through(Enumeratee.attempt()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [E.right(1), E.left(error)] })
 */
export const attempt = <A>(): Enumeratee<A, Either<Error, A>> => Enumeratee.of(new Attempt<A>())

/**
 * The enumeratee that a task answers. The task runs when the enumeratee is needed, before any element is asked for.
 *
 * A task that is rejected ends the run as its failure.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const later = Enumeratee.flatten(async () => Enumeratee.map((n: number) => n * 2))
 * const result = await Enumerator.of(1, 2).through(later).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 4] })
 */
export const flatten = <A, B>(task: Task<Enumeratee<A, B>>): Enumeratee<A, B> => {
  const name = 'Enumeratee.flatten'
  requireTask(name, task)
  return Enumeratee.of(
    new Flattened<A, B>(() => begun(name, task).then((enumeratee) => partsOf(name, enumeratee, result)))
  )
}
