import type { IO } from 'fp-ts/lib/IO.js'
import type { Predicate } from 'fp-ts/lib/Predicate.js'
import type { Refinement } from 'fp-ts/lib/Refinement.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Enumeratee } from '../enumeratee/model.js'
import type { Input } from '../Input.js'
import { Iteratee } from '../iteratee/model.js'
import { requireOptions } from '../kernel/options.js'
import { answer, consumerOf, partsOf, requireFunction, requireLazy, sourceOf } from '../kernel/given.js'
import type { Interruption } from '../kernel/Interruption.js'
import { run } from '../kernel/run.js'
import { apply } from '../kernel/session.js'
import { AndThen, type Source } from '../kernel/Source.js'
import { Finally } from '../kernel/source/finally.js'
import { Merge } from '../kernel/source/merge.js'
import { through } from '../kernel/source/through.js'
import { FlatMap } from '../kernel/stage/flatMap.js'
import { FilterMap } from '../kernel/stage/filterMap.js'
import { MapInput } from '../kernel/stage/mapInput.js'
import { MapM } from '../kernel/stage/mapM.js'

/**
 * How to run.
 *
 * @category model
 * @since 0.1.0
 */
export interface RunOptions {
  /**
   * when it aborts, the run ends with an `AbortError`, and all that it holds is released, also while it is idle; for a
   * stream that then ends well see `Enumeratee.takeUntil`
   */
  readonly signal?: Interruption | undefined
}

/**
 * An immutable producer of elements of type `E`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const lengths = Enumerator.of('kiki', 'foo').through(Enumeratee.map((s) => s.length))
 * assert.deepStrictEqual(await lengths.run(Iteratee.getChunks())(), { _tag: 'Right', right: [4, 3] })
 */
export class Enumerator<out E> {
  /** @internal */
  readonly source: Source<E>

  private constructor(source: Source<E>) {
    this.source = source
  }

  /** @internal */
  static from<E>(source: Source<E>): Enumerator<E> {
    return new Enumerator(source)
  }

  /**
   * Feeds everything to an iteratee, and answers what that has become; it may be fed more. Play's `apply` and `|>>`.
   *
   * Never rejects: where this enumerator fails, the answer is an iteratee in the error state.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const fed = await Enumerator.of(1, 2).apply(Iteratee.getChunks<number>())()
   * assert.deepStrictEqual(await Enumerator.of(3).run(fed)(), { _tag: 'Right', right: [1, 2, 3] })
   */
  apply<I extends Iteratee<E, unknown>>(iteratee: I): Task<I> {
    const consumer = consumerOf('Enumerator.apply', iteratee)
    return () => apply(this.source, consumer).then((left) => Iteratee.from(left) as I)
  }

  /**
   * Feeds everything to an iteratee, then `EOF`, and answers its result. Play's `run` and `|>>>`.
   *
   * Never rejects: a failure of either side, and an interruption, are a `Left`.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
   * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(sum)(), { _tag: 'Right', right: 6 })
   */
  run<A>(iteratee: Iteratee<E, A>, options?: RunOptions): TaskEither<Error, A> {
    const consumer = consumerOf('Enumerator.run', iteratee)
    if (options !== undefined) requireOptions('Enumerator.run', options, ['signal'])
    return () => run(this.source, consumer, options?.signal)
  }

  /**
   * This one, then another. Play's `andThen` and `>>>`.
   *
   * Law: associative, and stack safe at any depth, in either nesting.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const both = Enumerator.of(1).andThen(Enumerator.of(2))
   * assert.deepStrictEqual(await both.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2] })
   */
  andThen<F>(that: Enumerator<F>): Enumerator<E | F> {
    return new Enumerator<E | F>(new AndThen<E | F>(this.source, sourceOf('Enumerator.andThen', that)))
  }

  /**
   * The elements, adapted. The enumeratee ends with this enumerator; the iteratee does not, so that
   * `e.through(f).andThen(g)` goes on. Play's `through` and `&>`.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const result = await Enumerator.of(1, 2, 3).through(Enumeratee.take(2)).run(Iteratee.getChunks())()
   * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 2] })
   */
  through<To>(enumeratee: Enumeratee<E, To>): Enumerator<To> {
    return new Enumerator(through<E, To>(this.source, partsOf('Enumerator.through', enumeratee)))
  }

  /**
   * The elements of both, each as soon as it is there. Play's `interleave` and `>-`.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const both = Enumerator.of(1, 2).interleave(Enumerator.of(3))
   * const count = Iteratee.getChunks<number>().map((all) => all.length)
   * assert.deepStrictEqual(await both.run(count)(), { _tag: 'Right', right: 3 })
   */
  interleave<F>(that: Enumerator<F>): Enumerator<E | F> {
    return new Enumerator<E | F>(new Merge<E | F>([this.source, sourceOf('Enumerator.interleave', that)]))
  }

  /**
   * Changes each element.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const doubled = Enumerator.of(1, 2).map((n) => n * 2)
   * assert.deepStrictEqual(await doubled.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 4] })
   */
  map<B>(f: (e: E) => B): Enumerator<B> {
    return new Enumerator(through<E, B>(this.source, [FilterMap.map(requireFunction('Enumerator.map', f))]))
  }

  /**
   * Replaces each element by what a task answers.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const doubled = Enumerator.of(1, 2).mapM((n) => async () => n * 2)
   * assert.deepStrictEqual(await doubled.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 4] })
   */
  mapM<B>(f: (e: E) => Task<B>): Enumerator<B> {
    return new Enumerator(
      through<E, B>(this.source, [new MapM('Enumerator.mapM', requireFunction('Enumerator.mapM', f))])
    )
  }

  /**
   * Changes each input, `Empty` too; not the `EOF`. Where the function answers `EOF` the iteratee's input ends.
   *
   * @example
   * import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
   *
   * const upToBar = Enumerator.of('kiki', 'foo', 'bar', 'x').mapInput((input) =>
   *   input._tag === 'El' && input.value === 'bar' ? Input.eof : input
   * )
   * assert.deepStrictEqual(await upToBar.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
   */
  mapInput<B>(f: (input: Input<E>) => Input<B>): Enumerator<B> {
    return new Enumerator(
      through<E, B>(this.source, [new MapInput('Enumerator.mapInput', requireFunction('Enumerator.mapInput', f))])
    )
  }

  /**
   * Replaces each element by the elements of an enumerator, one enumerator after the other.
   *
   * Law: stack safe, however deep the recursion.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const result = await Enumerator.of(1, 2).flatMap((n) => Enumerator.of(n, n)).run(Iteratee.getChunks())()
   * assert.deepStrictEqual(result, { _tag: 'Right', right: [1, 1, 2, 2] })
   */
  flatMap<B>(f: (e: E) => Enumerator<B>): Enumerator<B> {
    requireFunction('Enumerator.flatMap', f)
    const branch = new FlatMap((e: E) => sourceOf('Enumerator.flatMap', f(e), answer))
    return new Enumerator(through<E, B>(this.source, [branch]))
  }

  /**
   * The elements that satisfy a predicate.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const large = Enumerator.of(1, 2, 3).filter((n) => n > 1)
   * assert.deepStrictEqual(await large.run(Iteratee.getChunks())(), { _tag: 'Right', right: [2, 3] })
   */
  filter<B extends E>(refinement: Refinement<E, B>): Enumerator<B>
  filter(predicate: Predicate<E>): Enumerator<E>
  filter(predicate: Predicate<E>): Enumerator<E> {
    return new Enumerator(
      through<E, E>(this.source, [FilterMap.filter(requireFunction('Enumerator.filter', predicate))])
    )
  }

  /**
   * Does something when this enumerator is through, however that comes about: at its end, when the iteratee needs no
   * more, when either fails, when the run is interrupted. Exactly once in each run that reaches it.
   *
   * What it throws is the failure of the run, unless that has failed before.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const log: string[] = []
   * const numbers = Enumerator.of(1, 2, 3).onDoneEnumerating(() => { log.push('released') })
   * await numbers.through(Enumeratee.take(1)).run(Iteratee.ignore())()
   * assert.deepStrictEqual(log, ['released'])
   */
  onDoneEnumerating(io: IO<void>): Enumerator<E> {
    requireLazy('Enumerator.onDoneEnumerating', io)
    return new Enumerator(
      new Finally(this.source, () => {
        io()
      })
    )
  }
}
