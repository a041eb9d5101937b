import { AbortError, diverging } from '../../Errors.js'
import * as In from '../../Input.js'
import type { Fiber } from '../Fiber.js'
import type { Finalizer, Release } from '../Scope.js'
import { after, More, type Settled, type Signal, Stop } from '../Signal.js'
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
  /** the group has taken an element, and not left it over */
  private taking = false
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
    if (begun === undefined) return More
    this.taking = true
    return this.begin(begun).start()
  }

  push(a: A): Signal {
    const { group } = this
    if (group !== undefined) return this.offer(group, a)
    const begun = this.begin(this.part.folder)
    return after(begun.start(), () => this.offer(begun, a))
  }

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    let i = from
    let signal: Signal = More
    while (i < to && signal === More) {
      const { group } = this
      if (group === undefined || !this.taking || group.stopped()) {
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
        signal = after(signal, (answer) => this.answer(group, answer))
      }
    }
    return signal
  }

  override empty(): Signal {
    const { group } = this
    return group === undefined || group.stopped() ? More : after(group.empty(), (answer) => this.answer(group, answer))
  }

  override end(): Signal {
    const { group } = this
    if (group === undefined || !this.taking) return this.finish(In.eof)
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
    return this.part.withBegun(group !== undefined && this.taking ? reached(group) : undefined)
  }

  /** A group that has ended by itself is looked at when the next input comes. */
  ended(): void {
    // nothing is to be done before
  }

  private begin(consumer: Consumer<A, B>): OpenConsumer<A, B> {
    return (this.group = consumer.open(this))
  }

  private offer(group: OpenConsumer<A, B>, a: A): Signal {
    if (group.stopped()) return this.emit(group, In.el(a))
    return after(group.push(a), (answer) => this.answer(group, answer))
  }

  private answer(group: OpenConsumer<A, B>, answer: Settled): Signal {
    if (answer === Stop) return this.emit(group, In.empty)
    this.taking = true
    return More
  }

  /** Hands on what a group came to; what that left over, or was not even offered, goes to the next one. */
  private emit(group: OpenConsumer<A, B>, notOffered: In.Input<A>): Signal {
    const idle = !this.taking
    const { value, remaining } = this.take(group)
    const left = notOffered._tag === 'El' ? notOffered : remaining
    if (idle && left._tag === 'El') {
      if (this.part.idle !== undefined) throw this.part.idle()
      return after(this.next.push(value), () => this.finish(left))
    }
    return after(this.next.push(value), (answer) => {
      if (answer === Stop) return this.finish(left._tag === 'El' ? left : In.empty)
      return left._tag === 'El' ? this.push(left.value) : More
    })
  }

  private take(group: OpenConsumer<A, B>): Done<A, B> {
    this.group = undefined
    this.taking = false
    const outcome = group.outcome<A>()
    if (outcome._tag === 'Error') throw outcome.error
    return outcome
  }
}
