import { AbortError, diverging } from '../../Errors.js'
import * as In from '../../Input.js'
import type { Fiber } from '../Fiber.js'
import type { Finalizer, Release } from '../Scope.js'
import { after, More, orElse, type Signal, Stop } from '../Signal.js'
import type { Consumer, Host, OpenConsumer, Sink } from '../Sink.js'
import { type Part, Stage } from '../Stage.js'
import type { Done } from '../../Step.js'
import { reached } from '../consumer/interpret.js'

/** What one consumer after the other makes of the elements. What one leaves over, the next is fed first. */
export class Grouped<in A, B> implements Part<A, B> {
  private constructor(
    readonly folder: Consumer<A, B>,
    /** what to do with one that is done without taking an element, and would be so for ever: the error, or the end */
    readonly idle: (() => Error) | undefined,
    /** the group that is under way */
    readonly begun: Consumer<A, B> | undefined
  ) {}

  /** Fails where a consumer takes nothing. */
  static of<A, B>(folder: Consumer<A, B>, idle: () => Error): Grouped<A, B> {
    return new Grouped(folder, idle, undefined)
  }

  /** Ends where a consumer takes nothing, with what that answers. */
  static untilIdle<A, B>(folder: Consumer<A, B>): Grouped<A, B> {
    return new Grouped(folder, undefined, undefined)
  }

  withBegun(begun: Consumer<A, B> | undefined): Grouped<A, B> {
    return new Grouped(this.folder, this.idle, begun)
  }

  open(next: Sink<B>, host: Host): Stage<A, never> {
    return new GroupedStage(this, next, host)
  }
}

class GroupedStage<A, B> extends Stage<A, B> implements Host {
  private group: OpenConsumer<A, B> | undefined
  /** until this is over: a group that is under way when the run is left is told so */
  private kept: Finalizer | undefined

  constructor(
    private readonly part: Grouped<A, B>,
    next: Sink<B>,
    private readonly host: Host
  ) {
    super(next)
  }

  get fiber(): Fiber {
    return this.host.fiber
  }

  keep(release: Release): Finalizer {
    return this.host.keep(release)
  }

  override start(): Signal {
    this.kept = this.host.keep((exit) => {
      if (exit.failed) this.group?.abandon(exit.error)
    })
    const { begun } = this.part
    return begun === undefined ? More : this.begin(begun).start()
  }

  push(a: A): Signal {
    const { group } = this
    if (group === undefined) return this.first(this.begin(this.part.folder), a)
    return group.stopped()
      ? this.emit(group, In.el(a))
      : after(group.push(a), (answer) => (answer === Stop ? this.emit(group) : More))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const { group } = this
      if (group === undefined || group.stopped()) {
        this.taken = i + 1
        signal = this.push(elements[i++] as A)
      } else {
        try {
          signal = group.chunk(elements, i, to)
        } catch (error) {
          this.taken = group.taken
          throw error
        }
        this.taken = i = signal === More ? to : group.taken
        signal = after(signal, (answer) => (answer === Stop ? this.emit(group) : More))
      }
    }
    return signal
  }

  override empty(): Signal {
    const { group } = this
    return group === undefined || group.stopped()
      ? More
      : after(group.empty(), (answer) => (answer === Stop ? this.emit(group) : More))
  }

  override end(): Signal {
    const { group } = this
    if (group === undefined) return this.finish(In.eof)
    return after(group.stopped() ? Stop : group.end(), () => {
      if (!group.stopped()) throw diverging()
      return after(this.next.push(this.take(group).value), () => this.finish(In.eof))
    })
  }

  override sure(): number {
    const { group } = this
    return group === undefined || group.stopped() ? 1 : group.sure()
  }

  override conclude(): Signal {
    // what follows has enough: a group that is under way is left
    if (this.stopped()) this.group?.abandon(new AbortError('what follows needs no more'))
    return after(super.conclude(), (signal) => {
      this.kept?.forget()
      return signal
    })
  }

  rest(): Part<A, B> {
    const { group } = this
    return this.part.withBegun(group && reached(group))
  }

  /** A group that has ended by itself is looked at when the next input comes. */
  ended(): void {
    // nothing is to be done before
  }

  private begin(consumer: Consumer<A, B>): OpenConsumer<A, B> {
    return (this.group = consumer.open(this))
  }

  /** The first element of a group. One that fails before it has taken any is left: the next element begins another. */
  private first(group: OpenConsumer<A, B>, a: A): Signal {
    const fail = (error: unknown): never => {
      this.group = undefined
      group.abandon(error)
      throw error
    }
    const begun = orElse(() => group.start(), fail)
    return after(begun, () => {
      if (group.stopped()) return this.emitFirst(group, In.el(a))
      const taken = orElse(() => group.push(a), fail)
      return after(taken, (answer) => (answer === Stop ? this.emitFirst(group) : More))
    })
  }

  /** The same, where it is the first element on which it has stopped: it may have left that over, and would do so for ever. */
  private emitFirst(group: OpenConsumer<A, B>, notOffered: In.Input<A> = In.empty): Signal {
    const { value, remaining } = this.take(group)
    const left = notOffered._tag === 'El' ? notOffered : remaining
    if (left._tag !== 'El') return this.handOn(value, left)
    if (this.part.idle !== undefined) throw this.part.idle()
    return after(this.next.push(value), () => this.finish(left))
  }

  /** Hands on what a group came to; what that left over, or was not even offered, goes to the next one. */
  private emit(group: OpenConsumer<A, B>, notOffered: In.Input<A> = In.empty): Signal {
    const { value, remaining } = this.take(group)
    return this.handOn(value, notOffered._tag === 'El' ? notOffered : remaining)
  }

  private handOn(value: B, left: In.Input<A>): Signal {
    return after(this.next.push(value), (answer) => {
      if (answer === Stop) return this.finish(left._tag === 'El' ? left : In.empty)
      return left._tag === 'El' ? this.push(left.value) : More
    })
  }

  private take(group: OpenConsumer<A, B>): Done<A, B> {
    this.group = undefined
    const outcome = group.outcome<A>()
    if (outcome._tag === 'Error') throw outcome.error
    return outcome
  }
}
