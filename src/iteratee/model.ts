import * as E from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Input } from '../Input.js'
import { bind, finished, Finished, Later } from '../kernel/consumer/interpret.js'
import { run } from '../kernel/run.js'
import { apply, step } from '../kernel/session.js'
import type { Consumer, Outcome } from '../kernel/Sink.js'
import { empty } from '../kernel/Source.js'
import type { Step } from '../Step.js'

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
  readonly step: <F extends E = E>() => Promise<Step<F, A>> = <F extends E = E>() =>
    apply<F, A>(empty, this.consumer).then(stepOf)

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
  readonly run: TaskEither<Error, A> = () => run(empty, this.consumer).then(resultOf)

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
    return new Iteratee(bind<E & F, B>(this.consumer, { done: (a: A) => f(a).consumer }))
  }
}

const resultOf = <A>(outcome: Outcome<unknown, A>): E.Either<Error, A> =>
  outcome._tag === 'Done' ? E.right(outcome.value) : E.left(outcome.error)

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
