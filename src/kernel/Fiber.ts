/**
 * One thread of a run: drives signals until they settle, keeps what waits as a stack of frames on the heap, owns the
 * scope, and reports once how it ended.
 *
 * Laws:
 * 1. `onExit` is called exactly once, after the scope is closed;
 * 2. after an interruption no frame is resumed any more;
 * 3. an error that a frame's work throws is handed to the nearest outer frame that has `fail`, or ends the fiber.
 */
import { type Exit, failedWith, Scope, succeeded } from './Scope.js'
import type { Frame, Pending, Settled, Signal, Waiter } from './Signal.js'

/** How many nested units of work (a part of a pipeline each) may stand on the JavaScript stack. */
const deepest = 300

export class Fiber implements Waiter {
  readonly scope = new Scope()
  private readonly stack: Frame[] = []
  private waiting: Pending | undefined
  /** work beside what is waited for: the first is under way */
  private besides: (() => Signal)[] | undefined
  private running = false
  private ended = false
  private interruption: Exit | undefined
  /** how many units of work stand on the JavaScript stack */
  depth = 0

  constructor(private readonly onExit: (exit: Exit) => void) {}

  /** True once the fiber has been told to end while it was running; it ends at its next pause. */
  get interrupted(): boolean {
    return this.interruption !== undefined
  }

  /** Begins, unless the fiber was interrupted before. */
  start(begin: () => Signal): void {
    if (!this.ended) this.wake(begin)
  }

  /** Ends the fiber as `exit` says, at once when it waits. */
  interrupt(exit: Exit): void {
    if (this.ended || this.interrupted) return
    this.interruption = exit
    if (this.running) return
    this.waiting?.detach()
    this.end(exit)
  }

  /**
   * Work that comes up while this waits for something else: it is done now, or when other such work is, then the wait
   * goes on. Nothing is done where this has ended.
   */
  meanwhile(work: () => Signal): void {
    const { waiting, besides } = this
    if (besides !== undefined) besides.push(work)
    else if (waiting !== undefined) {
      waiting.detach()
      this.besides = [work]
      this.wake(() => this.doBesides(waiting))
    }
  }

  private doBesides(waiting: Pending): Signal {
    const work = this.besides?.shift()
    if (work === undefined) {
      this.besides = undefined
      return waiting
    }
    const fail = (error: unknown): never => {
      this.besides = undefined
      throw error
    }
    const resume = (): Signal => this.doBesides(waiting)
    try {
      const signal = work()
      return typeof signal === 'object' ? signal.hang({ resume, fail }) : resume()
    } catch (error) {
      return fail(error)
    }
  }

  /** True when nested work had better run from the fiber's loop than on the JavaScript stack. */
  get deep(): boolean {
    return this.depth >= deepest
  }

  wake(begin: () => Signal): void {
    this.waiting = undefined
    this.running = true
    const exit = this.loop(begin)
    this.running = false
    const end = this.interruption ?? exit
    if (end !== undefined) this.end(end)
  }

  /** Works until the end, or until there is something to wait for (`undefined`). */
  private loop(begin: () => Signal): Exit | undefined {
    const { stack } = this
    let next: (() => Signal) | undefined = begin
    let failure: { readonly error: unknown } | undefined
    let signal: Signal = 0
    for (;;) {
      this.depth = 0
      try {
        if (next !== undefined) signal = next()
        else {
          const frame = stack.pop()
          if (frame === undefined) return failure === undefined ? succeeded : failedWith(failure.error)
          if (failure === undefined) signal = frame.resume(signal as Settled)
          else if (frame.fail === undefined) continue
          else {
            const { error } = failure
            failure = undefined
            signal = frame.fail(error)
          }
        }
        next = undefined
      } catch (error) {
        next = undefined
        failure = { error }
        continue
      }
      if (typeof signal === 'object') {
        const { frames } = signal
        if (frames !== undefined) {
          for (let i = frames.length - 1; i >= 0; i--) stack.push(frames[i] as Frame)
          signal.frames = undefined
        }
        if (this.interrupted) return undefined
        next = signal.attach(this)
        if (next === undefined) {
          this.waiting = signal
          return undefined
        }
      }
    }
  }

  private end(exit: Exit): void {
    this.ended = true
    this.stack.length = 0
    this.waiting = undefined
    const closed = this.scope.close(exit)
    if ('then' in closed) void closed.then(this.onExit)
    else this.onExit(closed)
  }
}
