/** Enumerators of the one element, or none, that another type of fp-ts holds. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { IO } from 'fp-ts/lib/IO.js'
import type { Option } from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Enumerator } from './model.js'
import { defer, empty, fail, of } from './sequence.js'
import { flatten } from './waiting.js'

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
export const fromIO = <E>(io: IO<E>): Enumerator<E> => defer(() => of(io()))

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
export const fromTask = <E>(task: Task<E>): Enumerator<E> => flatten(() => task().then((element) => of(element)))

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
export const fromTaskEither = <E>(task: TaskEither<Error, E>): Enumerator<E> => flatten(() => task().then(fromEither))

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
export const fromOption = <E>(option: Option<E>): Enumerator<E> => (option._tag === 'None' ? empty : of(option.value))

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
export const fromEither = <E>(either: Either<Error, E>): Enumerator<E> =>
  either._tag === 'Left' ? fail(either.left) : of(either.right)
