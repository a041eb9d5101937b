import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import { Iteratee } from '../iteratee/model.js'
import { sourceOf } from '../kernel/given.js'
import { Pulled } from '../kernel/consumer/pulled.js'
import { requireOptions } from '../kernel/options.js'
import { More, type Signal, Stop } from '../kernel/Signal.js'
import type { Enumerator, RunOptions } from './model.js'

/**
 * The elements of an enumerator for `for await`, and for whatever else takes an async iterable. Each iteration is a run of
 * its own.
 *
 * - An element is asked for when `next` is called, and nothing is run before the first one. Several `next` at once are
 *   answered in order.
 * - At the end of the enumerator, and after its failure, `next` answers when the finalisers have run; after that it
 *   answers that there is no more.
 * - `return`, which `break` calls, stops the enumerator at once, also while a `next` is waiting, which is answered with the
 *   end then. (Of an async generator it would wait its turn behind that `next`.) It resolves when the finalisers have run,
 *   and is rejected where one of them fails. To the enumerator this is an early end; `throw` is the same as a failure.
 * - Where `signal` aborts, `next` is rejected with an `AbortError`, once.
 *
 * Law: `fromAsyncIterable(toAsyncIterable(e))` produces what `e` does, and fails as `e` does.
 *
 * @category destructors
 * @since 0.1.0
 * @throws `TypeError` where an option is unknown, or `signal` is none
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 *
 * const seen: string[] = []
 * for await (const s of Enumerator.toAsyncIterable(Enumerator.of('kiki', 'foo', 'bar'))) {
 *   seen.push(s)
 *   if (s === 'foo') break
 * }
 * assert.deepStrictEqual(seen, ['kiki', 'foo'])
 */
export const toAsyncIterable = <E>(enumerator: Enumerator<E>, options: RunOptions = {}): AsyncIterable<E> => {
  requireOptions('Enumerator.toAsyncIterable', options, ['signal'])
  sourceOf('Enumerator.toAsyncIterable', enumerator)
  return { [Symbol.asyncIterator]: () => new Iteration(enumerator, options) }
}

interface Read<E> {
  readonly resolve: (result: IteratorResult<E, undefined>) => void
  readonly reject: (error: Error) => void
}

const done = { done: true, value: undefined } as const

const nothing = (): void => undefined

class Iteration<E> extends Pulled<E> implements AsyncIterableIterator<E, unknown> {
  /** those from `at` on have not been answered */
  private readonly reads: Read<E>[] = []
  private at = 0
  private begun = false
  /** it has been, by `return` or `throw`: settled when the last call since has been answered */
  private left: Promise<unknown> | undefined
  private ended: Promise<Either<Error, void>> | undefined
  private isSettled = false
  /** has not been told yet */
  private failure: Error | undefined

  constructor(
    private readonly enumerator: Enumerator<E>,
    private readonly options: RunOptions
  ) {
    super()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<E, undefined>> {
    if (this.left !== undefined) return this.after(this.left, () => done)
    if (this.isSettled) return this.afterTheEnd()
    return new Promise((resolve, reject) => {
      this.reads.push({ resolve, reject })
      if (this.begun) this.proceed()
      else this.begin()
    })
  }

  return<R>(value?: R | PromiseLike<R>): Promise<IteratorReturnResult<R | undefined>> {
    return this.leave(
      () => {
        this.stop()
      },
      async (ended) => {
        if (ended !== undefined && isLeft(ended)) throw ended.left
        return { done: true, value: await value }
      }
    )
  }

  throw(thrown?: unknown): Promise<never> {
    return this.leave(
      () => {
        this.stopWith(thrown)
      },
      () => {
        throw thrown
      }
    )
  }

  push(element: E): Signal {
    if (this.over) return Stop
    this.read()?.resolve({ done: false, value: element })
    return this.isAwaited ? More : this.wait()
  }

  private get isAwaited(): boolean {
    return this.at < this.reads.length
  }

  private read(): Read<E> | undefined {
    const read = this.reads[this.at++]
    if (!this.isAwaited) this.reads.length = this.at = 0
    return read
  }

  private begin(): void {
    this.begun = true
    this.ended = this.enumerator
      .run(Iteratee.from(this), this.options)()
      .then((ended) => this.settle(ended))
  }

  /** `answer` is told how the run has come to its end because of this; not where it had before. */
  private leave<R>(stop: () => void, answer: (ended: Either<Error, void> | undefined) => Promise<R>): Promise<R> {
    if (this.left !== undefined) return this.after(this.left, () => answer(undefined))
    const hadEnded = this.isSettled || !this.begun
    this.begun = true
    this.failure = undefined
    // where a function of the source's stops it, the run is not known yet
    const ended = Promise.resolve().then(() => this.ended)
    const answered = this.after(ended, (how) => answer(hadEnded ? undefined : how))
    stop()
    return answered
  }

  private after<T, R>(before: Promise<T>, answer: (value: T) => R | Promise<R>): Promise<R> {
    const answered = before.then(answer)
    this.left = answered.then(nothing, nothing)
    return answered
  }

  private settle(ended: Either<Error, void>): Either<Error, void> {
    this.isSettled = true
    if (isLeft(ended) && this.left === undefined) {
      this.failure = ended.left
      if (this.isAwaited) {
        this.read()?.reject(ended.left)
        this.failure = undefined
      }
    }
    this.tellEnd()
    return ended
  }

  private tellEnd(): void {
    while (this.isAwaited) this.read()?.resolve(done)
  }

  private afterTheEnd(): Promise<IteratorResult<E, undefined>> {
    const { failure } = this
    this.failure = undefined
    return failure === undefined ? Promise.resolve(done) : Promise.reject(failure)
  }
}
