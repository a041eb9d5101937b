/** A Node stream that is being read: see {@link fromReadable}. */
import { finished, type Readable } from 'node:stream'
import { toError } from '../Errors.js'
import { blockSize } from '../kernel/Block.js'
import type { Fiber } from '../kernel/Fiber.js'
import type { Exit, Finalizer } from '../kernel/Scope.js'
import { type Frame, More, Pending, type Settled, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { isPremature, requireUnread, tellsOfClose } from './streams.js'

export class Reading<E> implements Frame {
  private readonly finalizer: Finalizer
  private readonly stopWatching: () => void
  private waiting: Pending | undefined
  private listening = false
  private block: E[] | undefined
  /** it gives no more than what it holds */
  private over = false
  private failure: Error | undefined
  private whenOver: (() => void) | undefined

  constructor(
    protected readonly name: string,
    protected readonly stream: Readable,
    protected readonly sink: Sink<E>,
    fiber: Fiber
  ) {
    requireUnread(name, stream)
    this.stopWatching = finished(stream, { writable: false }, this.onFinished)
    this.finalizer = fiber.scope.add((exit) => {
      stream.off('readable', this.onReadable)
      this.waiting = undefined
      return this.leave(exit)
    })
  }

  run(): Signal {
    for (let signal = this.step(); signal !== undefined; signal = this.step()) {
      if (typeof signal === 'object') return signal.hang(this)
      if (signal === Stop) return this.finalizer.resume(Stop)
    }
    if (this.over) return this.end()
    this.waiting = new Pending()
    this.listen()
    return this.waiting
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? this.finalizer.resume(Stop) : this.run()
  }

  /** Hands a chunk on; one of bytes or text, as others are handed on together. */
  protected take(chunk: E): Signal {
    return this.sink.push(chunk)
  }

  /** How the run fails where the stream does, or is closed before its end. */
  protected explain(error: Error | undefined): Error {
    return error ?? new Error(`${this.name}: the stream was closed before its end`)
  }

  /** Nobody reads on. The failure that the stream has by then was not reached, and is none. */
  protected leave(exit: Exit): PromiseLike<void> | undefined {
    const { stream } = this
    if (this.over || stream.destroyed) return undefined
    const reason = exit.failed ? exit.error : undefined
    stream.destroy(reason)
    return tellsOfClose(stream) ? this.closed(reason) : undefined
  }

  private closed(reason: Error | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.whenOver = () => {
        const { errored } = this.stream
        if (errored === null || errored === reason) resolve()
        else reject(errored)
      }
    })
  }

  /** Hands on what is there; nothing, if there is nothing. */
  private step(): Signal | undefined {
    const { stream, sink } = this
    const first = stream.read() as E | null
    if (first === null) return undefined
    if (!stream.readableObjectMode) return this.take(first)
    const k = Math.min(sink.sure(), blockSize)
    if (k === 1) return sink.push(first)
    const block = (this.block ??= new Array<E>(blockSize))
    let n = 0
    for (let element: E | null = first; element !== null; element = n < k ? (stream.read() as E | null) : null) {
      block[n++] = element
    }
    return sink.chunk(block, 0, n)
  }

  /** A stream that is listened to reads ahead: not before there is need. */
  private listen(): void {
    if (this.listening) return
    this.listening = true
    this.stream.on('readable', this.onReadable)
  }

  private end(): Signal {
    this.finalizer.forget()
    this.stream.off('readable', this.onReadable)
    if (this.failure === undefined) return More
    // one that was only told to emit an error
    this.stream.destroy()
    throw this.failure
  }

  private readonly again = (): Signal => this.run()

  private readonly onReadable = (): void => {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(this.again)
  }

  private readonly onFinished = (error?: Error | null): void => {
    this.over = true
    this.stopWatching()
    if (error) this.failure = this.explain(isPremature(error, this.stream) ? undefined : toError(error))
    this.whenOver?.()
    this.onReadable()
  }
}
