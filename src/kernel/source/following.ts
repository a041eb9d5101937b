import type { Fiber } from '../Fiber.js'
import { type Frame, goOn, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { releaseAfter } from './finally.js'
import type { Log } from './log.js'
import type { Policy } from './queue.js'

/** How a log is read. */
export interface Following<E> {
  /** the position of the first that is to be read */
  readonly from: number
  /** handed on before that */
  readonly opening?: ReadonlyArray<E>
  /** how many of those that are pushed from now on may be unread */
  readonly capacity: number
  readonly policy: Policy
  readonly overflow: () => Error
  /** what is handed on in the place of those from one position, asked when that is lost, to before another, asked later */
  readonly missing?: (from: number) => (to: number) => E
}

/** A log, and how it is read by one who reads it. */
export interface Begun<E> {
  readonly log: Log<E>
  readonly following: Following<E>
  /** called when the reader has entered, and waits for what comes */
  readonly entered?: () => void
  /** called when it has left */
  readonly left?: () => void
}

/** A log, read from where `begin` says when it is run. */
export class Reading<E> extends Source<E> {
  constructor(private readonly begin: () => Begun<E>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const { log, following, entered, left } = this.begin()
    const reader = new Reader(log, sink, following)
    log.enter(reader)
    const finalizer = fiber.scope.add(() => {
      log.leave(reader)
      left?.()
    })
    entered?.()
    return releaseAfter(reader.run(), finalizer)
  }
}

/** What a reader had unread when it had too much of it; the log does not hold it any more. */
interface Kept<E> {
  readonly elements: ReadonlyArray<E>
  at: number
  /** what is missing after them */
  readonly missing: Missing<E> | undefined
}

/** What is handed on in the place of those up to before a position. */
type Missing<E> = (to: number) => E

class Reader<E> implements Frame {
  next: number
  private readonly joined: number
  private opening: ReadonlyArray<E>
  private kept: Kept<E> | undefined
  /** what is lost since that was last told, where it is to be told */
  private missing: Missing<E> | undefined
  private waiting: Pending | undefined

  constructor(
    private readonly log: Log<E>,
    readonly sink: Sink<E>,
    private readonly following: Following<E>
  ) {
    this.next = following.from
    this.joined = log.end
    this.opening = following.opening ?? []
  }

  get limit(): number {
    return Math.max(this.next, this.joined) + this.following.capacity
  }

  /** Hands on what is there, and waits for more. */
  run(): Signal {
    const { log } = this
    for (;;) {
      const signal = this.handOn()
      if (signal === undefined) return log.endOf(this) ?? (this.waiting = new Pending()).hang(this)
      if (signal !== More) return signal === Stop ? Stop : signal.hang(this)
    }
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? Stop : this.run()
  }

  wake(): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(goOn)
  }

  lose(): void {
    const { log, next, following } = this
    switch (following.policy) {
      case 'block':
        return
      case 'dropOldest':
        this.missing ??= following.missing?.(next)
        this.next = log.end - following.capacity
        return
      case 'dropNewest':
      case 'fail': {
        const end = this.limit
        this.kept = { elements: log.copy(next, end), at: 0, missing: following.missing?.(end) }
        this.next = Infinity
      }
    }
  }

  /** What comes next; undefined where all has been read. */
  private handOn(): Signal | undefined {
    const { log, sink, next, missing, kept } = this
    if (this.opening.length > 0) {
      const [element, ...others] = this.opening
      this.opening = others
      return sink.push(element as E)
    }
    if (kept !== undefined) return this.handOnKept(kept)
    if (missing !== undefined) {
      this.missing = undefined
      return sink.push(missing(next))
    }
    const k = Math.min(log.end - next, sink.sure())
    if (k === 0) return undefined
    this.next = next + k
    const signal = log.offer(sink, next, k)
    log.tellRoom()
    return signal
  }

  private handOnKept(kept: Kept<E>): Signal {
    const { elements, at } = kept
    if (at < elements.length) {
      const k = Math.min(elements.length - at, this.sink.sure())
      kept.at += k
      return this.sink.chunk(elements, at, at + k)
    }
    if (this.following.policy === 'fail') throw this.following.overflow()
    this.kept = undefined
    this.missing = kept.missing
    this.next = this.log.end
    // from now on it may have too much of it again
    this.log.enter(this)
    return More
  }
}
