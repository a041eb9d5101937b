/** Enumerators of the one element, or none, that another type of fp-ts holds. */
import type { Either, Left, Right } from 'fp-ts/lib/Either.js'
import type { IO } from 'fp-ts/lib/IO.js'
import type { Option, Some } from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { begun, eitherOf, optionOf, requireLazy, requireTask, result } from '../kernel/given.js'
import { Waited } from '../kernel/source/waited.js'
import { Enumerator } from './model.js'
import { defer, empty, fail, of } from './sequence.js'

/**
 * What an action answers, done each time the enumerator is run.
 *
 * @category conversions
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.fromIO(() => 1).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const fromIO = <E>(io: IO<E>): Enumerator<E> => {
  requireLazy('Enumerator.fromIO', io)
  return defer(() => of(io()))
}

/**
 * What a task answers, run each time the enumerator is run. One that is rejected is a failure.
 *
 * @category conversions
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.fromTask(async () => 1).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const fromTask = <E>(task: Task<E>): Enumerator<E> => from('Enumerator.fromTask', task, (element) => of(element))

/**
 * What a task answers on the right; what it answers on the left is a failure.
 *
 * @category conversions
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as TE from 'fp-ts/lib/TaskEither.js'
 *
 * const error = new Error('not found')
 * const result = await Enumerator.fromTaskEither(TE.left(error)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Left', left: error })
 */
export const fromTaskEither = <E>(task: TaskEither<Error, E>): Enumerator<E> =>
  from('Enumerator.fromTaskEither', task, (either) => oneOf('Enumerator.fromTaskEither', either, result))

/**
 * The element that an option holds, or none.
 *
 * @category conversions
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const result = await Enumerator.fromOption(O.some(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const fromOption = <E>(option: Option<E>): Enumerator<E> =>
  optionOf('Enumerator.fromOption', option, '')._tag === 'None' ? empty : of((option as Some<E>).value)

/**
 * What is on the right; an error on the left is a failure.
 *
 * @category conversions
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const result = await Enumerator.fromEither(E.right(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export const fromEither = <E>(either: Either<Error, E>): Enumerator<E> => oneOf('Enumerator.fromEither', either, '')

const oneOf = <E>(name: string, either: Either<Error, E>, place: string): Enumerator<E> =>
  eitherOf(name, either, place)._tag === 'Left' ? fail((either as Left<Error>).left) : of((either as Right<E>).right)

/** The enumerator that a task's result makes. */
const from = <A, E>(name: string, task: Task<A>, made: (a: A) => Enumerator<E>): Enumerator<E> => {
  requireTask(name, task)
  return Enumerator.from(new Waited(() => begun(name, task, '').then((a) => made(a).source)))
}
