/** Modelled iteratees in sequence. */
import type { ModelledIteratee } from './numbers'

/** One, then the other; both results. */
export const andThen = (a: ModelledIteratee, b: ModelledIteratee): ModelledIteratee => ({
  iteratee: a.iteratee.flatMap((x) => b.iteratee.map((y) => [x, y])),
  model: (fed) => {
    const first = a.model(fed)
    if (first._tag === 'Failed') return first
    const second = b.model(first.rest)
    const early = first.early && second.early
    return second._tag === 'Failed' ? { ...second, early } : { ...second, early, value: [first.value, second.value] }
  },
  toString: () => `(${a.toString()} then ${b.toString()})`
})
