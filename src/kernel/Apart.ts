import { Fiber } from './Fiber.js'
import { goOn, Pending, type Settled, type Signal } from './Signal.js'
import { type Finalizer, succeeded } from './Scope.js'

/** Work in a fiber of its own, so that it can be stopped while it waits. */
export class Apart {
  readonly fiber: Fiber
  private readonly over = new Pending()

  constructor(private readonly parent: Fiber) {
    this.fiber = new Fiber((exit) => {
      this.over.settle(() => {
        if (exit.failed) throw exit.error
        return goOn()
      })
    })
  }

  /** Does the work; what was stopped answers as if it had ended. */
  do(work: () => Signal): Pending {
    const finalizer: Finalizer = this.parent.scope.add((exit) => this.fiber.leave(exit))
    this.over.hang({
      resume: (signal: Settled) => {
        finalizer.forget()
        return signal
      }
    })
    this.fiber.start(work)
    return this.over
  }

  stop(): void {
    this.fiber.interrupt(succeeded)
  }
}
