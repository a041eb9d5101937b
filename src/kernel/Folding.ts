/** Folds that are taken part in: who stands before a pure fold may take its steps in a loop of its own, without a block between. */

/** A fold, between two steps. */
export interface Folding<in E> {
  state: unknown
  readonly f: (state: never, element: E) => unknown
}

/** Elements that satisfy a predicate, changed by a function; without the one or the other, all, or as they are. */
export interface Adaptation<in A, out B> {
  readonly predicate: ((a: A) => boolean) | undefined
  readonly f: ((a: A) => B) | undefined
}

/**
 * Folds a slice, adapted. Where something is thrown, `owner.taken` is the index after the element that it was thrown at.
 *
 * The first step is taken before the loop: the state then has, all through the loop, the type that `f` answers, and an
 * engine keeps a number in a register that it would otherwise box at each step.
 */
export const foldInto = <A, B>(
  folding: Folding<B>,
  { predicate, f: change }: Adaptation<A, B>,
  elements: ReadonlyArray<A>,
  from: number,
  to: number,
  owner: { taken: number }
): void => {
  const { f } = folding
  let i = from
  try {
    if (predicate !== undefined) while (i < to && !predicate(elements[i] as A)) i++
    if (i === to) return
    let state = f(
      folding.state as never,
      change === undefined ? (elements[i] as unknown as B) : change(elements[i] as A)
    )
    i++
    if (predicate === undefined) {
      for (; i < to; i++) state = f(state as never, (change as (a: A) => B)(elements[i] as A))
    } else if (change === undefined) {
      for (; i < to; i++) if (predicate(elements[i] as A)) state = f(state as never, elements[i] as unknown as B)
    } else {
      for (; i < to; i++) if (predicate(elements[i] as A)) state = f(state as never, change(elements[i] as A))
    }
    folding.state = state
  } catch (error) {
    owner.taken = i + 1
    throw error
  }
}

/** Folds a slice twice over, each element with the one and then with the other. */
export const foldBoth = <E>(
  first: Folding<E>,
  second: Folding<E>,
  elements: ReadonlyArray<E>,
  from: number,
  to: number,
  owner: { taken: number }
): void => {
  const { f } = first
  const { f: g } = second
  let i = from
  try {
    let a = f(first.state as never, elements[i] as E)
    let b = g(second.state as never, elements[i] as E)
    for (i++; i < to; i++) {
      a = f(a as never, elements[i] as E)
      b = g(b as never, elements[i] as E)
    }
    first.state = a
    second.state = b
  } catch (error) {
    owner.taken = i + 1
    throw error
  }
}
