/** A response that is being written: see {@link response}. */
import type { ServerResponse } from 'node:http'
import { AbortError, toError } from '../Errors.js'
import * as In from '../Input.js'
import { goOn, More, Pending, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import { together } from '../kernel/together.js'
import type { Written } from '../push/hooks.js'
import { cut, isGone, type OnEnd, refuseMore, watch, watchForStall } from './connection.js'
import type { NodeResponse } from './Handler.js'
import { type Open, type OpenResponses, openResponsesOf } from './openResponses.js'
import { type Content, sizeOf } from './outgoing.js'
import { Outlet } from './outlet.js'
import type { Closed, Dropped, Reason, ResponseEnd } from './ResponseEnd.js'
import type { Patience } from './SlowClient.js'

/** What the responses of one kind have in common: there are many of them, and most are idle. */
export interface Kind<in A> {
  readonly writeable: { readonly transform: (a: A) => Content }
  /** called when the response is opened, before anything is written */
  readonly begin: (res: NodeResponse) => void
  readonly contentType: (res: NodeResponse) => string
  readonly patience: Patience
  readonly onClose: ((closed: Closed) => void) | undefined
  readonly onDrop: ((dropped: Dropped) => void) | undefined
}

/** How much may be gathered in one turn before it is written all the same, in characters or bytes. */
const gatheredAtMost = 16 * 1024

/** How many elements may be dropped before the event loop has its turn: who gives them may never wait by itself. */
const droppedAtMost = 65_536

const writtenAtEndOfTurn = together<Writing<never>>(
  (work) => {
    process.nextTick(work)
  },
  (response) => {
    response.writeGathered()
  }
)

export class Writing<A> extends OpenConsumer<A, ResponseEnd> implements Consumer<A, ResponseEnd>, Open {
  private host: Host | undefined
  private siblings: OpenResponses | undefined
  private openedAt: number | undefined
  private result: Outcome<never, ResponseEnd> | undefined
  /** what is to leave at the end of this turn or, while the response is full, when there is room */
  private readonly outgoing: Outlet
  private scheduled = false
  /** nothing is written before `drain` */
  private full = false
  /** how it is to end, once what waits has been written; nothing is taken any more */
  private ending: 'finished' | 'shutdown' | undefined
  private goodbye: Content = ''
  /** the last of it is being written */
  private ended = false
  /** how many elements have been offered and wait for room: one at most */
  private inHand = 0
  /** how many elements may still be dropped in this turn */
  private mayDrop = 0
  private waiting: Pending | undefined
  private stopWatching: (() => void) | undefined
  private elements = 0
  /** bound, as a closure has a context of its own */
  private readonly onEnd: OnEnd = this.whenEnded.bind(this)
  /** listens once it has been full: most never are */
  private onDrain: (() => void) | undefined

  constructor(
    private readonly res: ServerResponse,
    private readonly kind: Kind<A>
  ) {
    super()
    // where there is a deadline: all that is known of a write, over HTTP/2 and TLS, is that it is over
    this.outgoing = new Outlet(res, kind.patience.stallTimeoutMs !== undefined)
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
      watch(res, 'on', this.onEnd)
      this.schedule()
      this.siblings = openResponsesOf(res)
      this.siblings?.add(this)
    }
    return this.ending === undefined ? More : this.wait()
  }

  push(element: A): Signal {
    return this.result !== undefined ? Stop : this.take(this.kind.writeable.transform(element))
  }

  end(): Signal {
    if (this.result !== undefined) return Stop
    if (this.ending === undefined) this.finish('finished')
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
    // a source that has been left already may fail
    if (this.result !== undefined || (this.ending === 'shutdown' && !(error instanceof AbortError))) return
    const { res } = this
    const hasMore = this.outgoing.count > 0 && !this.full
    try {
      if (hasMore) this.flush()
    } catch {
      // such as a status that Node refuses: what was there first is the failure
    }
    this.settle(error instanceof AbortError ? 'interrupted' : 'failed', toError(error))
    // Node hands what was written on to the socket at the end of the turn
    if (hasMore) process.nextTick(cut, res)
    else cut(res)
  }

  get contentType(): string {
    return this.kind.contentType(this.res)
  }

  sayGoodbye(goodbye: Content): void {
    if (this.result !== undefined || this.ending !== undefined) return
    try {
      this.finish('shutdown', goodbye)
      refuseMore(this.res)
    } catch (error) {
      this.cutFor('failed', toError(error))
    }
  }

  cutShort(): void {
    if (this.result === undefined) this.cutFor('stalled')
  }

  private whenEnded(error?: Error | boolean): void {
    // such as a write after somebody else has ended the response
    if (typeof error === 'object') this.settle('failed', error)
    else if (this.res.writableEnded && !this.ended) {
      this.settle('failed', new Error('response: somebody else has ended it'))
    } else this.settle('disconnected')
  }

  private drained(): void {
    if (this.ended) return
    this.full = false
    this.stopWatching?.()
    this.stopWatching = undefined
    if (this.ending !== undefined) {
      this.writeLast()
      return
    }
    if (!this.outgoing.writeOn()) this.becomeFull()
    this.proceed(goOn)
  }

  private take(content: Content): Signal {
    if (this.ending !== undefined) return this.hold(this.wait(), content)
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
    if (policy === 'block') return this.hold(this.wait(), content)
    // the client may only have had no time to take anything
    if (this.mayDrop === 0) return this.hold(this.waitATurn(), content)
    if (policy === 'disconnect') {
      this.inHand = 1
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

  private hold(waiting: Pending, content: Content): Signal {
    this.inHand = 1
    return waiting.hang({
      resume: (signal) => {
        this.inHand = 0
        return signal === Stop || this.result !== undefined ? Stop : this.take(content)
      }
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
    writtenAtEndOfTurn(this)
  }

  /** The turn is over. */
  writeGathered(): void {
    this.scheduled = false
    if (this.result !== undefined || this.full || this.ended) return
    try {
      this.flush()
    } catch (error) {
      // such as a status that Node refuses, which it tells no sooner
      this.abandon(error)
    }
  }

  /** True if there is room for more. */
  private flush(): boolean {
    const room = this.outgoing.flush()
    if (!room) this.becomeFull()
    return room
  }

  private becomeFull(): void {
    this.full = true
    this.mayDrop = 0
    if (this.onDrain === undefined) {
      this.onDrain = this.drained.bind(this)
      this.res.on('drain', this.onDrain)
    }
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
    this.ending = reason
    this.goodbye = goodbye
    if (!this.full) this.writeLast()
  }

  /** There is room. */
  private writeLast(): void {
    this.ended = this.outgoing.end(this.goodbye, () => {
      this.settle(this.ending ?? 'finished')
    })
    if (this.ended) this.watchForStall()
    else this.becomeFull()
  }

  private cutFor(reason: Reason, error?: Error): void {
    this.settle(reason, error)
    cut(this.res)
  }

  private settle(reason: Reason, error?: Error): void {
    if (this.result !== undefined) return
    const { outgoing, inHand } = this
    const { bytes, chunks, count: waiting } = outgoing
    outgoing.abandon()
    const written: Written = { bytes, chunks, elements: this.elements - waiting }
    const _tag = reason === 'finished' || reason === 'shutdown' ? 'Finished' : 'Disconnected'
    this.result =
      error === undefined ? { _tag: 'Done', value: { _tag, ...written }, remaining: In.empty } : failure(error)
    watch(this.res, 'off', this.onEnd)
    if (this.onDrain !== undefined) this.res.off('drain', this.onDrain)
    this.stopWatching?.()
    this.siblings?.remove(this)
    if (this.openedAt !== undefined) {
      const ms = performance.now() - this.openedAt
      this.tellHooks({ reason, ...written, ms, ...(error === undefined ? {} : { error }) }, waiting + inHand)
    }
    this.proceed(() => Stop)
    this.host?.ended()
  }

  /** Both hooks are called, also where the first of them throws. */
  private tellHooks(closed: Closed, count: number): void {
    const { onClose, onDrop } = this.kind
    try {
      try {
        if (count > 0) onDrop?.({ reason: closed.reason, count })
      } finally {
        onClose?.(closed)
      }
    } catch (thrown) {
      this.result = failure(thrown)
    }
  }
}
