/** Enumeratees that let tasks run side by side. */
import type { Task } from 'fp-ts/lib/Task.js'
import { requireFunction } from '../kernel/given.js'
import { requireCapacity } from '../kernel/require.js'
import { Parallel } from '../kernel/stage/parallel.js'
import { Enumeratee } from './model.js'

/**
 * Replaces each element by what a task answers, of which up to `n` run at a time; what they answer is handed on in the
 * order of the elements. `parMapM(1, f)` is `mapM(f)`.
 *
 * Takes up to `n` elements ahead of what follows; those that are not needed in the end are lost, not left over. A task
 * that is rejected ends the run as its failure, after what came before it has been handed on. Tasks cannot be stopped:
 * where the run ends before them, what they answer counts for nothing.
 *
 * @category concurrent
 * @since 0.1.0
 * @throws `RangeError` where `n` is not a whole number of at least 1
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const doubled = Enumeratee.parMapM(2, (n: number) => async () => n * 2)
 * const result = await Enumerator.of(1, 2, 3).through(doubled).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 4, 6] })
 */
export const parMapM = <A, B>(n: number, f: (a: A) => Task<B>): Enumeratee<A, B> =>
  parallel('Enumeratee.parMapM', n, true, f)

/**
 * The same, where what the tasks answer is handed on as it comes.
 *
 * @category concurrent
 * @since 0.1.0
 * @throws `RangeError` where `n` is not a whole number of at least 1
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const doubled = Enumeratee.parMapMUnordered(2, (n: number) => async () => n * 2)
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).through(doubled).run(sum)(), { _tag: 'Right', right: 12 })
 */
export const parMapMUnordered = <A, B>(n: number, f: (a: A) => Task<B>): Enumeratee<A, B> =>
  parallel('Enumeratee.parMapMUnordered', n, false, f)

const parallel = <A, B>(name: string, n: number, ordered: boolean, f: (a: A) => Task<B>): Enumeratee<A, B> =>
  Enumeratee.of(new Parallel(name, requireCapacity(`${name}: n`, n), ordered, requireFunction(name, f)))
