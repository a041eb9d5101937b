/** A consumer that takes one element at a time, each when it is granted, and remembers what it was handed. */
import { type Enumerator, Iteratee } from 'fp-ts-iteratee'
import type { Either } from 'fp-ts/lib/Either.js'

export interface Gated<E> {
  readonly handed: ReadonlyArray<E>
  /** it has done with the element that it holds */
  readonly grant: () => void
  readonly result: Promise<Either<Error, void>>
  /** how it has ended, if it has */
  readonly ended: () => Either<Error, void> | undefined
  readonly leave: () => void
}

export const gated = <E>(enumerator: Enumerator<E>): Gated<E> => {
  const handed: E[] = []
  const controller = new AbortController()
  let go: (() => void) | undefined
  let ended: Either<Error, void> | undefined
  const taking = Iteratee.foreachM((e: E) => () => {
    handed.push(e)
    return new Promise<void>((resolve) => (go = resolve))
  })
  const result = enumerator.run(taking, { signal: controller.signal })()
  void result.then((end) => (ended = end))
  return {
    handed,
    grant: () => {
      go?.()
    },
    result,
    ended: () => ended,
    leave: () => {
      controller.abort()
    }
  }
}
