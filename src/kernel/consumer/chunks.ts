import * as In from '../../Input.js'
import { More, type Signal, Stop } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** An array that several collectors may share: each sees the length that it knows, and the first to append owns the rest. */
interface Store<E> {
  readonly elements: E[]
  /** given to a user: never to be appended to again */
  sealed: boolean
}

/** Collects all there is; `length` elements of the store have been collected so far. */
export class Chunks<E> implements Consumer<E, ReadonlyArray<E>> {
  constructor(
    private readonly store: Store<E>,
    private readonly length: number
  ) {}

  static empty<E>(): Chunks<E> {
    return new Chunks<E>({ elements: [], sealed: true }, 0)
  }

  open(): OpenConsumer<E, ReadonlyArray<E>> {
    return new Collecting(this.store, this.length)
  }
}

class Collecting<E> extends OpenConsumer<E, ReadonlyArray<E>> {
  private ended = false

  constructor(
    private store: Store<E>,
    private length: number
  ) {
    super()
  }

  push(element: E): Signal {
    this.own()
    this.length = this.store.elements.push(element)
    return More
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    this.own()
    const mine = this.store.elements
    for (let i = from; i < to; i++) mine.push(elements[i] as E)
    this.length = mine.length
    return More
  }

  end(): Signal {
    this.ended = true
    return Stop
  }

  override sure(): number {
    return Infinity
  }

  stopped(): boolean {
    return this.ended
  }

  outcome<F extends E>(): Outcome<F, ReadonlyArray<E>> {
    if (this.store.elements.length !== this.length) this.copy()
    this.store.sealed = true
    return { _tag: 'Done', value: this.store.elements, remaining: In.eof }
  }

  freeze(): Consumer<E, ReadonlyArray<E>> {
    return new Chunks(this.store, this.length)
  }

  /** Copies where somebody else has appended, or holds the array as a result. */
  private own(): void {
    if (this.store.sealed || this.store.elements.length !== this.length) this.copy()
  }

  private copy(): void {
    this.store = { elements: this.store.elements.slice(0, this.length), sealed: false }
  }
}
