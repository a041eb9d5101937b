/**
 * What a consumer answers to what it is offered: go on, stop, or wait.
 *
 * The first two are small integers, so that an element that needs no waiting costs no object. The third is a
 * {@link Pending}: the whole chain of calls that led to it (sink, stages, source) unwinds, each part that has
 * something left to do hanging a {@link Frame} on it, innermost first. The fiber keeps those frames as its stack and
 * resumes them when the wait is over. One real wait costs one callback, however many stages stand between; and a
 * recursion that grows too deep becomes a wait that is over at once (see `later`), so depth costs heap, not stack.
 */

/** Go on: the next element is welcome. */
export const More = 0

/** Stop: nothing more will be taken. */
export const Stop = 1

export type Settled = typeof More | typeof Stop

export type Signal = Settled | Pending

/** The rest of a computation that was waiting. */
export interface Frame {
  /** goes on, with the answer of what it waited for */
  resume(signal: Settled): Signal
  /** where this stands, what it waited for failed: goes on, or throws; frames without it are passed over */
  fail?(error: unknown): Signal
}

/** Whoever waits for a {@link Pending}. */
export interface Waiter {
  wake(next: () => Signal): void
}

/** An answer that is not there yet. Settled once, by whatever it waits for; awaited once, by a fiber. */
export class Pending {
  /** the innermost, as often there is but one */
  private frame: Frame | undefined
  /** the others, innermost first */
  private frames: Frame[] | undefined
  private waiter: Waiter | undefined
  private next: (() => Signal) | undefined

  hang(frame: Frame): this {
    if (this.frame === undefined) this.frame = frame
    else if (this.frames === undefined) this.frames = [frame]
    else this.frames.push(frame)
    return this
  }

  /** Moves all frames but the innermost to a stack, innermost last; answers that. */
  moveTo(stack: Frame[]): Frame[] {
    const { frames } = this
    if (frames === undefined) return stack
    this.frames = undefined
    // an array that grows has room for many, and most fibers have but a few
    if (stack.length === 0) return frames.reverse().slice()
    for (let i = frames.length - 1; i >= 0; i--) stack.push(frames[i] as Frame)
    return stack
  }

  /** The innermost frame: it is taken when the wait is over, so that a wait that has no other moves none. */
  unhang(): Frame | undefined {
    const { frame } = this
    this.frame = undefined
    return frame
  }

  /** The wait is over, and `next` is what to do. Later calls count for nothing. */
  settle(next: () => Signal): void {
    if (this.next !== undefined) return
    this.next = next
    this.waiter?.wake(next)
  }

  /** What to do at once, if the wait is over; else `waiter` is woken when it is. */
  attach(waiter: Waiter): (() => Signal) | undefined {
    this.waiter = waiter
    return this.next
  }

  /** Nobody waits any more: what hangs here is not resumed, whoever waits next. */
  detach(): void {
    this.waiter = undefined
    this.frame = undefined
  }

  /** As if it were new, once its frames have been taken. */
  protected renew(): void {
    this.waiter = undefined
    this.next = undefined
  }
}

/** Work for the fiber's loop: a wait that is over at once. */
export const later = (work: () => Signal): Pending => {
  const pending = new Pending()
  pending.settle(work)
  return pending
}

/** After this turn, before anything else: on the microtask queue, by a promise, as fake timers fake `queueMicrotask`. */
export const soon = (work: () => void): void => {
  void Promise.resolve().then(work)
}

export const goOn = (): Signal => More

export const rethrow = (error: unknown): Signal => {
  throw error
}

/** Waits for a promise, then goes on with its value, or, where it is rejected, with its reason: that is thrown by default. */
export const wait = <T>(
  promise: PromiseLike<T>,
  then: (value: T) => Signal,
  otherwise: (reason: unknown) => Signal = rethrow
): Pending => {
  const pending = new Pending()
  promise.then(
    (value) => {
      pending.settle(() => then(value))
    },
    (reason: unknown) => {
      pending.settle(() => otherwise(reason))
    }
  )
  return pending
}

/** Goes on with the settled part of `signal`, now or when it is there. */
export const after = (signal: Signal, then: (signal: Settled) => Signal): Signal =>
  typeof signal === 'object' ? signal.hang({ resume: then }) : then(signal)

/** Does something; where that fails, now or later, `fail` answers. */
export const orElse = (what: () => Signal, fail: (error: unknown) => Signal): Signal => {
  try {
    const signal = what()
    return typeof signal === 'object' ? signal.hang({ resume: (settled) => settled, fail }) : signal
  } catch (error) {
    return fail(error)
  }
}
