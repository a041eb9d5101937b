import { Readable } from 'node:stream'
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { Enumerator, RunOptions } from '../enumerator/model.js'
import { OnDemand } from '../enumerator/onDemand.js'
import { sourceOf } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireFiniteCount } from '../kernel/require.js'
import { More, type Signal, Stop } from '../kernel/Signal.js'
import { WholeText } from '../chunk/wholeText.js'

/**
 * How {@link toReadable} runs an enumerator.
 *
 * @category model
 * @since 0.1.0
 */
export interface ToReadableOptions extends RunOptions {
  /** elements of any kind, each by itself; false by default: bytes, and text, which leaves as UTF-8 */
  readonly objectMode?: boolean
  /** how much is made ahead of who reads, in bytes or in elements; 0 by default: nothing that nobody waits for */
  readonly highWaterMark?: number
}

/**
 * A Node stream of the elements of an enumerator, which is run once, for this stream.
 *
 * - The stream pulls: nothing is run before somebody reads, and an element is asked for when there is room for it.
 * - The stream ends when the enumerator has ended, and fails with the error that the enumerator fails with; in both what
 *   came before is read first, and finalisers have run.
 * - `destroy`, with an error or without, stops the enumerator at once, also while it is idle. The stream is closed when
 *   the finalisers have run; where one of them fails, the stream fails with that.
 * - Where `signal` aborts, the stream fails with an `AbortError`.
 * - It makes no difference to the bytes where text was cut, within a surrogate pair too.
 *
 * An element that is `null` fails the stream: that is how Node marks the end. So does one that is neither text nor bytes,
 * without `objectMode`.
 *
 * @category destructors
 * @since 0.1.0
 * @throws `RangeError` where `highWaterMark` is not a whole number, 0 or more, or is infinite; `TypeError` where an
 * option is unknown
 * @example
 * import { Enumerator } from 'fp-ts-iteratee'
 * import { toReadable } from 'fp-ts-iteratee/node'
 * import { text } from 'node:stream/consumers'
 *
 * assert.strictEqual(await text(toReadable(Enumerator.of('kiki', 'foo', 'bar'))), 'kikifoobar')
 */
export function toReadable(
  enumerator: Enumerator<string | Uint8Array>,
  options?: ToReadableOptions & { readonly objectMode?: false }
): Readable
export function toReadable(
  enumerator: Enumerator<unknown>,
  options: ToReadableOptions & { readonly objectMode: boolean }
): Readable
export function toReadable(enumerator: Enumerator<unknown>, options: ToReadableOptions = {}): Readable {
  requireOptions('toReadable', options, ['objectMode', 'highWaterMark', 'signal'])
  sourceOf('toReadable', enumerator)
  const highWaterMark = requireFiniteCount('toReadable: highWaterMark', options.highWaterMark ?? 0)
  return new Pulling(enumerator, options, highWaterMark)
}

class Pulling extends Readable {
  private outlet: Outlet | undefined
  /** follows what has not been read yet: a stream that fails forgets that */
  private failure: Error | undefined

  constructor(
    private readonly enumerator: Enumerator<unknown>,
    private readonly options: ToReadableOptions,
    highWaterMark: number
  ) {
    super({ objectMode: options.objectMode ?? false, highWaterMark })
  }

  override _read(): void {
    if (this.outlet !== undefined) this.outlet.pull()
    else {
      this.outlet = new Outlet(this)
      this.outlet.run(this.enumerator, { signal: this.options.signal })
    }
  }

  override read(size?: number): unknown {
    const chunk: unknown = super.read(size)
    this.tellFailure()
    return chunk
  }

  override _destroy(error: Error | null, closed: (error?: Error | null) => void): void {
    if (this.outlet === undefined || this.failure !== undefined) closed(error)
    else {
      void this.outlet.quit().then((ended) => {
        closed(error ?? (ended !== undefined && isLeft(ended) ? ended.left : null))
      })
    }
  }

  fail(error: Error): void {
    this.failure = error
    this.tellFailure()
  }

  private tellFailure(): void {
    if (this.failure !== undefined && this.readableLength === 0) this.destroy(this.failure)
  }
}

class Outlet extends OnDemand<unknown> {
  private readonly text = new WholeText()

  constructor(private readonly stream: Pulling) {
    super()
  }

  push(element: unknown): Signal {
    if (this.stopped()) return Stop
    return this.give(element) ? More : this.wait()
  }

  /** True if there is room for more. */
  private give(element: unknown): boolean {
    if (element === null) throw new TypeError('toReadable: null is the end of a Node stream, and cannot be an element')
    if (this.stream.readableObjectMode) return this.offer(element)
    if (typeof element === 'string') {
      const text = this.text.add(element)
      return text === '' || this.offer(Buffer.from(text))
    }
    if (!(element instanceof Uint8Array)) {
      throw new TypeError(`toReadable: expected text or bytes, or objectMode, got ${typeof element}`)
    }
    const half = this.text.rest()
    if (half !== '') this.offer(Buffer.from(half))
    return element.length === 0 || this.offer(element)
  }

  private offer(chunk: unknown): boolean {
    this.wanted = false
    const room = this.stream.push(chunk)
    // it may have been pulled meanwhile
    return (this.wanted ||= room)
  }

  protected settle(ended: Either<Error, void>): Either<Error, void> {
    if (this.left) return ended
    if (isLeft(ended)) this.stream.fail(ended.left)
    else {
      const half = this.text.rest()
      if (half !== '') this.stream.push(Buffer.from(half))
      this.stream.push(null)
    }
    return ended
  }
}
