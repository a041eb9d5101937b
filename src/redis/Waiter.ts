/** Somebody who waits for something, one thing at a time, and may leave meanwhile: then nothing is kept of the wait. */
export class Waiter {
  hasLeft = false
  private forget: (() => void) | undefined

  waitsUntilForgotten(forget: () => void): void {
    this.forget = forget
  }

  leave(): void {
    this.hasLeft = true
    this.forget?.()
  }
}

/** Those who wait, each for something of its own. */
export class Queue<T> {
  private readonly waits = new Set<{ readonly what: T; readonly resolve: () => void }>()

  get isEmpty(): boolean {
    return this.waits.size === 0
  }

  /** Resolves when it is told; never, if the waiter leaves. */
  wait(what: T, waiter?: Waiter): Promise<void> {
    return new Promise((resolve) => {
      if (waiter?.hasLeft === true) return
      const one = { what, resolve }
      this.waits.add(one)
      waiter?.waitsUntilForgotten(() => this.waits.delete(one))
    })
  }

  /** In the order in which they came. */
  tell(those: (what: T) => boolean): void {
    for (const one of this.waits) {
      if (!those(one.what)) continue
      this.waits.delete(one)
      one.resolve()
    }
  }
}
