import * as In from '../../Input.js'
import { succeeded } from '../Scope.js'
import { feedAll, type Session, ToldSession } from '../session.js'
import { More, Pending, type Settled, type Signal, soon, Stop } from '../Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome, result } from '../Sink.js'
import type { Source } from '../Source.js'
import { sleep } from '../Timer.js'
import type { Log } from './log.js'

/** How many elements that lie ready are taken at once. */
const atOnce = 256

/**
 * Feeds a log from a source, as fast as the fastest of those who read it: one who has read all has the next asked for.
 * Where nobody reads it the source goes on all the same, and lets the event loop have its turn.
 */
export class Intake<E> {
  private readonly session: Session<E, void>
  private readonly recording: Recording<E>
  private started = false

  constructor(
    private readonly source: Source<E>,
    log: Log<E>,
    /** the log may be fed only when nobody would have more than its share */
    waitsForAll: boolean
  ) {
    const recording = (this.recording = new Recording(log, waitsForAll))
    this.session = new ToldSession((failed, opened) => {
      const outcome = failed ?? (opened?.stopped() === true ? result(opened) : undefined)
      log.finish((sink) => {
        if (outcome?._tag === 'Error') throw outcome.error
        return recording.eof ? sink.end() : More
      })
    })
  }

  /** Only the first time. */
  start(): void {
    if (this.started) return
    this.started = true
    this.session.begin(this.recording, (opened) => feedAll(this.source, opened, this.session))
  }

  /** Leaves the source; those who read the log have its end when that is released. */
  close(): void {
    this.recording.closed = true
    this.session.interrupt(succeeded)
  }

  get closed(): boolean {
    return this.recording.closed
  }
}

/** It stands for a thing in the world, and so is what it opens into. */
class Recording<E> extends OpenConsumer<E, void> implements Consumer<E, void> {
  closed = false
  eof = false
  private begun = false
  private host: Host | undefined
  private waiting: Pending | undefined
  /** how many came since somebody was there, or the event loop had its turn */
  private unheard = 0

  constructor(
    private readonly log: Log<E>,
    private readonly waitsForAll: boolean
  ) {
    super()
    log.feedBy(() => {
      this.look()
    })
  }

  open(host: Host): this {
    this.host = host
    return this
  }

  push(element: E): Signal {
    if (this.closed) return Stop
    if (!this.begun) return this.begin(element)
    this.log.push(element)
    return this.turn()
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    if (!this.begun) {
      this.taken = from + 1
      return this.push(elements[from] as E)
    }
    let i = from
    let signal: Signal = this.closed ? Stop : More
    while (i < to && signal === More) {
      const k = Math.max(1, Math.min(to - i, atOnce, this.log.slack))
      for (const end = i + k; i < end; i++) this.log.push(elements[i] as E)
      signal = this.turn(k)
    }
    this.taken = i
    return signal
  }

  end(): Signal {
    this.eof = this.closed = true
    return Stop
  }

  stopped(): boolean {
    return this.closed
  }

  outcome<F extends E>(): Outcome<F, void> {
    return { _tag: 'Done', value: undefined, remaining: In.empty }
  }

  freeze(): Consumer<E, void> {
    return this
  }

  /** The first element waits for the end of the turn, so that all who have begun to read in that turn have it. */
  private begin(element: E): Signal {
    const turn = new Pending()
    soon(() => {
      this.begun = true
      turn.settle(() => this.push(element))
    })
    return turn
  }

  /** After so many elements. */
  private turn(k = 1): Signal {
    const { log } = this
    if (log.count === 0) return this.goOnUnheard(k)
    this.unheard = 0
    if (this.closed) return Stop
    return this.isWanted() ? More : (this.waiting = new Pending())
  }

  private goOnUnheard(k: number): Signal {
    if (this.closed) return Stop
    this.unheard += k
    if (this.unheard < atOnce) return More
    this.unheard = 0
    return sleep(1, (this.host as Host).fiber.scope)
  }

  private isWanted(): boolean {
    const { log } = this
    return log.count === 0 || (log.isAwaited && (!this.waitsForAll || log.hasRoom()))
  }

  private look(): void {
    const { waiting } = this
    if (waiting === undefined || !this.isWanted()) return
    this.waiting = undefined
    waiting.settle((): Settled => (this.closed ? Stop : More))
  }
}
