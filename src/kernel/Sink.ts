/**
 * Consumers: an immutable description ({@link Consumer}), and what it opens into for a run ({@link OpenConsumer}), a
 * mutable {@link Sink}.
 *
 * Protocol. `start` once; then any of `push`, `chunk`, `empty` while the last answer was `More`; `end` at most once,
 * then nothing. After a `Pending`, nothing until it has settled.
 *
 * Chunks inside, elements outside, by two rules:
 * (a) who had to run a user's function to have elements offers at most `sure()` of them at once: so many the sink will
 *     take without waiting and without being able to stop before the last of them. So nothing is evaluated that an
 *     element-by-element run would not evaluate;
 * (b) who has an array in hand may offer any slice of it, by reference. A sink that stops or waits inside it sets
 *     `taken` to the index after the last element it took; the rest stays with who offered it.
 * In both at least one element is offered, and the array belongs to the offerer: a sink does not keep it. A sink that throws has set `taken` as well.
 */
import { toError } from '../Errors.js'
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import type { Fiber } from './Fiber.js'
import type { Folding } from './Folding.js'
import type { Exit, Finalizer, Release } from './Scope.js'
import { More, type Signal } from './Signal.js'
import type { Done, Failure } from '../Step.js'

export abstract class Sink<in E> {
  /** after a `chunk` that did not answer `More`: the index after the last element taken */
  taken = 0

  /** Called once, before anything else; may already emit (an initial chunk) or wait. */
  start(): Signal {
    return More
  }

  abstract push(element: E): Signal

  chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    for (let i = from; i < to; i++) {
      this.taken = i + 1
      const signal = this.push(elements[i] as E)
      if (signal !== More) return signal
    }
    return More
  }

  /** Offers a slice to another sink on this one's behalf: what that has taken, this has. */
  protected offerTo<F>(sink: Sink<F>, elements: ReadonlyArray<F>, from: number, to: number): Signal {
    try {
      return sink.chunk(elements, from, to)
    } finally {
      this.taken = sink.taken
    }
  }

  /** The same as long as `goesOn` says so, which is asked before each element that may be the last one taken. */
  protected offerWhile<F>(
    goesOn: () => boolean,
    sink: Sink<F>,
    elements: ReadonlyArray<F>,
    from: number,
    to: number
  ): Signal {
    let signal: Signal = More
    this.taken = from
    while (this.taken < to && signal === More && goesOn()) {
      const i = this.taken
      const end = Math.min(to, i + sink.sure())
      if (end === i + 1) {
        this.taken = end
        signal = sink.push(elements[i] as F)
      } else {
        sink.taken = end
        signal = this.offerTo(sink, elements, i, end)
        if (signal === More) this.taken = end
      }
    }
    return signal
  }

  /** Where it is a pure fold, that, for who stands before it to take its steps. */
  get folding(): Folding<E> | undefined {
    return undefined
  }

  /** `Empty` is neutral; only a hand-written continuation sees it. */
  empty(): Signal {
    return More
  }

  /** `EOF` */
  abstract end(): Signal

  /** how many elements it surely takes, see rule (a); at least 1 */
  sure(): number {
    return 1
  }

  /** true when nothing will be taken any more, also where that came about while nobody pushed */
  abstract stopped(): boolean

  /** who stands at the end */
  abstract get consumer(): OpenConsumer<never, unknown>
}

/** Where an opened consumer lives, or a stage. */
export interface Host {
  /** who drives it */
  readonly fiber: Fiber
  /** `release` is called when it is left, or the run is over */
  keep(release: Release): Finalizer
  /** told by one that has stopped by itself, while nobody was pushing (a client that went away) */
  ended(): void
}

/** How a consumer came to its end. */
export type Outcome<E, A> = Done<E, A> | Failure<E>

/** The end that something thrown makes. */
export const failure = (thrown: unknown): Failure<never> => ({
  _tag: 'Error',
  error: toError(thrown),
  remaining: In.empty
})

export abstract class OpenConsumer<in E, out A> extends Sink<E> {
  /** who is told when this has a result */
  private listeners: (() => void)[] | undefined

  get consumer(): this {
    return this
  }

  /** the result; asked for only when stopped */
  abstract outcome<F extends E>(): Outcome<F, A>

  /** `listener` is called when this has come to its result; not where it fails. */
  whenDone(listener: () => void): void {
    this.listeners = [...(this.listeners ?? []), listener]
  }

  get awaited(): boolean {
    return this.listeners !== undefined
  }

  tell(): void {
    this.listeners?.forEach((listener) => {
      listener()
    })
  }

  /** what is left of this consumer, as a description; asked for only when not stopped */
  abstract freeze(): Consumer<E, A>

  /** Waits until nothing is under way that was begun by itself; asked for before it is frozen. */
  quiet(): Signal {
    return More
  }

  /** What feeds this has failed. Throws the error, unless there is something to do with it. */
  sourceFailed(error: unknown): Signal {
    throw error
  }

  /** Told where it is left before its end: by a failure, of its own work or of what feeds it, or by an interruption. */
  abandon(_: unknown): void {
    // most hold nothing but their state
  }
}

export interface Consumer<in E, out A> {
  open(host: Host): OpenConsumer<E, A>
}

/** The first failure there was: an interruption, then that of the consumer, then any other, as of a finaliser. */
export const failureOf = <E>(
  exit: Exit,
  interruption: Exit | undefined,
  opened: OpenConsumer<E, unknown> | undefined
): Failure<E> | undefined => {
  if (interruption?.failed === true) return failure(interruption.error)
  const outcome = opened?.stopped() === true ? opened.outcome<E>() : undefined
  return outcome?._tag === 'Error' ? outcome : exit.failed ? failure(exit.error) : undefined
}

/** The result of a consumer that has stopped; those who wait for it are told, and may fail. */
export const result = <E, A>(opened: OpenConsumer<E, A>): Outcome<E, A> => {
  const outcome = opened.outcome<E>()
  try {
    if (outcome._tag === 'Done') opened.tell()
    return outcome
  } catch (thrown) {
    return failure(thrown)
  }
}

/** Feeds any input. */
export const feed = <E>(sink: Sink<E>, input: Input<E>): Signal => {
  switch (input._tag) {
    case 'El':
      return sink.push(input.value)
    case 'Empty':
      return sink.empty()
    case 'EOF':
      return sink.end()
  }
}
