import { finished, type Writable } from 'node:stream'
import type { Lazy } from 'fp-ts/lib/function.js'
import { toError } from '../Errors.js'
import * as In from '../Input.js'
import { Iteratee } from '../iteratee/model.js'
import { requireLazy } from '../kernel/given.js'
import { goOn, More, Pending, type Signal, Stop } from '../kernel/Signal.js'
import { type Consumer, failure, type Host, OpenConsumer, type Outcome } from '../kernel/Sink.js'
import { isPremature, requireStream } from './streams.js'
import { WholeText } from '../chunk/wholeText.js'

/**
 * An iteratee that writes what it takes into a Node stream, and ends it at `EOF`.
 *
 * `make` is called when the iteratee is run, each time: so nothing is opened before, and the iteratee is a value that may
 * be run again, into another stream. What has been opened stands for that one stream: an iteratee that was fed some
 * elements (`feed`, `apply`) goes on into the same one, and it is then for you to end it by feeding `EOF`.
 *
 * - While the stream is full the source waits.
 * - Elements that are ready in the same turn leave in one write, where the stream can do that.
 * - It is done when the stream has finished; a stream of nothing but writing, as that of a file, when it is closed.
 * - The failure of the stream is the failure of the run, as is a stream that is closed before its end. Both end the run at
 *   once, also while the source is idle.
 * - Where the run fails, or is interrupted, the stream is destroyed with that error: what is not whole is not ended.
 * - It makes no difference to the bytes where text was cut, within a surrogate pair too.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { createWriteStream } from 'node:fs'
 * import { mkdtemp, readFile, rm } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { Enumerator } from 'fp-ts-iteratee'
 * import { toWritable } from 'fp-ts-iteratee/node'
 *
 * const folder = await mkdtemp(join(tmpdir(), 'writing-'))
 * const file = join(folder, 'names')
 * await Enumerator.of('kiki\n', 'foo\n').run(toWritable(() => createWriteStream(file)))()
 * assert.strictEqual(await readFile(file, 'utf8'), 'kiki\nfoo\n')
 * await rm(folder, { recursive: true })
 */
export const toWritable = <E = string | Uint8Array>(make: Lazy<Writable>): Iteratee<E, void> => {
  requireLazy('toWritable', make)
  return Iteratee.from({ open: (host) => new Writing<E>(make).open(host) })
}

class Writing<E> extends OpenConsumer<E, void> implements Consumer<E, void> {
  private host: Host | undefined
  private stream: Writable | undefined
  private result: Outcome<never, void> | undefined
  private waiting: Pending | undefined
  private corked = false
  /** by `EOF` */
  private ending = false
  private readonly text = new WholeText()
  private stopWatching: (() => void) | undefined

  constructor(private readonly make: Lazy<Writable>) {
    super()
  }

  open(host: Host): this {
    this.host = host
    return this
  }

  override start(): Signal {
    if (this.stream !== undefined) return More
    const stream = this.make()
    requireStream('toWritable', stream, 'write', 'Writable')
    if (stream.writableEnded) throw new Error('toWritable: the stream has been ended already')
    this.stream = stream
    if (stream.destroyed) {
      this.settle(failure(stream.errored ?? closedEarly()))
      return Stop
    }
    stream.on('drain', this.onDrain)
    this.stopWatching = finished(stream, { readable: false }, this.onFinished)
    return More
  }

  push(element: E): Signal {
    if (this.result !== undefined) return Stop
    const { stream } = this
    if (stream === undefined) throw new Error('toWritable: it has not been started')
    return this.write(stream, element) ? More : this.wait(stream)
  }

  end(): Signal {
    const { stream, result } = this
    if (result !== undefined || stream === undefined) return Stop
    const half = this.text.rest()
    if (half !== '') stream.write(half)
    stream.off('drain', this.onDrain)
    this.ending = true
    stream.end()
    return this.wait(stream)
  }

  stopped(): boolean {
    return this.result !== undefined
  }

  outcome<F extends E>(): Outcome<F, void> {
    return this.result as Outcome<never, void>
  }

  freeze(): Consumer<E, void> {
    return this
  }

  override abandon(error: unknown): void {
    if (this.result !== undefined) return
    this.stream?.destroy(toError(error))
    this.settle(failure(error))
  }

  /** True if there is room for more. */
  private write(stream: Writable, element: E): boolean {
    this.cork(stream)
    if (typeof element !== 'string' || stream.writableObjectMode) {
      const half = this.text.rest()
      if (half !== '') stream.write(half)
      return stream.write(element)
    }
    const text = this.text.add(element)
    return text === '' || stream.write(text)
  }

  /** Until the end of this turn. */
  private cork(stream: Writable): void {
    if (this.corked) return
    this.corked = true
    stream.cork()
    process.nextTick(() => {
      this.uncork(stream)
    })
  }

  private uncork(stream: Writable): void {
    if (!this.corked) return
    this.corked = false
    stream.uncork()
  }

  private wait(stream: Writable): Signal {
    this.waiting = new Pending()
    this.uncork(stream)
    return this.waiting
  }

  private settle(result: Outcome<never, void>): void {
    this.result = result
    this.stream?.off('drain', this.onDrain)
    this.proceed(() => Stop)
    this.host?.ended()
  }

  private proceed(next: () => Signal): void {
    const { waiting } = this
    this.waiting = undefined
    waiting?.settle(next)
  }

  private readonly onDrain = (): void => {
    this.proceed(goOn)
  }

  /** Called after `abandon` as well: a stream may fail until it is closed. */
  private readonly onFinished = (error?: Error | null): void => {
    this.stopWatching?.()
    if (this.result !== undefined) return
    const { stream } = this
    if (!error && !this.ending) this.settle(failure(new Error('toWritable: somebody else has ended the stream')))
    else if (!error) this.settle({ _tag: 'Done', value: undefined, remaining: In.empty })
    else {
      this.settle(failure(isPremature(error, stream ?? {}) ? closedEarly() : error))
      // one that was only told to emit an error
      stream?.destroy()
    }
  }
}

const closedEarly = (): Error => new Error('toWritable: the stream was closed before its end')
