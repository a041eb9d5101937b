/** Web streams, read and watched. */
import { pause } from 'fp-ts-iteratee/laws'
import type { Delivered } from 'fp-ts-iteratee/laws'

/** How somebody reads: so many reads at once, so many microtasks between. */
export interface Reading {
  readonly atOnce: number
  readonly between: number
}

/** All that a stream has, and how it fails. */
export const readAll = async <A>(
  stream: ReadableStream<A>,
  { atOnce, between }: Reading = { atOnce: 1, between: 0 }
): Promise<Delivered<A> & { readonly error: unknown }> => {
  const reader = stream.getReader()
  const elements: A[] = []
  for (;;) {
    const reads = await Promise.allSettled(Array.from({ length: atOnce }, () => reader.read()))
    for (const read of reads) {
      if (read.status === 'rejected') {
        const { message } = read.reason as Error
        return { elements, failure: message, error: read.reason as unknown }
      }
      if (read.value.done) return { elements, failure: undefined, error: undefined }
      elements.push(read.value.value)
    }
    await pause(between)
  }
}

export interface Watched<A> {
  readonly stream: ReadableStream<A>
  readonly pull: jest.Mock<Promise<void>, []>
  readonly cancel: jest.Mock<Promise<void> | void, [reason: unknown]>
  readonly controller: ReadableStreamDefaultController<A>
}

/** A stream that has these, and then is idle; nothing is made before it is read. */
export const watched = <A>(...elements: ReadonlyArray<A>): Watched<A> => {
  const left = [...elements]
  let controller: ReadableStreamDefaultController<A>
  const pull = jest.fn(async () => {
    if (left.length > 0) controller.enqueue(left.shift() as A)
    else await new Promise(() => {})
  })
  const cancel = jest.fn<Promise<void> | void, [unknown]>()
  const stream = new ReadableStream<A>(
    {
      start: (its) => {
        controller = its
      },
      pull,
      cancel
    },
    { highWaterMark: 0 }
  )
  return { stream, pull, cancel, controller: controller! }
}
