/** What the methods do, data last, for `pipe`; and what fp-ts instances need besides. */
import type { IO } from 'fp-ts/lib/IO.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { begun, consumerOf, requireFunction, requireLazy, requireTask } from '../kernel/given.js'
import { Contramap } from '../kernel/consumer/contramap.js'
import { finished, Later } from '../kernel/consumer/interpret.js'
import { Iteratee } from './model.js'

/**
 * The method `map`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const count = pipe(Iteratee.getChunks<string>(), Iteratee.map((all) => all.length))
 * assert.deepStrictEqual(await Enumerator.of('a', 'b').run(count)(), { _tag: 'Right', right: 2 })
 */
export const map =
  <A, B>(f: (a: A) => B) =>
  <E>(fa: Iteratee<E, A>): Iteratee<E, B> =>
    fa.map(f)

/**
 * The method `flatMap`, data last.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const rest = pipe(Iteratee.head<number>(), Iteratee.flatMap(() => Iteratee.getChunks<number>()))
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(rest)(), { _tag: 'Right', right: [2, 3] })
 */
export const flatMap =
  <A, F, B>(f: (a: A) => Iteratee<F, B>) =>
  <E>(fa: Iteratee<E, A>): Iteratee<E & F, B> =>
    fa.flatMap(f)

/**
 * A function from one iteratee, then its argument from the next.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const add = Iteratee.takeUpTo<number>(1).map(([a = 0]) => (b: number) => a + b)
 * const both = pipe(add, Iteratee.ap(Iteratee.takeUpTo<number>(1).map(([b = 0]) => b)))
 * assert.deepStrictEqual(await Enumerator.of(1, 2).run(both)(), { _tag: 'Right', right: 3 })
 */
export const ap =
  <F, A>(fa: Iteratee<F, A>) =>
  <E, B>(fab: Iteratee<E, (a: A) => B>): Iteratee<E & F, B> =>
    fab.flatMap((f) => fa.map(f))

/**
 * An iteratee of what a function makes of the elements. What it leaves over is left over, as it was before the function;
 * so nothing is lost.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * const lengths = pipe(sum, Iteratee.contramap((s: string) => s.length))
 * assert.deepStrictEqual(await Enumerator.of('a', 'bc').run(lengths)(), { _tag: 'Right', right: 3 })
 */
export const contramap =
  <D, E>(f: (d: D) => E) =>
  <A>(fa: Iteratee<E, A>): Iteratee<D, A> =>
    Iteratee.from(
      new Contramap<D, E, A>(requireFunction('Iteratee.contramap', f), consumerOf('Iteratee.contramap', fa))
    )

/**
 * Changes the elements before, and the result after.
 *
 * @category pipeables
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 * import { pipe } from 'fp-ts/lib/function.js'
 *
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * const lengths = pipe(sum, Iteratee.promap((s: string) => s.length, String))
 * assert.deepStrictEqual(await Enumerator.of('a', 'bc').run(lengths)(), { _tag: 'Right', right: '3' })
 */
export const promap =
  <D, E, A, B>(f: (d: D) => E, g: (a: A) => B) =>
  (fa: Iteratee<E, A>): Iteratee<D, B> =>
    contramap(f)(fa).map(g)

/**
 * Takes nothing; its result is that of an action, done when it is its turn.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Iteratee.fromIO(() => 1).run(), { _tag: 'Right', right: 1 })
 */
export const fromIO = <A>(io: IO<A>): Iteratee<unknown, A> => {
  requireLazy('Iteratee.fromIO', io)
  return Iteratee.from(new Later(() => finished(io())))
}

/**
 * Takes nothing; its result is that of a task, run when it is its turn.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Iteratee } from 'fp-ts-iteratee'
 *
 * assert.deepStrictEqual(await Iteratee.fromTask(async () => 1).run(), { _tag: 'Right', right: 1 })
 */
export const fromTask = <A>(task: Task<A>): Iteratee<unknown, A> => {
  requireTask('Iteratee.fromTask', task)
  return Iteratee.from(new Later(() => begun('Iteratee.fromTask', task).then((a) => finished(a))))
}
