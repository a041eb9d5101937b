/**
 * Stages that hand on elements while nobody pushes to them, as a timer or a task says.
 *
 * What follows such a stage is driven by a fiber of its own, and by nobody else. So it is pushed to by one party at a
 * time, whoever pushes to the stage; and what comes before the stage need not wait for it longer than the stage says.
 *
 * Law: a failure of what follows is that of the line, whenever it comes. It does not unwind through a push, as that is of
 * another element.
 */
import * as In from '../Input.js'
import type { Beside } from './Beside.js'
import type { Exit } from './Scope.js'
import { after, type Frame, goOn, More, Pending, type Settled, type Signal, Stop } from './Signal.js'
import type { Host, Sink } from './Sink.js'
import { Stage } from './Stage.js'

export abstract class Boundary<in A, in out B> extends Stage<A, B> implements Frame {
  /** what follows has taken what there was, and waits for more */
  private idle: Pending | undefined
  /** whoever pushes, or ends the stage, waits for its turn */
  private waiting: Pending | undefined
  /** whoever wants what follows to be at rest */
  private resting: Pending | undefined
  /** somebody is in a push, and will hear of what happens by its answer */
  private entered = false
  protected ending = false
  /** what follows is at work on an element */
  protected using = false
  /** what comes before has failed: that follows what it has given before */
  private failure: { readonly error: unknown } | undefined
  /** how many `Empty` there are to be handed on */
  private empties = 0
  /** what follows has come to its end by itself: nobody waits for it */
  private orphaned = false
  private over = false

  constructor(
    next: Sink<B>,
    private readonly host: Host,
    private readonly beside: Beside
  ) {
    super(next)
  }

  /** True where there is something to hand on now. */
  protected abstract hasNext(): boolean

  /** What is to be handed on now; may throw. */
  protected abstract takeNext(): B

  /** Keeps an element. */
  protected abstract keep(a: A): void

  /** True where another element may be kept; told whether what follows waits for more. */
  protected abstract hasRoom(idle: boolean): boolean

  /** After the last element: true where nothing will have to be handed on any more, after what there is now. */
  protected abstract endsNow(): boolean

  override start(): Signal {
    this.beside.below.start(() => this.handOn())
    return More
  }

  push(a: A): Signal {
    if (this.stopped()) {
      // what follows takes nothing more, and may be at work on the last that it has taken
      const leaving = this.using && !this.over ? this.wait() : Stop
      return after(leaving, () => this.finish(In.el(a)))
    }
    this.keep(a)
    return this.enter()
  }

  /** It has its turn when there is nothing else to hand on. */
  override empty(): Signal {
    if (this.stopped()) return Stop
    this.empties++
    return this.enter()
  }

  override end(): Signal {
    this.ending = true
    const signal = this.enter()
    const finish = (): Signal => this.finish(In.eof)
    return typeof signal === 'object' ? signal.hang({ resume: finish }) : finish()
  }

  /** Where nothing more is wanted, what follows may still be at work on the last element that was. */
  override conclude(): Signal {
    if (!this.stopped()) return this.end()
    if (this.over || this.orphaned || !this.using) return Stop
    this.ending = true
    return this.wait().hang({ resume: () => Stop })
  }

  override followingEnded(): void {
    this.orphaned = true
  }

  override answerTo(error: unknown): Signal {
    this.failure = { error }
    this.ending = true
    return this.enter()
  }

  override stopped(): boolean {
    return this.over || super.stopped()
  }

  resume(signal: Settled): Signal {
    if (signal === Stop) return Stop
    this.using = false
    this.letIn()
    return this.handOn()
  }

  override quiet(): Signal {
    return this.idle !== undefined || this.over ? More : (this.resting = new Pending())
  }

  /** There may be something to hand on. */
  protected wake(): void {
    const { idle } = this
    if (idle === undefined) return
    this.idle = undefined
    idle.settle(goOn)
  }

  /** What follows takes nothing more, or has failed. */
  override belowEnded(exit: Exit): void {
    if (exit.failed) {
      // what has an answer to that may be at work on it
      this.using = true
      this.beside.fail(exit.error, () => {
        this.leave()
      })
    } else this.leave()
  }

  private enter(): Signal {
    this.entered = true
    this.wake()
    this.entered = false
    return this.over ? Stop : this.mayGoOn() ? More : this.wait()
  }

  private mayGoOn(): boolean {
    return !this.ending && this.hasRoom(this.idle !== undefined)
  }

  private wait(): Pending {
    return (this.waiting = new Pending())
  }

  private handOn(): Signal {
    for (;;) {
      if (this.next.stopped()) return Stop
      const hasNext = this.hasNext()
      if (!hasNext && this.empties === 0) {
        if (this.ending && this.endsNow()) return this.reachEnd()
        const idle = (this.idle = new Pending())
        this.resting?.settle(goOn)
        this.letIn()
        return idle.hang(this)
      }
      const signal = hasNext ? this.next.push(this.takeNext()) : this.handOnEmpty()
      if (typeof signal === 'object') {
        this.using = true
        signal.hang(this)
        // what has been taken may have made room
        this.letIn()
        return signal
      }
      if (signal === Stop) return Stop
      this.letIn()
    }
  }

  private handOnEmpty(): Signal {
    this.empties--
    return this.next.empty()
  }

  private reachEnd(): Signal {
    if (this.failure !== undefined) throw this.failure.error
    return More
  }

  /** What follows has failed, though it has not said so. */
  protected giveUp(error: unknown): void {
    this.beside.giveUp(error, () => {
      this.leave()
    })
  }

  /** Whoever waits to push may do so, where there is room. */
  protected letIn(): void {
    if (this.waiting === undefined || !this.mayGoOn()) return
    const { waiting } = this
    this.waiting = undefined
    waiting.settle(goOn)
  }

  private leave(): void {
    this.over = true
    const { waiting } = this
    if (waiting !== undefined) {
      this.waiting = undefined
      waiting.settle(() => Stop)
    } else if (!this.entered) this.host.ended()
    // once it is known that the line has ended: else what is left of it would be seen as if it had not
    this.resting?.settle(goOn)
  }
}
