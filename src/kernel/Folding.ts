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
 * Folds a slice, adapted. Where something is thrown, `owner.taken` is the index after the element that it was thrown at,
 * and the state is that before this element.
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
  let { state } = folding
  let i = from
  try {
    if (predicate !== undefined) while (i < to && !predicate(elements[i] as A)) i++
    if (i === to) return
    state = f(state as never, change === undefined ? (elements[i] as unknown as B) : change(elements[i] as A))
    i++
    if (predicate === undefined) {
      for (; i < to; i++) state = f(state as never, (change as (a: A) => B)(elements[i] as A))
    } else if (change === undefined) {
      for (; i < to; i++) if (predicate(elements[i] as A)) state = f(state as never, elements[i] as unknown as B)
    } else {
      for (; i < to; i++) if (predicate(elements[i] as A)) state = f(state as never, change(elements[i] as A))
    }
  } finally {
    folding.state = state
    owner.taken = i + 1
  }
}

/** Folds a slice twice over, each element with the one and then with the other; see {@link foldInto}. */
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
  let a = first.state
  let b = second.state
  let i = from
  try {
    a = f(a as never, elements[i] as E)
    b = g(b as never, elements[i] as E)
    for (i++; i < to; i++) {
      a = f(a as never, elements[i] as E)
      b = g(b as never, elements[i] as E)
    }
  } finally {
    first.state = a
    second.state = b
    owner.taken = i + 1
  }
}
