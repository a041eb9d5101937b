/** The waits of one party that waits for one promise after the other. */
import { Pending, rethrow, type Signal } from './Signal.js'

/** One {@link Pending}, used again for each promise: next to nothing is made for a wait. */
export class Waits<T> extends Pending {
  private value: T | undefined
  private reason: unknown

  constructor(
    private readonly then: (value: T) => Signal,
    private readonly otherwise: (reason: unknown) => Signal = rethrow
  ) {
    super()
  }

  /** The last promise has been settled before. Anything but a promise of the platform might settle more than once. */
  on(promise: PromiseLike<T>): this {
    this.renew()
    const once = promise instanceof Promise ? (promise as Promise<T>) : Promise.resolve(promise)
    once.then(this.fulfilled, this.rejected)
    return this
  }

  private readonly fulfilled = (value: T): void => {
    this.value = value
    this.settle(this.goOn)
  }

  private readonly rejected = (reason: unknown): void => {
    this.reason = reason
    this.settle(this.fail)
  }

  private readonly goOn = (): Signal => {
    const value = this.value as T
    this.value = undefined
    return this.then(value)
  }

  private readonly fail = (): Signal => this.otherwise(this.reason)
}
