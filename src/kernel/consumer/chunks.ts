import * as In from '../../Input.js'
import { More, type Signal, Stop } from '../Signal.js'
import { type Consumer, type Outcome, OpenConsumer } from '../Sink.js'

/** An array that several collectors may share: each sees the length that it knows, and the first to append owns the rest. */
interface Store<E> {
  readonly elements: E[]
  /** given to a user: never to be appended to again */
  sealed: boolean
}

/** Collects all there is, or the first elements; `length` elements of the store have been collected so far. */
export class Chunks<E> implements Consumer<E, ReadonlyArray<E>> {
  constructor(
    private readonly store: Store<E>,
    private readonly length: number,
    private readonly most: number
  ) {}

  /** At most so many. */
  static upTo<E>(most: number): Chunks<E> {
    return new Chunks<E>({ elements: [], sealed: true }, 0, most)
  }

  open(): OpenConsumer<E, ReadonlyArray<E>> {
    return new Collecting(this.store, this.length, this.most)
  }
}

class Collecting<E> extends OpenConsumer<E, ReadonlyArray<E>> {
  private ended = false

  constructor(
    private store: Store<E>,
    private length: number,
    private readonly most: number
  ) {
    super()
  }

  push(element: E): Signal {
    this.own()
    this.length = this.store.elements.push(element)
    return this.length === this.most ? Stop : More
  }

  override chunk(elements: ReadonlyArray<E>, from: number, to: number): Signal {
    const end = Math.min(to, from + this.most - this.length)
    this.taken = end
    if (this.length === 0) this.store = { elements: dense(elements, from, end), sealed: false }
    else {
      this.own()
      const mine = this.store.elements
      for (let i = from; i < end; i++) mine.push(elements[i] as E)
    }
    this.length += end - from
    return this.length === this.most ? Stop : More
  }

  end(): Signal {
    this.ended = true
    return Stop
  }

  override sure(): number {
    return this.most - this.length
  }

  stopped(): boolean {
    return this.ended || this.length >= this.most
  }

  outcome<F extends E>(): Outcome<F, ReadonlyArray<E>> {
    if (this.store.elements.length !== this.length) this.copy()
    this.store.sealed = true
    return { _tag: 'Done', value: this.store.elements, remaining: this.ended ? In.eof : In.empty }
  }

  freeze(): Consumer<E, ReadonlyArray<E>> {
    return new Chunks(this.store, this.length, this.most)
  }

  /** Copies where somebody else has appended, or holds the array as a result. */
  private own(): void {
    if (this.store.sealed || this.store.elements.length !== this.length) this.copy()
  }

  private copy(): void {
    this.store = { elements: this.store.elements.slice(0, this.length), sealed: false }
  }
}

/** A copy, in which a hole is `undefined`, as it is to who reads it: a slice would keep it. */
const dense = <E>(elements: ReadonlyArray<E>, from: number, to: number): E[] =>
  from === 0 && to === elements.length ? [...elements] : [...elements.slice(from, to)]
