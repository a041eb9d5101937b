/**
 * Timers that belong to a scope: none is left running when that is closed. On `setTimeout`, so under fake timers too.
 */
import type { Scope } from './Scope.js'
import { goOn, Pending, type Signal } from './Signal.js'

/** One that is set again and again, until the scope is closed. */
export class Timer {
  private running: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(
    scope: Scope,
    private readonly whenDue: () => void
  ) {
    scope.add(() => {
      this.closed = true
      this.stop()
    })
  }

  start(ms: number): void {
    this.stop()
    if (this.closed) return
    this.running = setTimeout(() => {
      this.running = undefined
      this.whenDue()
    }, ms)
  }

  get isRunning(): boolean {
    return this.running !== undefined
  }

  stop(): void {
    clearTimeout(this.running)
    this.running = undefined
  }
}

/** Waits for a while. */
export const sleep = (ms: number, scope: Scope, then: () => Signal = goOn): Signal => {
  if (ms <= 0) return then()
  const due = new Pending()
  const timer = setTimeout(() => {
    finalizer.forget()
    due.settle(then)
  }, ms)
  const finalizer = scope.add(() => {
    clearTimeout(timer)
  })
  return due
}
