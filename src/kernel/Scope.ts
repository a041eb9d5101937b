/**
 * What is to be released when a run ends, however it ends.
 *
 * Law: every finaliser runs exactly once; by its owner when the owner is through, or by the scope, newest first, when
 * the run is left by a failure or an interruption. What acts by itself is told of that before the others.
 */
import { toError } from '../Errors.js'
import { type Frame, type Settled, type Signal, wait } from './Signal.js'

/** How a run, or the part of it that a finaliser belongs to, came to its end. */
export type Exit = { readonly failed: false } | { readonly failed: true; readonly error: Error }

export const succeeded: Exit = { failed: false }

export const failedWith = (thrown: unknown): Exit => ({ failed: true, error: toError(thrown) })

export type Release = (exit: Exit) => void | PromiseLike<void>

/** As a frame, it releases when what it was hung on has settled. */
export class Finalizer implements Frame {
  private running: PromiseLike<void> | undefined
  /** its neighbours in the scope, as long as it is there */
  older: Finalizer | undefined
  newer: Finalizer | undefined

  constructor(
    private scope: Scope | undefined,
    private readonly release: Release,
    /** when it was registered, in the order of its scope */
    readonly at: number,
    /** it is told before the others, and does not wait for them */
    readonly first: boolean
  ) {
    scope?.enter(this)
  }

  /** Releases, if that has not been done; answers a promise while the release is under way. */
  run(exit: Exit): PromiseLike<void> | undefined {
    const { scope } = this
    if (this.running !== undefined || scope === undefined) return this.running
    this.forget()
    const releasing = this.release(exit)
    if (releasing === undefined) return undefined
    // still there until it is over, so that a scope closed meanwhile waits for it
    this.scope = scope
    scope.enter(this)
    const over = (): void => {
      this.forget()
    }
    releasing.then(over, over)
    return (this.running = releasing)
  }

  /** Releases, and then answers `signal`. */
  resume(signal: Settled): Signal {
    const releasing = this.run(succeeded)
    return releasing === undefined ? signal : wait(releasing, () => signal)
  }

  /** Nothing is to be released any more. */
  forget(): void {
    this.scope?.leave(this)
    this.scope = undefined
  }
}

export class Scope {
  /** what is to be released, each knows those registered before and after it */
  private newest: Finalizer | undefined
  private count = 0

  add(release: Release): Finalizer {
    return new Finalizer(this, release, ++this.count, false)
  }

  /** For what acts by itself, and must not go on while others take long to release. `release` does not throw. */
  addFirst(release: Release): Finalizer {
    return new Finalizer(this, release, ++this.count, true)
  }

  /** The same for what belongs to no source: it stays until the scope is closed. */
  keep(release: Release): Finalizer {
    return new Finalizer(this, release, 0, true)
  }

  /** A moment to come back to: see {@link closeSince}. */
  get now(): number {
    return this.count
  }

  /** Releases what has been added after `moment`, and is left. */
  closeSince(moment: number, exit: Exit): Exit | PromiseLike<Exit> {
    const left = this.live().filter(({ at }) => at > moment)
    return left.length === 0 ? exit : this.closeAll(left, exit)
  }

  /** Runs what is left. A finaliser that fails does not keep the others from running; the first failure is answered. */
  close(exit: Exit): Exit | PromiseLike<Exit> {
    return this.newest === undefined ? exit : this.closeAll(this.live(), exit)
  }

  /** @internal */
  enter(finalizer: Finalizer): void {
    finalizer.older = this.newest
    if (this.newest !== undefined) this.newest.newer = finalizer
    this.newest = finalizer
  }

  /** @internal */
  leave(finalizer: Finalizer): void {
    const { older, newer } = finalizer
    if (older !== undefined) older.newer = newer
    if (newer === undefined) this.newest = older
    else newer.older = older
    finalizer.older = finalizer.newer = undefined
  }

  /** newest last */
  private live(): Finalizer[] {
    const all: Finalizer[] = []
    for (let one = this.newest; one !== undefined; one = one.older) all.push(one)
    return all.reverse()
  }

  private closeAll(left: Finalizer[], exit: Exit): Exit | PromiseLike<Exit> {
    for (const finalizer of left) if (finalizer.first) void finalizer.run(exit)
    return this.closeNext(left, exit)
  }

  private closeNext(left: Finalizer[], exit: Exit): Exit | PromiseLike<Exit> {
    let worst = exit
    for (let finalizer = left.pop(); finalizer !== undefined; finalizer = left.pop()) {
      try {
        const releasing = finalizer.run(exit)
        if (releasing !== undefined) {
          const sofar = worst
          return releasing.then(
            () => this.closeNext(left, sofar),
            (error: unknown) => this.closeNext(left, sofar.failed ? sofar : failedWith(error))
          )
        }
      } catch (error) {
        if (!worst.failed) worst = failedWith(error)
      }
    }
    return worst
  }
}
