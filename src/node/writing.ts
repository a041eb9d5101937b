/** A response that is being written: see {@link response}. */
import type { ServerResponse } from 'node:http'
import { AbortError, toError } from '../Errors.js'
import * as In from '../Input.js'
import { goOn, More, Pending, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import type { Written } from '../push/hooks.js'
import { cut, end, isGone, watch, watchForStall } from './connection.js'
import type { NodeResponse } from './Handler.js'
import { type Open, type OpenResponses, openResponsesOf } from './openResponses.js'
import { type Content, Outgoing, sizeOf } from './outgoing.js'
import type { Closed, Dropped, Reason, ResponseEnd } from './ResponseEnd.js'
import type { Patience } from './SlowClient.js'

/** What the responses of one kind have in common: there are many of them, and most are idle. */
export interface Kind<in A> {
  readonly transform: (a: A) => Content
  /** called when the response is opened, before anything is written */
  readonly begin: (res: NodeResponse) => void
  readonly contentType: (res: NodeResponse) => string
  readonly patience: Patience
  readonly onClose: ((closed: Closed) => void) | undefined
  readonly onDrop: ((dropped: Dropped) => void) | undefined
}

/** Set by middleware that compresses. */
interface Flushing {
  flush?: () => void
}

/** How much may be gathered in one turn before it is written all the same, in characters or bytes. */
const gatheredAtMost = 16 * 1024

/** How much of what waits leaves in one write, in bytes. */
const writtenAtMost = 64 * 1024

/** How many elements may be dropped before the event loop has its turn: who gives them may never wait by itself. */
const droppedAtMost = 65_536

export class Writing<A> extends OpenConsumer<A, ResponseEnd> implements Consumer<A, ResponseEnd>, Open {
  private host: Host | undefined
  private siblings: OpenResponses | undefined
  private openedAt: number | undefined
  private result: Outcome<never, ResponseEnd> | undefined
  /** what is to leave at the end of this turn or, while the response is full, when there is room */
  private readonly outgoing = new Outgoing()
  private scheduled = false
  /** nothing is written before `drain` */
  private full = false
  /** the last of it is being written */
  private ending = false
  /** how many elements may still be dropped in this turn */
  private mayDrop = 0
  private waiting: Pending | undefined
  private stopWatching: (() => void) | undefined
  private bytes = 0
  private chunks = 0
  private elements = 0

  constructor(
    private readonly res: ServerResponse & Flushing,
    private readonly kind: Kind<A>
  ) {
    super()
  }

  /** It stands for a thing in the world, and so is what it opens into. */
  open(host: Host): this {
    this.host = host
    return this
  }

  override start(): Signal {
    if (this.openedAt !== undefined) return More
    this.openedAt = performance.now()
    const { res } = this
    this.kind.begin(res)
    if (res.writableEnded) throw new Error('response: it has been ended already')
    if (isGone(res)) this.settle('disconnected')
    else {
      watch(res, 'on', this)
      this.schedule()
      this.siblings = openResponsesOf(res)
      this.siblings?.add(this)
    }
    return this.ending ? this.wait() : More
  }

  push(element: A): Signal {
    return this.result !== undefined ? Stop : this.take(this.kind.transform(element))
  }

  end(): Signal {
    if (this.result !== undefined) return Stop
    this.finish('finished')
    return this.wait()
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends A>(): Outcome<F, ResponseEnd> {
    return this.result as Outcome<never, ResponseEnd>
  }

  freeze(): Consumer<A, ResponseEnd> {
    return this
  }

  override abandon(error: unknown): void {
    if (this.result !== undefined) return
    const { res } = this
    const hasMore = this.outgoing.count > 0 && !this.full
    if (hasMore) this.flush()
    this.settle(error instanceof AbortError ? 'interrupted' : 'failed', toError(error))
    // Node hands what was written on to the socket at the end of the turn
    if (hasMore) process.nextTick(cut, res)
    else cut(res)
  }

  get contentType(): string {
    return this.kind.contentType(this.res)
  }

  sayGoodbye(goodbye: Content): void {
    if (this.result === undefined && !this.ending) this.finish('shutdown', goodbye)
  }

  cutShort(): void {
    if (this.result === undefined) this.cutFor('shutdown')
  }

  readonly onDrain = (): void => {
    if (this.ending) return
    this.full = false
    this.stopWatching?.()
    this.stopWatching = undefined
    let room = true
    while (room && this.outgoing.count > 0) room = this.write(this.outgoing.takeSome(writtenAtMost))
    this.proceed(goOn)
  }

  readonly onClose = (): void => {
    if (this.res.writableEnded && !this.ending) {
      this.settle('failed', new Error('response: somebody else has ended it'))
    } else this.settle('disconnected')
  }

  /** such as a write after somebody else has ended the response */
  readonly onError = (error: Error): void => {
    this.settle('failed', error)
  }

  private take(content: Content): Signal {
    if (this.ending) return this.wait()
    if (this.full) return this.takeLate(content)
    this.elements++
    if (content.length > 0) {
      this.outgoing.add(content, content.length)
      if (this.outgoing.size >= gatheredAtMost) {
        return this.flush() || !this.waitsAtOnce ? More : this.wait()
      }
      this.schedule()
    }
    return More
  }

  private get waitsAtOnce(): boolean {
    const { policy, maxBufferedBytes } = this.kind.patience
    return policy === 'block' && maxBufferedBytes === 0
  }

  /** The response is full. */
  private takeLate(content: Content): Signal {
    const { policy, maxBufferedBytes } = this.kind.patience
    const size = sizeOf(content)
    if (this.hasRoomFor(size)) return this.keep(content, size)
    if (policy === 'block') return this.retry(this.wait(), content)
    // the client may only have had no time to take anything
    if (this.mayDrop === 0) return this.retry(this.waitATurn(), content)
    if (policy === 'disconnect') {
      this.cutFor('overflowed')
      return Stop
    }
    let count = 1
    if (policy === 'dropOldest' && size <= maxBufferedBytes) {
      for (count = 0; !this.hasRoomFor(size); count++) this.outgoing.dropOldest()
      this.elements -= count
      this.keep(content, size)
    }
    this.mayDrop = Math.max(0, this.mayDrop - count)
    this.kind.onDrop?.({ reason: 'full', count })
    return More
  }

  private hasRoomFor(size: number): boolean {
    return this.outgoing.size + size <= this.kind.patience.maxBufferedBytes
  }

  private keep(content: Content, size: number): Signal {
    this.elements++
    if (size > 0) this.outgoing.add(content, size)
    return More
  }

  private retry(waiting: Pending, content: Content): Signal {
    return waiting.hang({
      resume: (signal) => (signal === Stop || this.result !== undefined ? Stop : this.take(content))
    })
  }

  private wait(): Pending {
    return (this.waiting ??= new Pending())
  }

  private waitATurn(): Pending {
    const waiting = this.wait()
    setImmediate(() => {
      if (this.waiting !== waiting) return
      this.mayDrop = droppedAtMost
      this.proceed(goOn)
    })
    return waiting
  }

  private proceed(next: () => Signal): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(next)
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    process.nextTick(() => {
      this.scheduled = false
      if (this.result !== undefined || this.full || this.ending) return
      try {
        this.flush()
      } catch (error) {
        // such as a status that Node refuses, which it tells no sooner
        this.abandon(error)
      }
    })
  }

  /** Writes what has been gathered; where that is nothing, sees to it that the headers leave. True if there is room. */
  private flush(): boolean {
    if (this.outgoing.count > 0) return this.write(this.outgoing.takeAll())
    this.res.flushHeaders()
    return true
  }

  private write(chunk: Uint8Array): boolean {
    const { res } = this
    this.count(chunk)
    const room = res.write(chunk)
    if (!room) this.becomeFull()
    res.flush?.()
    return room
  }

  private becomeFull(): void {
    this.full = true
    this.mayDrop = 0
    this.watchForStall()
  }

  private watchForStall(): void {
    const { stallTimeoutMs } = this.kind.patience
    if (stallTimeoutMs === undefined) return
    this.stopWatching ??= watchForStall(this.res, stallTimeoutMs, () => {
      this.cutFor('stalled')
    })
  }

  private finish(reason: 'finished' | 'shutdown', goodbye: Content = ''): void {
    const { res, outgoing } = this
    if (goodbye.length > 0) outgoing.add(goodbye, goodbye.length)
    this.ending = true
    // a stream keeps to chunked coding, however short it turns out; the head still leaves in the same packet
    if (!res.headersSent) {
      res.cork()
      res.flushHeaders()
    }
    this.watchForStall()
    const last = outgoing.count === 0 ? undefined : outgoing.takeAll()
    if (last !== undefined) this.count(last)
    end(res, last, () => {
      this.settle(reason)
    })
  }

  private count(chunk: Uint8Array): void {
    this.bytes += chunk.length
    this.chunks++
  }

  private cutFor(reason: Reason): void {
    this.settle(reason)
    cut(this.res)
  }

  private settle(reason: Reason, error?: Error): void {
    if (this.result !== undefined) return
    const { res, bytes, chunks, outgoing } = this
    const lost = outgoing.count
    outgoing.clear()
    const written: Written = { bytes, chunks, elements: this.elements - lost }
    const _tag = reason === 'finished' || reason === 'shutdown' ? 'Finished' : 'Disconnected'
    this.result =
      error === undefined ? { _tag: 'Done', value: { _tag, ...written }, remaining: In.empty } : failure(error)
    watch(res, 'off', this)
    this.stopWatching?.()
    this.siblings?.remove(this)
    try {
      if (lost > 0) this.kind.onDrop?.({ reason, count: lost })
      if (this.openedAt !== undefined) {
        const ms = performance.now() - this.openedAt
        this.kind.onClose?.({ reason, ...written, ms, ...(error === undefined ? {} : { error }) })
      }
    } catch (thrown) {
      this.result = failure(thrown)
    }
    this.proceed(() => Stop)
    this.host?.ended()
  }
}
