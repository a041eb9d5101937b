import type { Fiber } from '../Fiber.js'
import { type Frame, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'
import { release } from './finally.js'

/** 0, 1, 2 … at each multiple of `ms` from the start. A tick that a slow consumer misses is left out, not made up for. */
export class Tick extends Source<number> {
  constructor(private readonly ms: number) {
    super()
  }

  drive(sink: Sink<number>, fiber: Fiber): Signal {
    return new Ticking(this.ms, sink, fiber).run()
  }
}

class Ticking implements Frame {
  private readonly started = performance.now()
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly finalizer
  private count = 0

  constructor(
    private readonly ms: number,
    private readonly sink: Sink<number>,
    fiber: Fiber
  ) {
    this.finalizer = fiber.scope.add(() => {
      clearTimeout(this.timer)
    })
  }

  run(): Signal {
    const due = new Pending()
    this.timer = setTimeout(() => {
      due.settle(this.tick)
    }, this.untilNext())
    return due.hang(this)
  }

  resume(signal: Settled): Signal {
    return signal === More ? this.run() : release(this.finalizer, Stop)
  }

  private readonly tick = (): Signal => this.sink.push(this.count++)

  /** ms until the next multiple that has not gone by */
  private untilNext(): number {
    const elapsed = performance.now() - this.started
    // a timer may fire a moment early: that moment belongs to the tick that it was for
    const early = Math.min(1, this.ms / 2)
    return (Math.floor((elapsed + early) / this.ms) + 1) * this.ms - elapsed
  }
}
