/** The multiples of `ms`, from when this is made: each once, without those that go by while none is asked for. */
export class Multiples {
  private readonly started = performance.now()
  /** the last one that was answered */
  private due = 0

  constructor(private readonly ms: number) {}

  /** ms until the next one */
  untilNext(): number {
    const { ms } = this
    const elapsed = performance.now() - this.started
    // a timer may fire a moment early: it has been for the multiple that was due all the same
    this.due = Math.max(this.due + ms, (Math.floor(elapsed / ms) + 1) * ms)
    return this.due - elapsed
  }
}
