/** Async iterators of enumerators, and all that they have. */
import { Enumerator, type RunOptions } from 'fp-ts-iteratee'
import { pause } from 'fp-ts-iteratee/laws'
import type { Reading } from './webStreams'

/** With all its methods, which the type of an iterator need not have. */
export const iteratorOf = <E>(enumerator: Enumerator<E>, options?: RunOptions): Required<AsyncIterator<E, unknown>> => {
  const iterator = Enumerator.toAsyncIterable(enumerator, options)[Symbol.asyncIterator]()
  const { return: returns, throw: throws } = iterator
  if (returns === undefined || throws === undefined) throw new Error('it has not all the methods of an iterator')
  return {
    next: () => iterator.next(),
    return: (value) => returns.call(iterator, value),
    throw: (error) => throws.call(iterator, error)
  }
}

export const readAll = async <E>(
  iterable: AsyncIterable<E>,
  { atOnce, between }: Reading = { atOnce: 1, between: 0 }
): Promise<{ readonly elements: ReadonlyArray<E>; readonly error: Error | undefined }> => {
  const iterator = iterable[Symbol.asyncIterator]()
  const elements: E[] = []
  for (;;) {
    const reads = await Promise.allSettled(Array.from({ length: atOnce }, () => iterator.next()))
    for (const read of reads) {
      if (read.status === 'rejected') return { elements, error: read.reason as Error }
      if (read.value.done === true) return { elements, error: undefined }
      elements.push(read.value.value)
    }
    await pause(between)
  }
}
