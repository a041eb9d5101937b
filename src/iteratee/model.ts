import * as O from 'fp-ts/lib/Option.js'
import type { Option } from 'fp-ts/lib/Option.js'
import type { Semigroup } from 'fp-ts/lib/Semigroup.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Input } from '../Input.js'
import {
  answer,
  begun,
  consumerOf,
  inputOf,
  optionOf,
  requireFunction,
  requireMethod,
  result
} from '../kernel/given.js'
import { ended, resultOnly } from '../kernel/consumer/applied.js'
import { bind, finished, Finished, Later } from '../kernel/consumer/interpret.js'
import { run } from '../kernel/run.js'
import { begin, step } from '../kernel/session.js'
import type { Consumer, Outcome } from '../kernel/Sink.js'
import { empty } from '../kernel/Source.js'
import type { Step } from '../Step.js'
import { keepLeft, leaving } from './leftovers.js'

/**
 * An immutable consumer of elements of type `E`, with a result of type `A`.
 *
 * @category model
 * @since 0.1.0
 * @example
 * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const sum = Iteratee.fold(0, (s: number, n: number) => s + n)
 * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(sum)(), { _tag: 'Right', right: 6 })
 */
export class Iteratee<in E, out A> {
  /** @internal */
  readonly consumer: Consumer<E, A>

  private constructor(consumer: Consumer<E, A>) {
    this.consumer = consumer
  }

  /** @internal */
  static from<E, A>(consumer: Consumer<E, A>): Iteratee<E, A> {
    return new Iteratee(consumer)
  }

  /**
   * The state of this iteratee. Play's `unflatten`.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   *
   * assert.strictEqual((await Iteratee.head<number>().step())._tag, 'Cont')
   */
  get step(): <F extends E = E>() => Promise<Step<F, A>> {
    return <F extends E = E>() => Promise.resolve(begin<F, A>(this.consumer)).then(stepOf)
  }

  /**
   * Feeds one input, and answers what the iteratee has become. One that is done, or has failed, stays as it is.
   *
   * @example
   * import { Input, Iteratee } from 'fp-ts-iteratee'
   *
   * const fed = await Iteratee.getChunks<string>().feed(Input.el('a'))()
   * assert.deepStrictEqual(await fed.run(), { _tag: 'Right', right: ['a'] })
   */
  feed(input: Input<E>): Task<Iteratee<E, A>> {
    inputOf('Iteratee.feed', input)
    return async () => new Iteratee(await step(this.consumer, input))
  }

  /**
   * Ends the input, and answers the result. A `TaskEither`, and never rejects.
   *
   * Fails with the iteratee's own error, and with an `IterateeError` where the iteratee wants more after `EOF`.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   *
   * assert.deepStrictEqual(await Iteratee.getChunks<string>().run(), { _tag: 'Right', right: [] })
   */
  get run(): TaskEither<Error, A> {
    return () => run(empty, this.consumer)
  }

  /**
   * Changes the result.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const count = Iteratee.getChunks<string>().map((all) => all.length)
   * assert.deepStrictEqual(await Enumerator.of('a', 'b').run(count)(), { _tag: 'Right', right: 2 })
   */
  map<B>(f: (a: A) => B): Iteratee<E, B> {
    requireFunction('Iteratee.map', f)
    return new Iteratee(bind<E, B>(this.consumer, { done: (a: A) => finished(f(a)) }))
  }

  /**
   * Goes on, with the result, as another iteratee; that is fed first what this one left over.
   *
   * Where the other one is done at once, what this one left over is what both leave over. Law: `flatMap` is stack safe
   * on both sides, at any depth.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const two = Iteratee.head<string>().flatMap((a) => Iteratee.head<string>().map((b) => [a, b]))
   * assert.deepStrictEqual(await Enumerator.of('x', 'y', 'z').run(two)(), {
   *   _tag: 'Right',
   *   right: [{ _tag: 'Some', value: 'x' }, { _tag: 'Some', value: 'y' }]
   * })
   */
  flatMap<B, F = E>(f: (a: A) => Iteratee<F, B>): Iteratee<E & F, B> {
    requireFunction('Iteratee.flatMap', f)
    return new Iteratee(bind<E & F, B>(this.consumer, { done: (a: A) => consumerOf('Iteratee.flatMap', f(a), answer) }))
  }

  /**
   * Changes the result with a task.
   *
   * A task that is rejected is the iteratee's failure.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const count = Iteratee.getChunks<string>().mapM((all) => async () => all.length)
   * assert.deepStrictEqual(await Enumerator.of('a', 'b').run(count)(), { _tag: 'Right', right: 2 })
   */
  mapM<B>(f: (a: A) => Task<B>): Iteratee<E, B> {
    const name = 'Iteratee.mapM'
    requireFunction(name, f)
    return new Iteratee(
      bind<E, B>(this.consumer, { done: (a: A) => new Later<E, B>(() => begun(name, f(a)).then((b) => finished(b))) })
    )
  }

  /**
   * Goes on as the iteratee that a task answers.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const rest = Iteratee.head<number>().flatMapM(() => async () => Iteratee.getChunks<number>())
   * assert.deepStrictEqual(await Enumerator.of(1, 2, 3).run(rest)(), { _tag: 'Right', right: [2, 3] })
   */
  flatMapM<B, F = E>(f: (a: A) => Task<Iteratee<F, B>>): Iteratee<E & F, B> {
    const name = 'Iteratee.flatMapM'
    requireFunction(name, f)
    const next = (a: A): PromiseLike<Consumer<F, B>> => begun(name, f(a)).then((it) => consumerOf(name, it, result))
    return new Iteratee(bind<E & F, B>(this.consumer, { done: (a: A) => new Later<F, B>(() => next(a)) }))
  }

  /**
   * `flatMap` for elements that can be joined (strings, arrays): where both iteratees leave something over, the second
   * without having taken anything, both are joined, the first one's before the second one's. `flatMap` leaves the first
   * one's only.
   *
   * @example
   * import { Input, Iteratee } from 'fp-ts-iteratee'
   * import * as S from 'fp-ts/lib/string.js'
   *
   * const first = Iteratee.done(1, Input.el('ab'))
   * const second = Iteratee.done(2, Input.el('cd'))
   * const step = await first.flatMapTraversable(S.Semigroup)(() => second).step()
   * assert.deepStrictEqual(step, { _tag: 'Done', value: 2, remaining: Input.el('abcd') })
   */
  flatMapTraversable<F extends E>(semigroup: Semigroup<F>): <B>(f: (a: A) => Iteratee<F, B>) => Iteratee<F, B> {
    const name = 'Iteratee.flatMapTraversable'
    requireMethod(name, semigroup, 'concat', 'a Semigroup')
    return <B>(f: (a: A) => Iteratee<F, B>) => {
      requireFunction(name, f)
      const next = (a: A, left: Input<F>) => whenBegun(consumerOf(name, f(a), answer), leaving(semigroup, left))
      return new Iteratee(
        bind<F, B>(this.consumer, { done: (a: A, left: Input<F>) => new Later<F, B>(() => next(a, left)) })
      )
    }
  }

  /**
   * Goes on with the state of this iteratee before it is fed anything, whatever that is. The same as `pureFlatFold`,
   * where the iteratee takes the same elements.
   *
   * @example
   * import { Input, Iteratee, Step } from 'fp-ts-iteratee'
   *
   * const left = Iteratee.done(1, Input.el('x')).flatMapInput(
   *   Step.match({
   *     done: (_, remaining: Input<string>) => Iteratee.done(remaining),
   *     cont: () => Iteratee.done(Input.empty),
   *     error: (error) => Iteratee.error(error)
   *   })
   * )
   * assert.deepStrictEqual(await left.run(), { _tag: 'Right', right: Input.el('x') })
   */
  flatMapInput<B, F extends E = E>(f: (step: Step<F, A>) => Iteratee<F, B>): Iteratee<F, B> {
    return new Iteratee(foldedInto<F, A, F, B>('Iteratee.flatMapInput', this.consumer, f))
  }

  /**
   * What a task makes of the state of this iteratee. The task that is answered rejects where `folder` or its task fails.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   *
   * const tag = Iteratee.head<number>().fold((step) => async () => step._tag)
   * assert.strictEqual(await tag(), 'Cont')
   */
  fold<B, F extends E = E>(folder: (step: Step<F, A>) => Task<B>): Task<B> {
    requireFunction('Iteratee.fold', folder)
    return async () => begun('Iteratee.fold', folder(await this.step<F>()))
  }

  /**
   * What a function makes of the state of this iteratee. The task that is answered rejects where the function throws.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   *
   * const isDone = Iteratee.done(1).pureFold((step) => step._tag === 'Done')
   * assert.strictEqual(await isDone(), true)
   */
  pureFold<B, F extends E = E>(folder: (step: Step<F, A>) => B): Task<B> {
    requireFunction('Iteratee.pureFold', folder)
    return async () => folder(await this.step<F>())
  }

  /**
   * The iteratee that a task makes of the state of this one. Play's `flatFold` and `flatFold0`.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   *
   * const tag = Iteratee.head<number>().flatFold((step) => async () => Iteratee.done(step._tag))
   * assert.deepStrictEqual(await tag.run(), { _tag: 'Right', right: 'Cont' })
   */
  flatFold<G, B, F extends E = E>(folder: (step: Step<F, A>) => Task<Iteratee<G, B>>): Iteratee<G, B> {
    const name = 'Iteratee.flatFold'
    requireFunction(name, folder)
    return new Iteratee(
      new Later<G, B>(async () => {
        const folded = folder(stepOf<F, A>(await begin<F, A>(this.consumer)))
        return consumerOf(name, await begun(name, folded), result)
      })
    )
  }

  /**
   * The iteratee that a function makes of the state of this one.
   *
   * @example
   * import { Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
   *
   * const withZero = Iteratee.getChunks<number>().pureFlatFold((step) =>
   *   step._tag === 'Cont' ? step.k(Input.el(0)) : Iteratee.error('not a moment too soon')
   * )
   * assert.deepStrictEqual(await Enumerator.of(1, 2).run(withZero)(), { _tag: 'Right', right: [0, 1, 2] })
   */
  pureFlatFold<G, B, F extends E = E>(folder: (step: Step<F, A>) => Iteratee<G, B>): Iteratee<G, B> {
    return new Iteratee(foldedInto<F, A, G, B>('Iteratee.pureFlatFold', this.consumer, folder))
  }

  /**
   * Another result in place of a failure, where the function has one. What the failed iteratee left over stays left over.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   * import * as O from 'fp-ts/lib/Option.js'
   *
   * const recovered = Iteratee.error('no').recover((error) => O.some(error.message))
   * assert.deepStrictEqual(await recovered.run(), { _tag: 'Right', right: 'no' })
   */
  recover<B>(f: (error: Error) => Option<B>): Iteratee<E, A | B> {
    return new Iteratee(recovered<E, A, B, B>('Iteratee.recover', this.consumer, f, (b) => finished(b)))
  }

  /**
   * The result of a task in place of a failure, where the function has one.
   *
   * @example
   * import { Iteratee } from 'fp-ts-iteratee'
   * import * as O from 'fp-ts/lib/Option.js'
   *
   * const recovered = Iteratee.error('no').recoverM((error) => O.some(async () => error.message))
   * assert.deepStrictEqual(await recovered.run(), { _tag: 'Right', right: 'no' })
   */
  recoverM<B>(f: (error: Error) => Option<Task<B>>): Iteratee<E, A | B> {
    const name = 'Iteratee.recoverM'
    const next = (task: Task<B>) => new Later<E, B>(() => begun(name, task).then((b) => finished(b)))
    return new Iteratee(recovered<E, A, Task<B>, B>(name, this.consumer, f, next))
  }

  /**
   * Goes on as another iteratee after a failure, where the function has one. That is fed first what the failed one left
   * over; and `EOF`, where the input is over.
   *
   * What comes from outside, a source that fails or an interruption, is not recovered from.
   *
   * @example
   * import { Enumerator, Iteratee } from 'fp-ts-iteratee'
   * import * as O from 'fp-ts/lib/Option.js'
   *
   * const strict = Iteratee.fold(0, (sum: number, n: number) => { if (n < 0) throw new Error('negative'); return sum + n })
   * const rest = strict.recoverWith(() => O.some(Iteratee.getChunks<number>()))
   * assert.deepStrictEqual(await Enumerator.of(1, -1, 2, 3).run(rest)(), { _tag: 'Right', right: [2, 3] })
   */
  recoverWith<B, F = E>(f: (error: Error) => Option<Iteratee<F, B>>): Iteratee<E & F, A | B> {
    const name = 'Iteratee.recoverWith'
    const next = (it: Iteratee<F, B>) => consumerOf(name, it, answer)
    return new Iteratee(recovered<E & F, A, Iteratee<F, B>, B>(name, this.consumer, f, next))
  }

  /**
   * The result of the iteratee that this one results in, once that is ended. What it has left over is lost: it is of
   * another type.
   *
   * @example
   * import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
   *
   * const inner = Iteratee.fold(0, (sum: number, n: number) => sum + n)
   * const lengths = Enumeratee.map((s: string) => s.length).applyOn(inner).joinI()
   * assert.deepStrictEqual(await Enumerator.of('a', 'bc').run(lengths)(), { _tag: 'Right', right: 3 })
   */
  joinI<F extends E, X, B>(this: Iteratee<F, Iteratee<X, B>>): Iteratee<F, B> {
    return Iteratee.from(
      bind<F, B>(this.consumer, {
        done: (inner: Iteratee<X, B>) => ended(consumerOf('Iteratee.joinI', inner, "the iteratee's result"), resultOnly)
      })
    )
  }

  /**
   * The same, where both take the same elements, and these can be joined: what both left over is joined.
   *
   * @example
   * import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
   * import * as S from 'fp-ts/lib/string.js'
   *
   * const words = Enumeratee.takeWhile((s: string) => s !== '.').applyOn(Iteratee.consume(S.Monoid))
   * const fed = await Enumerator.of('a', 'b', '.').apply(words.joinConcatI(S.Semigroup))()
   * assert.deepStrictEqual(await fed.step(), { _tag: 'Done', value: 'ab', remaining: Input.el('.') })
   */
  joinConcatI<F extends E, B>(this: Iteratee<F, Iteratee<F, B>>, semigroup: Semigroup<F>): Iteratee<F, B> {
    return this.flatMapTraversable(semigroup)((inner) => Iteratee.from(ended(inner.consumer, keepLeft)))
  }
}

const stepOf = <E, A>(consumer: Consumer<E, A>): Step<E, A> =>
  consumer instanceof Finished
    ? (consumer.result as Outcome<E, A>)
    : {
        _tag: 'Cont',
        k: (input) => {
          const next = step(consumer, input)
          return Iteratee.from(next instanceof Promise ? new Later(() => next) : next)
        }
      }

/** What a function makes of the state of a consumer. */
const foldedInto = <E, A, G, B>(
  name: string,
  consumer: Consumer<E, A>,
  folder: (step: Step<E, A>) => Iteratee<G, B>
): Consumer<G, B> => {
  requireFunction(name, folder)
  const next = (begun: Consumer<E, A>) => consumerOf(name, folder(stepOf(begun)), answer)
  return new Later(() => whenBegun(consumer, next))
}

/** A consumer that goes on after a failure, where the function has something to go on with. */
const recovered = <E, A, X, B>(
  name: string,
  consumer: Consumer<E, A>,
  f: (error: Error) => Option<X>,
  next: (x: X) => Consumer<E, B>
): Consumer<E, A | B> => {
  requireFunction(name, f)
  const error = (error: Error, remaining: Input<never>): Consumer<never, unknown> =>
    O.match(
      (): Consumer<never, unknown> => new Finished({ _tag: 'Error', error, remaining }),
      next
    )(optionOf(name, f(error)))
  return bind(consumer, { error })
}

/** What `then` makes of a consumer that has not been fed: at once, where it need not be waited for. */
const whenBegun = <E, A, C>(consumer: Consumer<E, A>, then: (begun: Consumer<E, A>) => C): C | Promise<C> => {
  const begun = begin(consumer)
  return begun instanceof Promise ? begun.then(then) : then(begun)
}
