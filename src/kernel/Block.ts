/**
 * Stages that run a user's function on each element, a block of elements at a time where that shows nowhere.
 */
import { after, More, type Signal, Stop } from './Signal.js'
import type { Sink } from './Sink.js'
import { Stage } from './Stage.js'

/** How many elements are made before they are handed on, where they are surely taken. */
export const blockSize = 512

/** What was made before something was thrown is delivered first; where that ends the sink, what was thrown was not reached. */
export const deliverAndThrow = <E>(
  sink: Sink<E>,
  made: ReadonlyArray<E>,
  from: number,
  to: number,
  error: unknown
): Signal => {
  if (from === to) throw error
  return after(sink.chunk(made, from, to), (signal) => {
    if (signal === Stop) return Stop
    throw error
  })
}

export abstract class BlockStage<in A, in B> extends Stage<A, B> {
  private block: unknown[] | undefined
  /** how many elements the last `fill` has made */
  protected filled = 0

  /**
   * Makes elements from `elements[from]` up to `elements[to - 1]` into the block. Sets `filled` and `taken`, also where
   * the user's function throws.
   */
  protected abstract fill(elements: ReadonlyArray<A>, from: number, to: number, block: unknown[]): void

  override chunk(elements: ReadonlyArray<A>, from: number, to: number): Signal {
    const { next } = this
    let i = from
    while (i < to) {
      const k = Math.min(to - i, next.sure(), blockSize)
      let signal: Signal
      if (k === 1) {
        this.taken = i + 1
        signal = this.push(elements[i] as A)
      } else {
        const block = (this.block ??= new Array<unknown>(blockSize)) as B[]
        try {
          this.fill(elements, i, i + k, block)
        } catch (error) {
          return deliverAndThrow(next, block, 0, this.filled, error)
        }
        signal = this.filled === 0 ? More : next.chunk(block, 0, this.filled)
      }
      i += k
      if (signal !== More) {
        this.taken = i
        return signal
      }
    }
    return More
  }

  override sure(): number {
    return this.next.sure()
  }
}
