import { Fiber } from '../Fiber.js'
import { goOn, Pending, type Signal } from '../Signal.js'
import { succeeded } from '../Scope.js'
import type { Sink } from '../Sink.js'
import { nest, type Source } from '../Source.js'
import { release } from './finally.js'

/** Drives a source in a fiber of its own, so that it can be stopped while it waits. */
export class Apart {
  private readonly over = new Pending()
  private ended = false
  private whenEnded: (() => void) | undefined
  readonly fiber: Fiber

  constructor(private readonly parent: Fiber) {
    this.fiber = new Fiber((exit) => {
      this.ended = true
      this.over.settle(() => {
        if (exit.failed) throw exit.error
        return goOn()
      })
      this.whenEnded?.()
    })
  }

  drive<E>(source: Source<E>, sink: Sink<E>): Signal {
    const finalizer = this.parent.scope.add(() => {
      this.stop()
      if (this.ended) return undefined
      return new Promise<void>((resolve) => {
        this.whenEnded = resolve
      })
    })
    this.over.hang({ resume: (signal) => release(finalizer, signal) })
    this.fiber.start(() => nest(source, sink, this.fiber))
    return this.over
  }

  stop(): void {
    this.fiber.interrupt(succeeded)
  }
}
