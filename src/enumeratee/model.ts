import type { Semigroup } from 'fp-ts/lib/Semigroup.js'
import { Iteratee } from '../iteratee/model.js'
import { consumerOf, partsOf, requireMethod } from '../kernel/given.js'
import { Applied, transformed } from '../kernel/consumer/applied.js'
import type { Consumer } from '../kernel/Sink.js'
import { join, type Part, type Parts } from '../kernel/Stage.js'

/**
 * An adapter between producers and consumers: takes elements of type `From`, hands on elements of type `To`.
 *
 * Laws (equality is that of results, observed by running): a category under `compose` with `passAlong`;
 * `e.through(f).through(g)` = `e.through(f.compose(g))`; `e.through(f).run(it)` = `e.run(f.transform(it))`.
 *
 * What a function given to an enumeratee throws ends the run as its failure, after what came before has been delivered.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const firstTwoDoubled = Enumeratee.take<number>(2).compose(Enumeratee.map((n) => n * 2))
 * const result = await Enumerator.of(1, 2, 3).through(firstTwoDoubled).run(Iteratee.getChunks())()
 * assert.deepStrictEqual(result, { _tag: 'Right', right: [2, 4] })
 */
export class Enumeratee<in From, out To> {
  /** @internal */
  readonly parts: Parts
  /** types alone tell what the parts take and hand on @internal */
  declare readonly types: (from: From) => To

  private constructor(
    parts: Parts,
    /** how it is applied, where the parts do not say it */
    private readonly byHand?: (inner: Iteratee<To, unknown>) => Iteratee<From, unknown>
  ) {
    this.parts = parts
  }

  /** @internal */
  static from<From, To>(parts: Parts): Enumeratee<From, To> {
    return new Enumeratee(parts)
  }

  /** @internal */
  static of<From, To>(part: Part<From, To>): Enumeratee<From, To> {
    return new Enumeratee([part])
  }

  /**
   * An iteratee that takes this enumeratee's input and feeds what comes of it to `inner`. Its result is `inner` as far
   * as it has come when the enumeratee ends, not ended itself: it may be fed more. Play's `applyOn` and `apply`.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const firstTwo = Enumeratee.take<string>(2).applyOn(Iteratee.getChunks<string>())
   * const result = await Enumerator.of('a', 'b', 'c').run(firstTwo.flatMap((inner) => Iteratee.done(inner)))()
   * if (result._tag === 'Left') throw result.left
   * assert.deepStrictEqual(await Enumerator.of('z').run(result.right)(), { _tag: 'Right', right: ['a', 'b', 'z'] })
   */
  applyOn<I extends Iteratee<To, unknown>>(inner: I): Iteratee<From, I> {
    const consumer = consumerOf('Enumeratee.applyOn', inner)
    if (this.byHand !== undefined) return this.byHand(inner) as Iteratee<From, I>
    const applied = new Applied<From, To, unknown>(this.parts, consumer)
    return Iteratee.from<From, Consumer<To, unknown>>(applied).map((reached) => Iteratee.from(reached) as I)
  }

  /**
   * The same as `applyOn`; Play has both names.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const inner = Enumeratee.take<string>(1).apply(Iteratee.getChunks<string>())
   * assert.deepStrictEqual(await Enumerator.of('a', 'b').run(inner.joinI())(), { _tag: 'Right', right: ['a'] })
   */
  apply<I extends Iteratee<To, unknown>>(inner: I): Iteratee<From, I> {
    return this.applyOn(inner)
  }

  /**
   * An iteratee that takes this enumeratee's input, and has the result of `inner`. Play's `transform` and `&>>`.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const lengths = Enumeratee.map((s: string) => s.length).transform(Iteratee.fold(0, (sum: number, n: number) => sum + n))
   * assert.deepStrictEqual(await Enumerator.of('a', 'bc').run(lengths)(), { _tag: 'Right', right: 3 })
   */
  transform<A>(inner: Iteratee<To, A>): Iteratee<From, A> {
    return Iteratee.from(transformed<From, To, A>(this.parts, consumerOf('Enumeratee.transform', inner)))
  }

  /**
   * This enumeratee, then another. Play's `compose` and `><>`.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const oddLengths = Enumeratee.map((s: string) => s.length).compose(Enumeratee.filter((n) => n % 2 === 1))
   * const result = await Enumerator.of('a', 'bc').through(oddLengths).run(Iteratee.getChunks())()
   * assert.deepStrictEqual(result, { _tag: 'Right', right: [1] })
   */
  compose<Next>(that: Enumeratee<To, Next>): Enumeratee<From, Next> {
    return new Enumeratee(join(this.parts, partsOf('Enumeratee.compose', that)))
  }

  /**
   * This enumeratee, then another of the same elements, which can be joined (strings, arrays). Differs from `compose` in
   * what `applyOn` answers: the second enumeratee belongs to the inner iteratee, which is ended when that ends, and what
   * both left over is joined. Play's `composeConcat` and `>+>`.
   *
   * @example
   * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
   * import * as S from 'fp-ts/lib/string.js'
   *
   * const lower = Enumeratee.map((s: string) => s.toLowerCase())
   * const upToDot = Enumeratee.takeWhile((s: string) => s !== '.')
   * const it = lower.composeConcat(S.Semigroup)(upToDot).applyOn(Iteratee.consume(S.Monoid))
   * const inner = await Enumerator.of('A', 'B', '.').run(it)()
   * if (inner._tag === 'Left') throw inner.left
   * assert.deepStrictEqual(await inner.right.step(), { _tag: 'Done', value: 'ab', remaining: Input.el('.') })
   */
  composeConcat<F extends From, X>(
    this: Enumeratee<F, X>,
    semigroup: Semigroup<X>
  ): (that: Enumeratee<X, X>) => Enumeratee<F, X> {
    const name = 'Enumeratee.composeConcat'
    requireMethod(name, semigroup, 'concat', 'a Semigroup')
    return (that) =>
      new Enumeratee<F, X>(join(this.parts, partsOf(name, that)), (inner: Iteratee<X, unknown>) =>
        this.applyOn(that.applyOn(inner).joinConcatI(semigroup))
      )
  }
}
