/** The model of an iteratee: what becomes of it when it is fed a list and then, if it wants it, EOF. */
import * as E from 'fp-ts/lib/Either.js'
import type { Observed } from '../observing.js'

/**
 * How an iteratee ends. `rest`: what it leaves over. `early`: before EOF.
 *
 * @category models
 * @since 0.1.0
 */
export type Ending<E> =
  | { readonly _tag: 'Done'; readonly value: unknown; readonly rest: ReadonlyArray<E>; readonly early: boolean }
  | { readonly _tag: 'Failed'; readonly message: string; readonly early: boolean }

/** @internal */
export const atEof = (value: unknown): Ending<never> => ({ _tag: 'Done', value, rest: [], early: false })

/** @internal */
export const early = <E>(value: unknown, rest: ReadonlyArray<E>): Ending<E> => ({
  _tag: 'Done',
  value,
  rest,
  early: true
})

/** @internal */
export const failed = (message: string): Ending<never> => ({ _tag: 'Failed', message, early: true })

/**
 * The result of an ending, as {@link running} sees it.
 *
 * @category models
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const ending = { _tag: 'Done', value: 'a', rest: [1], early: true } as const
 * assert.deepStrictEqual(Laws.resultIn(ending), { _tag: 'Right', right: 'a' })
 */
export const resultIn = <X>(ending: Ending<X>): Observed<unknown> =>
  ending._tag === 'Done' ? E.right(ending.value) : E.left(ending.message)

/**
 * The same with what is left over, as {@link withRest} tells it.
 *
 * @category models
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 *
 * const ending = { _tag: 'Done', value: 'a', rest: [1], early: true } as const
 * assert.deepStrictEqual(Laws.restIn(ending), { _tag: 'Right', right: ['a', [1]] })
 */
export const restIn = <X>(ending: Ending<X>): Observed<readonly [unknown, ReadonlyArray<X>]> =>
  ending._tag === 'Done' ? E.right([ending.value, ending.rest]) : E.left(ending.message)
