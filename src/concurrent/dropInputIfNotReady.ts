import { Enumeratee } from '../enumeratee/model.js'
import { requireMs } from '../kernel/require.js'
import { IfReady } from '../kernel/stage/ifReady.js'

/**
 * Hands on an element only where what follows is ready for it within `ms` milliseconds; else the element is dropped, and so
 * are those that come until what follows is ready again. The source waits for the first of them, those `ms` at most, and
 * for the others not at all.
 *
 * Whether what follows is busy belongs to one run: others of the same enumeratee are not concerned.
 *
 * @category enumeratees
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const seconds = (n: number) => new Promise<void>((resolve) => setTimeout(resolve, n * 1000))
 * const slow = Iteratee.foldM<number, number>(0, (count) => () => seconds(0.1).then(() => count + 1))
 * const frames = Enumerator.range(1, 100).through(Concurrent.dropInputIfNotReady(1))
 * assert.deepStrictEqual(await frames.run(slow)(), { _tag: 'Right', right: 1 })
 */
export const dropInputIfNotReady = <E>(ms: number): Enumeratee<E, E> =>
  Enumeratee.of(new IfReady<E>(requireMs('Concurrent.dropInputIfNotReady', ms), undefined))
