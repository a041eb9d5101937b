import type { Fiber } from '../Fiber.js'
import { Multiples } from '../Multiples.js'
import { type Frame, More, Pending, type Settled, type Signal, Stop } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { Source } from '../Source.js'

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
  private readonly multiples: Multiples
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly finalizer
  private count = 0

  constructor(
    ms: number,
    private readonly sink: Sink<number>,
    fiber: Fiber
  ) {
    this.multiples = new Multiples(ms)
    this.finalizer = fiber.scope.add(() => {
      clearTimeout(this.timer)
    })
  }

  run(): Signal {
    const due = new Pending()
    this.timer = setTimeout(() => {
      due.settle(this.tick)
    }, this.multiples.untilNext())
    return due.hang(this)
  }

  resume(signal: Settled): Signal {
    return signal === More ? this.run() : this.finalizer.resume(Stop)
  }

  private readonly tick = (): Signal => this.sink.push(this.count++)
}
