/** Iteratees in a known state, such as are written by hand, and such as are not known yet. */
import type { Task } from 'fp-ts/lib/Task.js'
import { IterateeError } from '../Errors.js'
import * as In from '../Input.js'
import type { Empty, EOF, Input } from '../Input.js'
import { answer, begun, consumerOf, inputOf, requireFunction, requireTask, result } from '../kernel/given.js'
import { Continue, Finished, finished, Later } from '../kernel/consumer/interpret.js'
import { Iteratee } from './model.js'

/**
 * An iteratee that has its result. `remaining` is what it leaves to the next one.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Iteratee.done(1).run(), { _tag: 'Right', right: 1 })
 */
export function done<A>(value: A, remaining?: Empty | EOF): Iteratee<unknown, A>
export function done<E, A>(value: A, remaining: Input<E>): Iteratee<E, A>
export function done<A>(value: A, remaining: Input<unknown> = In.empty): Iteratee<unknown, A> {
  return Iteratee.from(finished(value, inputOf('Iteratee.done', remaining, 'remaining')))
}

/**
 * An iteratee written by hand: `k` takes one input, and answers the next iteratee.
 *
 * `k` sees every `Empty` as well; to be lawful it answers an iteratee that does the same as before. What `k` throws is
 * the iteratee's failure.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const length = (n: number): Iteratee<string, number> =>
 *   Iteratee.cont(
 *     Input.match({
 *       el: (s: string) => length(n + s.length),
 *       empty: () => length(n),
 *       eof: () => Iteratee.done(n, Input.eof)
 *     })
 *   )
 * assert.deepStrictEqual(await Enumerator.of('ab', 'c').run(length(0))(), { _tag: 'Right', right: 3 })
 */
export const cont = <E, A>(k: (input: Input<E>) => Iteratee<E, A>): Iteratee<E, A> => {
  requireFunction('Iteratee.cont', k)
  return Iteratee.from(new Continue((input) => consumerOf('Iteratee.cont', k(input), answer)))
}

/**
 * An iteratee that has failed: with this very error, or with an `IterateeError` of this message.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Iteratee, IterateeError } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Iteratee.error('no').run(), { _tag: 'Left', left: new IterateeError('no') })
 */
export function error(errorOrMessage: Error | string, remaining?: Empty | EOF): Iteratee<unknown, never>
export function error<E>(errorOrMessage: Error | string, remaining: Input<E>): Iteratee<E, never>
export function error(errorOrMessage: Error | string, remaining: Input<unknown> = In.empty): Iteratee<unknown, never> {
  inputOf('Iteratee.error', remaining, 'remaining')
  const failure = typeof errorOrMessage === 'string' ? new IterateeError(errorOrMessage, remaining) : errorOrMessage
  return Iteratee.from(new Finished({ _tag: 'Error', error: failure, remaining }))
}

/**
 * The iteratee that a task answers. The task runs when the iteratee is first fed, or asked for its state.
 *
 * A task that is rejected is the iteratee's failure.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const all = Iteratee.flatten(async () => Iteratee.getChunks<number>())
 * assert.deepStrictEqual(await Enumerator.of(1, 2).run(all)(), { _tag: 'Right', right: [1, 2] })
 */
export const flatten = <E, A>(task: Task<Iteratee<E, A>>): Iteratee<E, A> => {
  requireTask('Iteratee.flatten', task)
  return Iteratee.from(
    new Later(() => begun('Iteratee.flatten', task).then((it) => consumerOf('Iteratee.flatten', it, result)))
  )
}
