import * as In from '../../Input.js'
import type { Input } from '../../Input.js'
import { foldInto } from '../Folding.js'
import { More, type Signal } from '../Signal.js'
import { type Consumer, type Host, OpenConsumer, type Outcome } from '../Sink.js'

/**
 * A consumer of what `f` makes of the elements. An element whose image is left over is left over itself: so nothing is
 * lost, as something is behind an enumeratee.
 */
export class Contramap<in D, E, out A> implements Consumer<D, A> {
  constructor(
    readonly f: (d: D) => E,
    readonly inner: Consumer<E, A>,
    /** what came last: if it is left over, this is */
    readonly last: Input<unknown> = In.empty
  ) {}

  open(host: Host): OpenConsumer<D, A> {
    return new Contramapping<D, E, A>(this, host)
  }
}

class Contramapping<D, E, A> extends OpenConsumer<D, A> {
  private readonly inner: OpenConsumer<E, A>
  private last: Input<unknown>

  constructor(
    private readonly description: Contramap<D, E, A>,
    host: Host
  ) {
    super()
    this.inner = description.inner.open(host)
    this.last = description.last
  }

  override start(): Signal {
    return this.inner.start()
  }

  push(element: D): Signal {
    this.last = In.el(element)
    return this.inner.push(this.description.f(element))
  }

  override chunk(elements: ReadonlyArray<D>, from: number, to: number): Signal {
    const { folding } = this.inner
    if (folding === undefined) return super.chunk(elements, from, to)
    foldInto(folding, { predicate: undefined, f: this.description.f }, elements, from, to, this)
    return More
  }

  override empty(): Signal {
    return this.inner.empty()
  }

  end(): Signal {
    return this.inner.end()
  }

  override sure(): number {
    return this.inner.sure()
  }

  override quiet(): Signal {
    return this.inner.quiet()
  }

  override sourceFailed(error: unknown): Signal {
    return this.inner.sourceFailed(error)
  }

  stopped(): boolean {
    return this.inner.stopped()
  }

  outcome<F extends D>(): Outcome<F, A> {
    const outcome = this.inner.outcome<E>()
    return { ...outcome, remaining: (outcome.remaining._tag === 'El' ? this.last : outcome.remaining) as Input<F> }
  }

  freeze(): Consumer<D, A> {
    return new Contramap(this.description.f, this.inner.freeze(), this.last)
  }

  override abandon(error: unknown): void {
    this.inner.abandon(error)
  }
}
