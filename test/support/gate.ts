/** A consumer that is held: it takes an element only when it is let. */
import { Iteratee } from 'fp-ts-iteratee'

export interface Gate<A> {
  /** takes one element each time the gate is opened */
  readonly iteratee: Iteratee<A, unknown>
  /** what has been let through, and what stands in the gate */
  readonly seen: ReadonlyArray<A>
  readonly open: () => void
}

export const gate = <A>(): Gate<A> => {
  const seen: A[] = []
  let open: () => void = () => undefined
  return {
    seen,
    open: () => open(),
    iteratee: Iteratee.foldM(undefined, (_: undefined, a: A) => () => {
      seen.push(a)
      return new Promise<undefined>((resolve) => {
        open = () => resolve(undefined)
      })
    })
  }
}
