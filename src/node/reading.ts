/** A Node stream that is being read: see {@link fromReadable}. */
import { finished, type Readable } from 'node:stream'
import { toError } from '../Errors.js'
import { blockSize } from '../kernel/Block.js'
import type { Fiber } from '../kernel/Fiber.js'
import type { Exit, Finalizer } from '../kernel/Scope.js'
import { type Frame, More, Pending, type Settled, type Signal, Stop } from '../kernel/Signal.js'
import type { Sink } from '../kernel/Sink.js'
import { offer } from '../kernel/source/array.js'
import { release } from '../kernel/source/finally.js'

/** What is particular to one kind of stream. */
export interface Manner<E> {
  /** who reads, as errors name it */
  readonly name: string
  /** what is handed on of a chunk; what follows it is read only if this is all of it */
  readonly take: (chunk: E) => { readonly element: E | undefined; readonly failure: Error | undefined }
  /** the stream has failed, or was closed before its end (`undefined`) */
  readonly failure: (error: Error | undefined) => Error
  /** Nobody reads on. Answers a promise where that takes time. */
  readonly leave: (stream: Readable, exit: Exit) => PromiseLike<void> | undefined
}

/** Streams that are, or have been, read by this library. */
const taken = new WeakSet<Readable>()

export class Reading<E> implements Frame {
  private readonly finalizer: Finalizer
  private readonly stopWatching: () => void
  private waiting: Pending | undefined
  private over = false
  private failure: Error | undefined

  constructor(
    private readonly stream: Readable,
    private readonly sink: Sink<E>,
    private readonly manner: Manner<E>,
    fiber: Fiber
  ) {
    requireUnread(stream, manner.name)
    taken.add(stream)
    stream.on('readable', this.onReadable)
    this.stopWatching = finished(stream, { writable: false }, this.onFinished)
    this.finalizer = fiber.scope.add((exit) => this.leave(exit))
  }
}
