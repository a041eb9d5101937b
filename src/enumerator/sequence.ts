/** Enumerators that have their elements without waiting. */
import type { Option } from 'fp-ts/lib/Option.js'
import * as In from '../Input.js'
import type { Empty, EOF, Input } from '../Input.js'
import {
  answer,
  inputOf,
  optionOf,
  pairOf,
  requireFunction,
  requireIterable,
  requireLazy,
  sourceOf
} from '../kernel/given.js'
import { Defer, empty as nothing } from '../kernel/Source.js'
import { FromArray } from '../kernel/source/array.js'
import { Inputs } from '../kernel/source/inputs.js'
import { Merge } from '../kernel/source/merge.js'
import { end, Generated } from '../kernel/source/pull.js'
import { requireWhole } from '../kernel/require.js'
import { Enumerator } from './model.js'

/**
 * These elements. Play's `Enumerator.apply`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.of('kiki', 'foo', 'bar').run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['kiki', 'foo', 'bar'] })
 */
export const of = <E>(...elements: ReadonlyArray<E>): Enumerator<E> => Enumerator.from(new FromArray(elements))

/**
 * No element.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Enumerator.empty.run(Iteratee.getChunks())(), { _tag: 'Right', right: [] })
 */
export const empty: Enumerator<never> = Enumerator.from(nothing)

/**
 * One input, as it is: an element, `Empty` or `EOF`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.enumInput(Input.el(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
 */
export function enumInput(input: Empty | EOF): Enumerator<never>
export function enumInput<E>(input: Input<E>): Enumerator<E>
export function enumInput<E>(input: Input<E>): Enumerator<E> {
  return Enumerator.from(new Inputs([inputOf('Enumerator.enumInput', input)]))
}

/**
 * `EOF`, after which an iteratee takes nothing more.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.eof.andThen(Enumerator.of(1)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [] })
 */
export const eof: Enumerator<never> = enumInput(In.eof)

/**
 * The elements of an array, a set, a generator … An iterator that is left before its end is told so (`return`). Play's
 * `enumerate`.
 *
 * An array is read when it is run, not copied.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.fromIterable(new Set([1, 2, 2])).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
 */
export const fromIterable = <E>(elements: Iterable<E>): Enumerator<E> => {
  requireIterable('Enumerator.fromIterable', elements)
  return Enumerator.from(
    Array.isArray(elements)
      ? new FromArray<E>(elements)
      : new Generated(() => {
          const iterator = elements[Symbol.iterator]()
          return {
            next: () => {
              const result = iterator.next()
              return result.done === true ? end : result.value
            },
            release: () => {
              iterator.return?.()
            }
          }
        })
  )
}

/**
 * Elements made from a state: `f` answers the next state and an element, or none at the end.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const countdown = Enumerator.unfold(3, (n) => (n === 0 ? O.none : O.some([n - 1, n] as const)))
 * assert.deepStrictEqual(await countdown.run(Iteratee.getChunks())(), { _tag: 'Right', right: [3, 2, 1] })
 */
export const unfold = <S, E>(s: S, f: (s: S) => Option<readonly [S, E]>): Enumerator<E> => {
  const name = 'Enumerator.unfold'
  requireFunction(name, f)
  return Enumerator.from(
    new Generated(() => {
      let state = s
      return {
        next: () => {
          const made = optionOf(name, f(state))
          if (made._tag === 'None') return end
          const pair = pairOf(name, made.value)
          state = pair[0]
          return pair[1]
        }
      }
    })
  )
}

/**
 * The whole numbers from `from` to `to`, both included; none, where `from` is more than `to`. `to` may be `Infinity`.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where one is not a whole number
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.range(1, 4).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2, 3, 4] })
 */
export const range = (from: number, to: number): Enumerator<number> => {
  const first = requireWhole('Enumerator.range: from', from)
  const last = to === Infinity ? to : requireWhole('Enumerator.range: to', to)
  return Enumerator.from(
    new Generated(() => {
      let next = first
      return { next: () => (next > last ? end : next++) }
    })
  )
}

/**
 * What `f` answers, again and again, without end.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeat(() => 'a').through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'a'] })
 */
export const repeat = <E>(f: () => E): Enumerator<E> => {
  requireLazy('Enumerator.repeat', f)
  return Enumerator.from(new Generated(() => ({ next: f })))
}

/**
 * An enumerator that is made when its turn comes. Recursion through it needs no stack, and constant memory.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const from = (n: number): Enumerator<number> => Enumerator.of(n).andThen(Enumerator.defer(() => from(n + 1)))
 * const result = await from(1).through(Enumeratee.take(3)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2, 3] })
 */
export const defer = <E>(f: () => Enumerator<E>): Enumerator<E> => {
  requireLazy('Enumerator.defer', f)
  return Enumerator.from(new Defer(() => sourceOf('Enumerator.defer', f(), answer)))
}

/**
 * The elements of all, each as soon as it is there; those that have elements ready take turns. Fails as soon as one
 * does. The order of elements of one enumerator is kept; that between enumerators is not said.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const all = Enumerator.interleave(Enumerator.of(1), Enumerator.of(2), Enumerator.of(3))
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * assert.deepStrictEqual(await all.run(sum)(), { _tag: 'Right', right: 6 })
 */
export const interleave = <E>(...enumerators: ReadonlyArray<Enumerator<E>>): Enumerator<E> =>
  Enumerator.from(new Merge(enumerators.map((enumerator) => sourceOf('Enumerator.interleave', enumerator))))

/**
 * No element, and a failure: the run fails with this very error.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const error = new Error('no more')
 * const result = await Enumerator.of(1).andThen(Enumerator.fail(error)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Left', left: error })
 */
export const fail = (error: Error): Enumerator<never> =>
  defer(() => {
    throw error
  })
