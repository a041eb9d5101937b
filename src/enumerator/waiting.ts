/** Enumerators whose elements have to be waited for. */
import type { Option } from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'
import {
  begun,
  optionOf,
  pairOf,
  requireAsyncIterable,
  requireFunction,
  requireTask,
  result,
  sourceOf
} from '../kernel/given.js'
import { requireMs } from '../kernel/require.js'
import { After } from '../kernel/source/after.js'
import { AsyncGenerated, end } from '../kernel/source/pull.js'
import { Tick } from '../kernel/source/tick.js'
import { never as forEver, Waited } from '../kernel/source/waited.js'
import { Enumerator } from './model.js'

/**
 * The same, where the next state and element have to be waited for.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const countdown = Enumerator.unfoldM(2, (n) => async () => (n === 0 ? O.none : O.some([n - 1, n] as const)))
 * assert.deepStrictEqual(await countdown.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 1] })
 */
export const unfoldM = <S, E>(s: S, f: (s: S) => Task<Option<readonly [S, E]>>): Enumerator<E> => {
  const name = 'Enumerator.unfoldM'
  requireFunction(name, f)
  return Enumerator.from(
    new AsyncGenerated(() => {
      let state = s
      return {
        next: () => begun(name, f(state)),
        read: (option: Option<readonly [S, E]>) => {
          const made = optionOf(name, option, result)
          if (made._tag === 'None') return end
          const pair = pairOf(name, made.value, result)
          state = pair[0]
          return pair[1]
        }
      }
    })
  )
}

/**
 * What a task answers, again and again, without end.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.repeatM(async () => 'a').through(Enumeratee.take(2)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'a'] })
 */
export const repeatM = <E>(task: Task<E>): Enumerator<E> => {
  const name = 'Enumerator.repeatM'
  requireTask(name, task)
  return Enumerator.from(new AsyncGenerated(() => ({ next: () => begun(name, task), read: (element: E) => element })))
}

/**
 * What a task answers, again and again, until it answers none.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const pages = ['a', 'b']
 * const next = async () => O.fromNullable(pages.shift())
 * assert.deepStrictEqual(await Enumerator.generateM(next).run(Iteratee.getChunks())(), { _tag: 'Right', right: ['a', 'b'] })
 */
export const generateM = <E>(task: Task<Option<E>>): Enumerator<E> => {
  const name = 'Enumerator.generateM'
  requireTask(name, task)
  return generated(name, () => begun(name, task))
}

/** @internal the same, by whatever name it is called */
export const generated = <E>(name: string, next: () => PromiseLike<Option<E>>): Enumerator<E> =>
  Enumerator.from(
    new AsyncGenerated(() => ({
      next,
      read: (option: Option<E>) => {
        const made = optionOf(name, option, result)
        return made._tag === 'None' ? end : made.value
      }
    }))
  )

/**
 * The elements of an async iterable: an async generator, a Node or Web stream … It is asked for the next element only
 * when the last one has been taken. One that is left before its end is told so (`return`), also while it is being
 * waited for; only then its answer is not waited for, as an async generator gives none before its pending `next`.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const lines = async function* () { yield 'a'; yield 'b' }
 * const result = await Enumerator.fromAsyncIterable(lines()).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: ['a', 'b'] })
 */
export const fromAsyncIterable = <E>(elements: AsyncIterable<E>): Enumerator<E> => {
  requireAsyncIterable('Enumerator.fromAsyncIterable', elements)
  return Enumerator.from(
    new AsyncGenerated(() => {
      const iterator = elements[Symbol.asyncIterator]()
      return {
        next: () => iterator.next(),
        read: (result: IteratorResult<E>) => (result.done === true ? end : result.value),
        release: (waiting) => {
          const returned = iterator.return?.()
          if (!waiting) return returned?.then(() => undefined)
          returned?.then(undefined, () => undefined)
          return undefined
        }
      }
    })
  )
}

/**
 * The enumerator that a task answers. The task runs each time the enumerator is run.
 *
 * A task that is rejected is the enumerator's failure.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const later = Enumerator.flatten(async () => Enumerator.of(1, 2))
 * assert.deepStrictEqual(await later.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
 */
export const flatten = <E>(task: Task<Enumerator<E>>): Enumerator<E> => {
  const name = 'Enumerator.flatten'
  requireTask(name, task)
  return Enumerator.from(new Waited(() => begun(name, task).then((enumerator) => sourceOf(name, enumerator, result))))
}

/**
 * No element, and no end: what is done with it waits, until it is interrupted or needs no more.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const first = Enumerator.never.interleave(Enumerator.of(1)).run(Iteratee.head())
 * assert.deepStrictEqual(await first(), { _tag: 'Right', right: { _tag: 'Some', value: 1 } })
 */
export const never: Enumerator<never> = Enumerator.from(forEver)

/**
 * 0, 1, 2 … one each `ms` milliseconds, the first after `ms`. A consumer slower than that gets fewer: ticks do not pile
 * up. Runs on `setTimeout`, so under fake timers too.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const result = await Enumerator.tick(1).through(Enumeratee.take(3)).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [0, 1, 2] })
 */
export const tick = (ms: number): Enumerator<number> => Enumerator.from(new Tick(requireMs('Enumerator.tick', ms)))

/**
 * 0, after `ms` milliseconds, and then the end. Runs on `setTimeout`, so under fake timers too; none is left running
 * when it is left before.
 *
 * Law: `timer(ms)` is `tick(ms).through(Enumeratee.take(1))`.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const later = Enumerator.timer(1).flatMap(() => Enumerator.of('kiki', 'foo'))
 * assert.deepStrictEqual(await later.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
 */
export const timer = (ms: number): Enumerator<number> =>
  Enumerator.from(new After(requireMs('Enumerator.timer', ms), 0))
