/**
 * Stages that may end, or hand on something of their own, while nobody pushes to them, and keep no elements.
 *
 * What is pushed passes on at once, in the fiber of whoever pushes: that costs no wake-up. Where what follows has to
 * wait, the wait is handed over to a fiber of its own. So whoever pushed can be told to stop meanwhile, and what follows
 * is never left in the middle of an element.
 *
 * Law: what follows is pushed to by one party at a time.
 */
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import type { Beside } from './Beside.js'
import { failedWith } from './Scope.js'
import { after, type Frame, goOn, later, More, Pending, type Settled, type Signal, Stop, wait } from './Signal.js'
import type { Host, Sink } from './Sink.js'
import { Stage } from './Stage.js'

export abstract class Crossing<in out A> extends Stage<A, A> implements Frame {
  /** what follows waits for something */
  private busy = false
  /** where its fiber waits for more to do, once it has begun */
  private idle: Pending | undefined
  /** somebody is in a push, and will hear of what happens by its answer */
  private entered = false
  /** whoever pushes waits for its turn, or for what follows */
  private pushing: Pending | undefined
  /** an element that came while what follows was busy with something of the stage's own */
  private kept: Input<A> = In.empty
  /** those who want what follows to be free */
  private waiting: Pending[] | undefined
  /** what is left to be told: that what follows has failed, or why the stage ends */
  private failure: { readonly error: unknown } | undefined
  /** what follows has come to its end by itself: nobody waits for it */
  private orphaned = false
  /** nothing more is taken */
  protected over = false

  constructor(
    next: Sink<A>,
    private readonly host: Host,
    protected readonly beside: Beside
  ) {
    super(next)
  }

  /** What follows has taken what it was handed. */
  protected abstract handedOn(): void

  /** Nothing happens by itself any more. */
  protected abstract release(): void

  /** True where a failure of what follows comes out of the push that it belongs to, else it is the line's. */
  protected abstract failsPushes(): boolean

  /** Offers a slice to what follows. */
  protected abstract offer(elements: ReadonlyArray<A>, from: number, to: number): Signal

  push(a: A): Signal {
    if (this.over) return this.finish(In.el(a))
    return this.busy ? this.keep(a) : this.cross(() => this.next.push(a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    if (!this.over && !this.busy) return this.cross(() => this.offer(elements, from, to))
    this.taken = from + 1
    return this.push(elements[from] as A)
  }

  override empty(): Signal {
    if (this.over) return Stop
    return this.busy ? after(this.free(), () => this.empty()) : this.cross(() => this.next.empty())
  }

  override sure(): number {
    return this.busy ? 1 : this.next.sure()
  }

  override stopped(): boolean {
    return this.over || super.stopped()
  }

  override end(): Signal {
    this.close()
    return after(this.free(), () => {
      this.tell()
      return this.finish(In.eof)
    })
  }

  override conclude(): Signal {
    if (!this.stopped()) return this.end()
    this.close()
    return after(this.free(), () => {
      this.tell()
      return Stop
    })
  }

  /** What comes before has failed. That is told when what follows is free; until then nobody else may tell it. */
  override answerTo(error: unknown): Signal | undefined {
    this.close()
    if (!this.busy || this.orphaned) return undefined
    this.failure ??= { error }
    return after(this.free(), () => Stop)
  }

  override quiet(): Signal {
    return this.free()
  }

  override followingEnded(): void {
    this.orphaned = true
  }

  /** What was waited for is there. */
  resume(signal: Settled): Signal {
    const { kept } = this
    this.kept = In.empty
    if (signal === Stop) {
      if (kept._tag === 'El') this.finish(kept)
      this.leave()
      return this.beFree()
    }
    this.handedOn()
    return kept._tag === 'El' ? this.handOn(kept.value) : this.beFree()
  }

  /** What follows has failed; what was acquired for that is released. */
  fail(error: unknown): Signal {
    const closed = this.beside.below.scope.closeSince(0, failedWith(error))
    return 'then' in closed ? wait(closed, () => this.report(error)) : this.report(error)
  }

  /** True where something of its own may be handed on: nothing is under way, or being left. */
  protected mayAct(): boolean {
    return !this.busy && !this.stopped() && !this.host.fiber.interrupted
  }

  /** Hands on something of its own, where it may. */
  protected handOnAside(a: A): void {
    this.work(() => this.next.push(a))
  }

  /** Ends as if what comes before had: at once, and after what it has given. With a failure, that is the line's. */
  protected leave(failure?: { readonly error: unknown }): void {
    this.failure ??= failure
    if (this.over) return
    this.close()
    const { pushing } = this
    this.pushing = undefined
    if (pushing !== undefined) pushing.settle(() => Stop)
    else if (!this.entered && !this.host.fiber.interrupted) this.host.ended()
  }

  protected close(): void {
    if (this.over) return
    this.over = true
    this.release()
  }

  private keep(a: A): Pending {
    this.kept = In.el(a)
    return (this.pushing = new Pending())
  }

  private cross(what: () => Signal): Signal {
    let signal: Signal
    this.entered = true
    try {
      signal = what()
    } catch (error) {
      this.entered = false
      return this.waitFor(() => {
        throw error
      })
    }
    this.entered = false
    if (typeof signal === 'object') return this.waitFor(() => signal)
    if (signal === Stop) this.close()
    else this.handedOn()
    // it may have been told to end in the middle of the push
    return this.over ? Stop : More
  }

  private waitFor(what: () => Signal): Signal {
    const pushing = new Pending()
    if (!this.over) this.pushing = pushing
    this.work(what)
    return this.over ? Stop : pushing
  }

  /** Does it in the fiber that waits for what follows. */
  private work(what: () => Signal): void {
    const { idle } = this
    this.busy = true
    this.idle = undefined
    if (idle === undefined) this.beside.below.start(() => later(what).hang(this))
    else idle.settle(what)
  }

  private handOn(a: A): Signal {
    let signal: Signal
    try {
      signal = this.next.push(a)
    } catch (error) {
      return this.fail(error)
    }
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  /** A failure is told to whoever pushes; if nobody does, or hears it, when the stage is ended. */
  private report(error: unknown): Signal {
    const { pushing } = this
    this.kept = In.empty
    if (pushing === undefined || !this.failsPushes()) {
      this.leave({ error })
      return this.beFree()
    }
    this.failure = { error }
    return this.beFree(() => {
      this.failure = undefined
      throw error
    })
  }

  /** What follows is free: waits until there is more to do. */
  private beFree(answer: () => Signal = goOn): Signal {
    const idle = (this.idle = new Pending())
    this.busy = false
    const { pushing, waiting } = this
    this.pushing = this.waiting = undefined
    pushing?.settle(answer)
    waiting?.forEach((one) => {
      one.settle(goOn)
    })
    return idle.hang(this)
  }

  private free(): Signal {
    if (!this.busy || this.orphaned) return More
    const free = new Pending()
    if (this.waiting === undefined) this.waiting = [free]
    else this.waiting.push(free)
    return free
  }

  private tell(): void {
    const { failure } = this
    this.failure = undefined
    if (failure !== undefined) throw failure.error
  }
}
