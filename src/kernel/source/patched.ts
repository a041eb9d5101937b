import { Fiber } from '../Fiber.js'
import { type Exit, succeeded } from '../Scope.js'
import type { Signal } from '../Signal.js'
import type { Sink } from '../Sink.js'
import { nest, Source } from '../Source.js'
import { releaseAfter } from './finally.js'
import { Giving, Relay } from './relay.js'

/** What is told which source is to be driven. */
export interface Switch<in E> {
  /** Drives this source from now on, in the place of the one before; false where nothing is taken any more. */
  to(source: Source<E>): boolean
  readonly isOver: boolean
}

/** A source that is one of several, by turns, as `begin` says while it is driven. */
export class Patched<E> extends Source<E> {
  constructor(private readonly begin: (turn: Switch<E>) => void) {
    super()
  }

  drive(sink: Sink<E>, fiber: Fiber): Signal {
    const patching = new Patching<E>(sink)
    const finalizer = fiber.scope.add((exit) => patching.leave(exit))
    this.begin(patching)
    return releaseAfter(patching.relay.run(sink), finalizer)
  }
}

/** What drives the sink stays, whatever drives the sources: an element that is being used is used to its end. */
class Patching<E> implements Switch<E> {
  readonly relay = new Relay<E>()
  private current: Fiber | undefined
  /** those that have not been released yet */
  private readonly live = new Set<Fiber>()
  private left = false
  private failure: { readonly error: Error } | undefined

  constructor(private readonly sink: Sink<E>) {}

  get isOver(): boolean {
    return this.left || this.relay.isOver || this.sink.stopped()
  }

  to(source: Source<E>): boolean {
    if (this.isOver) return false
    this.relay.takeBack()
    const former = this.current
    const fiber = new Fiber((exit) => {
      this.ended(fiber, exit)
    })
    this.current = fiber
    this.live.add(fiber)
    former?.interrupt(succeeded)
    const giving = new Giving(this.relay, this.sink, () => fiber !== this.current)
    if (!giving.stopped()) fiber.start(() => nest(source, giving, fiber))
    return true
  }

  leave(exit: Exit): Promise<void> | undefined {
    this.left = true
    this.relay.close()
    this.current = undefined
    const leaving = [...this.live].map((fiber) => fiber.leave(exit)).filter((promise) => promise !== undefined)
    const over = (): void => {
      if (this.failure !== undefined) throw this.failure.error
    }
    if (leaving.length > 0) return Promise.all(leaving).then(over)
    over()
    return undefined
  }

  private ended(fiber: Fiber, exit: Exit): void {
    this.live.delete(fiber)
    if (!exit.failed) return
    this.failure ??= exit
    this.relay.finish(() => {
      throw exit.error
    })
  }
}
