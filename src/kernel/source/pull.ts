import { blockSize, deliverAndThrow } from '../Block.js'
import type { Fiber } from '../Fiber.js'
import { succeeded } from '../Scope.js'
import { type Frame, More, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { Waits } from '../Waits.js'

/** What a generator answers when it has nothing more. */
export const end: unique symbol = Symbol('end')

/** One traversal: `next` is called for each element until it answers `end` or throws; `release` if it is left before. */
export interface Generator<E> {
  next(): E | typeof end
  release?(): void
}

/** Elements that a user's function makes one after the other, without waiting. */
export class Generated<out E> extends Source<E> {
  constructor(private readonly begin: () => Generator<E>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new Generating(this.begin(), sink, fiber).run()
  }
}

class Generating<E> implements Frame {
  private readonly release: (() => PromiseLike<void> | undefined) | undefined
  private readonly forget: (() => void) | undefined
  private block: E[] | undefined
  private exhausted = false

  constructor(
    private readonly generator: Generator<E>,
    private readonly sink: Sink<E>,
    fiber: Fiber
  ) {
    if (generator.release !== undefined) {
      const finalizer = fiber.scope.add(() => generator.release?.())
      this.release = () => finalizer.run(succeeded)
      this.forget = () => finalizer.forget()
    }
  }

  run(): Signal {
    for (;;) {
      const signal = this.step()
      if (typeof signal === 'object') return signal.hang(this)
      if (signal === Stop) return this.leave()
      if (this.exhausted) return More
    }
  }

  resume(signal: Settled): Signal {
    return signal === Stop ? this.leave() : this.exhausted ? More : this.run()
  }

  /** Makes as many elements as are surely taken, and hands them on. */
  private step(): Signal {
    const { sink } = this
    const k = Math.min(sink.sure(), blockSize)
    if (k === 1) {
      const element = this.next()
      return element === end ? More : sink.push(element)
    }
    const block = (this.block ??= new Array<E>(blockSize))
    let n = 0
    try {
      while (n < k) {
        const element = this.next()
        if (element === end) break
        block[n++] = element
      }
    } catch (error) {
      return deliverAndThrow(sink, block, 0, n, error)
    }
    return n === 0 ? More : sink.chunk(block, 0, n)
  }

  private next(): E | typeof end {
    try {
      const element = this.generator.next()
      if (element === end) this.exhaust()
      return element
    } catch (error) {
      this.exhaust()
      throw error
    }
  }

  private exhaust(): void {
    this.exhausted = true
    this.forget?.()
  }

  private leave(): Signal {
    if (!this.exhausted) this.release?.()
    return Stop
  }
}

/**
 * One traversal whose elements have to be waited for: `read` takes what `next` promised. `release` is called if it is
 * left before its end, and told whether a `next` is still being waited for.
 */
export interface AsyncGenerator<R, E> {
  next(): PromiseLike<R>
  read(answer: R): E | typeof end
  release?(waiting: boolean): PromiseLike<void> | undefined
}

export class AsyncGenerated<R, out E> extends Source<E> {
  constructor(private readonly begin: () => AsyncGenerator<R, E>) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    return new AsyncGenerating(this.begin(), sink, fiber).run()
  }
}

class AsyncGenerating<R, E> implements Frame {
  private readonly finalizer
  private waiting = false

  constructor(
    private readonly generator: AsyncGenerator<R, E>,
    private readonly sink: Sink<E>,
    fiber: Fiber
  ) {
    this.finalizer = fiber.scope.add(() => generator.release?.(this.waiting))
  }

  run(): Signal {
    this.waiting = true
    return this.waits.on(this.pull())
  }

  resume(signal: Settled): Signal {
    return signal === More ? this.run() : this.finalizer.resume(Stop)
  }

  private pull(): PromiseLike<R> {
    try {
      return this.generator.next()
    } catch (error) {
      return this.failed(error)
    }
  }

  private readonly proceed = (answer: R): Signal => {
    this.waiting = false
    const element = this.generator.read(answer)
    if (element === end) {
      this.finalizer.forget()
      return More
    }
    const signal = this.sink.push(element)
    return typeof signal === 'object' ? signal.hang(this) : this.resume(signal)
  }

  /** A generator that has failed is over: there is nothing to release. */
  private readonly failed = (error: unknown): never => {
    this.finalizer.forget()
    throw error
  }

  private readonly waits = new Waits(this.proceed, this.failed)
}
