/** Enumerators that hold something, and let it go. */
import type { IO } from 'fp-ts/lib/IO.js'
import type { Option } from 'fp-ts/lib/Option.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Input } from '../Input.js'
import { begun, requireFunction, requireLazy, requireTask, sourceOf } from '../kernel/given.js'
import { Bracket } from '../kernel/source/bracket.js'
import { Finally } from '../kernel/source/finally.js'
import { Enumerator } from './model.js'
import { reporting } from './reporting.js'
import { defer, eof } from './sequence.js'
import { generated } from './waiting.js'

/**
 * An enumerator of something that is acquired before it, and released after it: exactly once for each time it has been
 * acquired, at the end, when the iteratee needs no more, when either fails, and when the run is interrupted, also while
 * it is idle. A run answers when it has been released.
 *
 * Acquiring is never cut: an interruption waits for it, and then releases. An `acquire` that is rejected, or a `release`,
 * is the failure of the run, unless that has failed before.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const log: string[] = []
 * const lines = Enumerator.bracket(
 *   async () => { log.push('open'); return ['a', 'b'] },
 *   (file) => Enumerator.fromIterable(file),
 *   () => async () => { log.push('close') }
 * )
 * assert.deepStrictEqual(await lines.run(Iteratee.head())(), { _tag: 'Right', right: { _tag: 'Some', value: 'a' } })
 * assert.deepStrictEqual(log, ['open', 'close'])
 */
export const bracket = <R, E>(
  acquire: Task<R>,
  use: (resource: R) => Enumerator<E>,
  release: (resource: R) => Task<void>
): Enumerator<E> => {
  const name = 'Enumerator.bracket'
  requireTask(name, acquire, 'acquire')
  requireFunction(name, use, 'use')
  requireFunction(name, release, 'release')
  return Enumerator.from(
    new Bracket(
      () => begun(name, acquire, 'acquire'),
      (resource: R) => sourceOf(name, use(resource), "use's answer"),
      (resource) => begun(name, release(resource), "release's answer")
    )
  )
}

/**
 * What `retriever` answers, until it answers none; then `EOF`. It is told whether it is called for the first time.
 *
 * Exactly one of the two is called in each run that reaches this: `onComplete` after `EOF`, or when the iteratee needs no
 * more; `onError` with the error where `retriever` or the iteratee fails, or the run is interrupted, and with what the
 * iteratee left over. (Play calls both for an iteratee that has failed, and neither for an interruption.)
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const log: string[] = []
 * const once = Enumerator.fromCallback1(
 *   (first) => async () => (first ? O.some('kiki') : O.none),
 *   () => { log.push('complete') }
 * )
 * assert.deepStrictEqual(await once.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki'] })
 * assert.deepStrictEqual(log, ['complete'])
 */
export const fromCallback1 = <E>(
  retriever: (first: boolean) => Task<Option<E>>,
  onComplete: IO<void> = () => undefined,
  onError: (error: Error, input: Input<unknown>) => void = () => undefined
): Enumerator<E> => {
  const name = 'Enumerator.fromCallback1'
  requireFunction(name, retriever, 'retriever')
  requireLazy(name, onComplete, 'onComplete')
  requireFunction(name, onError, 'onError')
  const elements = defer(() => {
    let first = true
    return generated(name, () => {
      const task = retriever(first)
      first = false
      return begun(name, task)
    })
  })
  return Enumerator.from(new Finally(elements.andThen(eof).source, reporting(onComplete, onError)))
}
