/**
 * The state of an iteratee: it has its result, it wants more, or it has failed.
 *
 * @module
 * @since 0.1.0
 */
import type { Input } from './Input.js'
import type { Iteratee } from './iteratee/model.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * The iteratee has its result. `remaining` is what it was fed and did not consume.
 *
 * @category model
 * @since 0.1.0
 */
export interface Done<out E, out A> {
  readonly _tag: 'Done'
  readonly value: A
  readonly remaining: Input<E>
}

/**
 * The iteratee wants input; `k` feeds it one and answers the next iteratee. Feeding the same `Cont` twice gives two
 * independent iteratees.
 *
 * @category model
 * @since 0.1.0
 */
export interface Cont<in E, out A> {
  readonly _tag: 'Cont'
  /** feeds one input, at once, and answers the next iteratee */
  readonly k: (input: Input<E>) => Iteratee<E, A>
}

/**
 * The iteratee has failed. `remaining` is what it was fed and did not consume.
 *
 * @category model
 * @since 0.1.0
 */
export interface Failure<out E> {
  readonly _tag: 'Error'
  readonly error: Error
  readonly remaining: Input<E>
}

/**
 * The state of an iteratee. Play's `Step`, where the error is a message.
 *
 * @category model
 * @since 0.1.0
 */
export type Step<E, A> = Done<E, A> | Cont<E, A> | Failure<E>

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/**
 * One function for each state.
 *
 * @category destructors
 * @since 0.1.0
 * @example
 * import { Input, Iteratee, Step } from 'fp-ts-iteratee'
 *
 * const show = Step.match({
 *   done: (n: number, remaining: Input<string>) => `done ${n}, ${remaining._tag} left`,
 *   cont: () => 'wants more',
 *   error: (error) => error.message
 * })
 * assert.strictEqual(show(await Iteratee.done(1, Input.el('x')).step()), 'done 1, El left')
 */
export const match =
  <E, A, B>(cases: {
    readonly done: (value: A, remaining: Input<E>) => B
    readonly cont: (k: (input: Input<E>) => Iteratee<E, A>) => B
    readonly error: (error: Error, remaining: Input<E>) => B
  }) =>
  (step: Step<E, A>): B => {
    switch (step._tag) {
      case 'Done':
        return cases.done(step.value, step.remaining)
      case 'Cont':
        return cases.cont(step.k)
      case 'Error':
        return cases.error(step.error, step.remaining)
    }
  }
