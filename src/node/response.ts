import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import { AbortError, toError } from '../Errors.js'
import { identity } from 'fp-ts/lib/function.js'
import * as In from '../Input.js'
import { Iteratee } from '../iteratee/model.js'
import { requireOptions } from '../kernel/require.js'
import { goOn, More, Pending, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import type { Closed, ResponseHooks, Written } from '../push/hooks.js'
import { cut, isGone, watch } from './connection.js'
import type { ResponseEnd } from './ResponseEnd.js'

/**
 * A response of Node's `http`, `https` or `http2`, or one that a framework derives from those.
 *
 * @category model
 * @since 0.1.0
 */
export type NodeResponse = ServerResponse | Http2ServerResponse

/**
 * What is told of a response.
 *
 * @category model
 * @since 0.1.0
 */
export type ResponseOptions = ResponseHooks

/**
 * An iteratee that writes what it takes to a Node response, and ends it at `EOF`.
 *
 * - Headers leave at once, before the first element is there.
 * - Elements that are ready in the same turn leave in one write.
 * - While the response is full the source waits. A client that goes away ends the wait.
 * - A client that goes away is noticed at once, also while the source is idle, and if it had left before.
 * - Where the stream fails, or is aborted, the response is cut: the client sees that it is not whole.
 *
 * It stands for one response, which is a thing and no value: feeding it twice writes twice.
 *
 * @category constructors
 * @since 0.1.0
 * @throws an `Error`, as the failure of the run, where the response has been ended already
 * @example
 * import { createServer } from 'node:http'
 * import { Enumerator } from 'fp-ts-iteratee'
 * import { response } from 'fp-ts-iteratee/node'
 *
 * const server = createServer((_, res) => {
 *   res.setHeader('content-type', 'text/plain')
 *   void Enumerator.of('kiki', 'foo', 'bar').run(response(res))()
 * })
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const answer = await fetch(`http://127.0.0.1:${port}`)
 * assert.strictEqual(await answer.text(), 'kikifoobar')
 * server.closeAllConnections()
 * server.close()
 */
export const response = (
  res: NodeResponse,
  options: ResponseOptions = {}
): Iteratee<string | Uint8Array, ResponseEnd> => {
  requireOptions('response', options, ['onOpen', 'onClose'])
  return responseOf(res, { transform: identity, begin: () => options.onOpen?.(), onClose: options.onClose })
}

/** What the responses of one kind have in common: there are many of them, and most are idle. */
export interface Kind<in A> {
  readonly transform: (a: A) => string | Uint8Array
  /** called when the response is opened, before anything is written */
  readonly begin: (res: NodeResponse) => void
  readonly onClose: ((closed: Closed) => void) | undefined
}

export const responseOf = <A>(res: NodeResponse, kind: Kind<A>): Iteratee<A, ResponseEnd> =>
  Iteratee.from(new Writing(res as ServerResponse, kind))

/** How much may be gathered in one turn before it is written all the same, in characters or bytes. */
const gatheredAtMost = 16 * 1024

/** Nothing is gathered; never added to. */
const nothing: (string | Uint8Array)[] = []

/** Set by middleware that compresses. */
interface Flushing {
  flush?: () => void
}

class Writing<A> extends OpenConsumer<A, ResponseEnd> implements Consumer<A, ResponseEnd> {
  private host: Host | undefined
  private openedAt: number | undefined
  private result: Outcome<never, ResponseEnd> | undefined
  /** what is to leave at the end of this turn */
  private gathered: (string | Uint8Array)[] = nothing
  private gatheredSize = 0
  private scheduled = false
  /** the response is full: nothing is written before `drain` */
  private full = false
  private ending = false
  private waiting: Pending | undefined
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
    }
    return More
  }

  push(element: A): Signal {
    if (this.result !== undefined) return Stop
    if (this.full) {
      return this.wait().hang({ resume: (signal) => (signal === Stop ? Stop : this.push(element)) })
    }
    const content = this.kind.transform(element)
    this.elements++
    if (content.length > 0) {
      if (this.gathered === nothing) this.gathered = [content]
      else this.gathered.push(content)
      this.gatheredSize += content.length
      if (this.gatheredSize >= gatheredAtMost) return this.flush() ? More : this.wait()
      this.schedule()
    }
    return More
  }

  end(): Signal {
    if (this.result !== undefined) return Stop
    const last = this.takeGathered()
    if (last !== undefined) this.count(last)
    // a stream keeps to chunked coding, however short it turns out; the head still leaves in the same packet
    if (!this.res.headersSent) {
      this.res.cork()
      this.res.flushHeaders()
    }
    this.ending = true
    const done = this.wait()
    const finish = (): void => {
      this.settle('finished')
    }
    if (last === undefined) this.res.end(finish)
    else this.res.end(last, finish)
    return done
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
    const hasMore = this.gathered.length > 0 && !this.full
    if (hasMore) this.flush()
    this.settle(error instanceof AbortError ? 'interrupted' : 'failed', toError(error))
    // Node hands what was written on to the socket at the end of the turn
    if (hasMore) process.nextTick(cut, res)
    else cut(res)
  }

  private wait(): Pending {
    return (this.waiting = new Pending())
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
    const { res } = this
    const chunk = this.takeGathered()
    if (chunk === undefined) {
      res.flushHeaders()
      return true
    }
    this.count(chunk)
    const room = res.write(chunk)
    this.full = !room
    res.flush?.()
    return room
  }

  private count(chunk: Uint8Array): void {
    this.bytes += chunk.length
    this.chunks++
  }

  private takeGathered(): Uint8Array | undefined {
    const { gathered } = this
    if (gathered.length === 0) return undefined
    this.gathered = nothing
    this.gatheredSize = 0
    return gathered.every((part) => typeof part === 'string')
      ? Buffer.from(gathered.join(''))
      : Buffer.concat(gathered.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  }

  readonly onDrain = (): void => {
    this.full = false
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

  private settle(reason: Closed['reason'], error?: Error): void {
    if (this.result !== undefined) return
    const { res, bytes, chunks, elements } = this
    const written: Written = { bytes, chunks, elements }
    this.result =
      error !== undefined
        ? failure(error)
        : {
            _tag: 'Done',
            value: { _tag: reason === 'finished' ? 'Finished' : 'Disconnected', ...written },
            remaining: In.empty
          }
    this.gathered = nothing
    watch(res, 'off', this)
    try {
      const ms = performance.now() - (this.openedAt ?? performance.now())
      this.kind.onClose?.({ reason, ...written, ms, ...(error === undefined ? {} : { error }) })
    } catch (thrown) {
      this.result = failure(thrown)
    }
    this.proceed(() => Stop)
    this.host?.ended()
  }
}
