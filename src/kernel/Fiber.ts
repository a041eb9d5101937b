/**
 * One thread of a run: drives signals until they settle, keeps what waits as a stack of frames on the heap, owns the
 * scope, and reports once how it ended.
 *
 * Laws:
 * 1. `exited` is called exactly once, after the scope is closed;
 * 2. after an interruption no frame is resumed any more;
 * 3. an error that a frame's work throws is handed to the nearest outer frame that has `fail`, or ends the fiber.
 */
import { type Exit, failedWith, Scope, succeeded } from './Scope.js'
import { type Frame, goOn, More, type Pending, type Settled, type Signal, soon, type Waiter } from './Signal.js'

/** How many nested units of work (a part of a pipeline each) may stand on the JavaScript stack. */
const deepest = 300

/** How many fibers may run one within the other, on the JavaScript stack, before one has to wait for a turn of its own. */
const widest = 50

/** How many do. */
let nesting = 0

/** Never added to. */
const nothing: Frame[] = []

export class Fiber implements Waiter {
  readonly scope = new Scope()
  /** innermost last; while it waits the very innermost is with what it waits for */
  private stack: Frame[] = nothing
  private waiting: Pending | undefined
  private running = false
  /** nothing is driven by it any more */
  hasEnded = false
  /** ended, and its scope is closed */
  private over = false
  private whenOver: (() => void) | undefined
  private interruption: Exit | undefined
  /** how many units of work stand on the JavaScript stack */
  depth = 0

  /** `onExit` is called by {@link exited} */
  constructor(private readonly onExit?: (exit: Exit, interruption: Exit | undefined) => void) {}

  /** Told how the fiber has ended, its finalisers included, and by what it was interrupted, if it was. */
  protected exited(exit: Exit, interruption: Exit | undefined): void {
    this.onExit?.(exit, interruption)
  }

  /** True once the fiber has been told to end while it was running; it ends at its next pause. */
  get interrupted(): boolean {
    return this.interruption !== undefined
  }

  /** Begins, unless the fiber was interrupted before. */
  start(begin: () => Signal): void {
    if (!this.hasEnded) this.wake(begin)
  }

  /** Ends the fiber as `exit` says, at once when it waits. */
  interrupt(exit: Exit): void {
    if (this.hasEnded || this.interrupted) return
    this.interruption = exit
    if (this.running) return
    this.waiting?.detach()
    this.end(exit)
  }

  /** Ends the fiber as `exit` says, if it has not ended; answers a promise while it is not over. */
  leave(exit: Exit): PromiseLike<void> | undefined {
    this.interrupt(exit)
    if (this.over) return undefined
    return new Promise((resolve) => {
      this.whenOver = resolve
    })
  }

  /** True when nested work had better run from the fiber's loop than on the JavaScript stack. */
  get deep(): boolean {
    return this.depth >= deepest
  }

  wake(begin: () => Signal): void {
    if (nesting >= widest) {
      soon(() => {
        this.start(begin)
      })
      return
    }
    const { waiting } = this
    this.waiting = undefined
    this.running = true
    nesting++
    const exit = this.loop(begin, waiting?.unhang())
    this.running = false
    const { interruption } = this
    // what fails while it ends, as a finaliser may, is not hidden by the end
    const end = exit?.failed === true && interruption?.failed !== true ? exit : (interruption ?? exit)
    if (end !== undefined) this.end(end)
    nesting--
  }

  /** Works until the end, or until there is something to wait for (`undefined`). */
  private loop(begin: () => Signal, waited: Frame | undefined): Exit | undefined {
    let innermost = waited
    let next: (() => Signal) | undefined = begin === goOn ? undefined : begin
    let failure: { readonly error: unknown } | undefined
    let signal: Signal = More
    for (;;) {
      this.depth = 0
      try {
        if (next !== undefined) signal = next()
        else {
          const frame = innermost ?? this.stack.pop()
          innermost = undefined
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
        if (innermost !== undefined) {
          if (this.stack === nothing) this.stack = [innermost]
          else this.stack.push(innermost)
        }
        this.stack = signal.moveTo(this.stack)
        if (this.interrupted) return undefined
        next = signal.attach(this)
        if (next === undefined) {
          this.waiting = signal
          return undefined
        }
        innermost = signal.unhang()
      }
    }
  }

  private end(exit: Exit): void {
    this.hasEnded = true
    this.stack = nothing
    this.waiting = undefined
    const closed = this.scope.close(exit)
    if ('then' in closed)
      void closed.then((worst) => {
        this.exit(worst)
      })
    else this.exit(closed)
  }

  private exit(exit: Exit): void {
    this.over = true
    this.exited(exit, this.interruption)
    this.whenOver?.()
  }
}
