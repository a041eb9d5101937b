/** What arrives by and by, taken one after the other, in order; `next` waits for what is not there yet. */
export class Mailbox<A> {
  private readonly arrived: A[] = []
  private readonly waiting: ((a: A) => void)[] = []

  readonly put = (a: A): void => {
    const waiter = this.waiting.shift()
    if (waiter === undefined) this.arrived.push(a)
    else waiter(a)
  }

  readonly next = (): Promise<A> =>
    this.arrived.length > 0
      ? Promise.resolve(this.arrived.shift() as A)
      : new Promise((resolve) => this.waiting.push(resolve))

  /** how many have arrived and have not been taken */
  get size(): number {
    return this.arrived.length
  }
}
