/** What can be seen of a run. Values are compared as fast-check prints them, errors by their messages. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Enumerator } from '../enumerator/model.js'
import { foreach, getChunks } from '../iteratee/folding.js'
import type { Iteratee } from '../iteratee/model.js'

/**
 * The result of a run, with the message of its error.
 *
 * @category observing
 * @since 0.1.0
 */
export type Observed<A> = E.Either<string, A>

/**
 * What an enumerator has delivered, and the message of how it failed, where it did.
 *
 * @category observing
 * @since 0.1.0
 */
export interface Delivered<out E> {
  readonly elements: ReadonlyArray<E>
  readonly failure: string | undefined
}

/**
 * A result as it is compared.
 *
 * @category observing
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * assert.deepStrictEqual(Laws.seen(await Iteratee.error('no').run()), { _tag: 'Left', left: 'no' })
 */
export const seen: <A>(result: E.Either<Error, A>) => Observed<A> = E.mapLeft((error) => error.message)

/**
 * Runs, and answers the result.
 *
 * @category observing
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const all = await Laws.running(Enumerator.of(1, 2), Iteratee.getChunks())
 * assert.deepStrictEqual(all, { _tag: 'Right', right: [1, 2] })
 */
export const running = async <X, A>(enumerator: Enumerator<X>, iteratee: Iteratee<X, A>): Promise<Observed<A>> =>
  seen(await enumerator.run(iteratee)())

/**
 * The result, and what the next iteratee is given: all that is left over and all that follows.
 *
 * @category observing
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const seen = await Laws.running(Enumerator.of(1, 2), Laws.withRest(Iteratee.done('at once')))
 * assert.deepStrictEqual(seen, { _tag: 'Right', right: ['at once', [1, 2]] })
 */
export const withRest = <X, A>(iteratee: Iteratee<X, A>): Iteratee<X, readonly [A, ReadonlyArray<X>]> =>
  iteratee.flatMap((value) => getChunks<X>().map((rest) => [value, rest] as const))

/**
 * Runs an enumerator to its end, and answers what it delivers, also before it fails.
 *
 * @category observing
 * @since 0.1.0
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * assert.deepStrictEqual(await Laws.delivered(Enumerator.of(1, 2)), { elements: [1, 2], failure: undefined })
 */
export const delivered = async <X>(enumerator: Enumerator<X>): Promise<Delivered<X>> => {
  const elements: X[] = []
  const result = await running(
    enumerator,
    foreach((x: X) => {
      elements.push(x)
    })
  )
  return { elements, failure: E.isLeft(result) ? result.left : undefined }
}

/**
 * Whether fast-check prints both the same: equal data, of any depth. `-0` is not `0`.
 *
 * @category equality
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * assert.strictEqual(Laws.same({ a: [1] }, { a: [1] }), true)
 * assert.strictEqual(Laws.same({ a: [1] }, { a: ['1'] }), false)
 */
export const same = (a: unknown, b: unknown): boolean => fc.stringify(a) === fc.stringify(b)

/** @internal fails, and shows both */
export const expectSame = (got: unknown, expected: unknown): void => {
  if (!same(got, expected)) throw new Error(`got ${fc.stringify(got)}, expected ${fc.stringify(expected)}`)
}
