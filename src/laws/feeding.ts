/** Iteratees fed by hand: one input after the other, in all ways that there are. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { empty, enumInput } from '../enumerator/sequence.js'
import * as In from '../Input.js'
import type { Input } from '../Input.js'
import type { Iteratee } from '../iteratee/model.js'
import { type Observed, running, withRest } from './observing.js'

/** @internal answers what an iteratee becomes when it is fed one input */
export interface Way {
  readonly feed: <X, A>(iteratee: Iteratee<X, A>, input: Input<X>) => Promise<Iteratee<X, A>>
  readonly toString: () => string
}

const all: ReadonlyArray<Way> = [
  { feed: (iteratee, input) => iteratee.feed(input)(), toString: () => 'by feed' },
  { feed: (iteratee, input) => enumInput(input).apply(iteratee)(), toString: () => 'by apply' },
  {
    feed: async <X, A>(iteratee: Iteratee<X, A>, input: Input<X>) => {
      const step = await iteratee.step<X>()
      return step._tag === 'Cont' ? step.k(input) : iteratee
    },
    toString: () => 'by step().k'
  }
]

/** @internal */
export const ways: fc.Arbitrary<Way> = fc.constantFrom(...all)

/** @internal */
export const feedAll = async <X, A>(
  way: Way,
  iteratee: Iteratee<X, A>,
  inputs: ReadonlyArray<Input<X>>
): Promise<Iteratee<X, A>> => {
  let it = iteratee
  for (const input of inputs) it = await way.feed(it, input)
  return it
}

/** @internal a state as it is compared */
export type State<X> =
  | { readonly _tag: 'Cont' }
  | { readonly _tag: 'Done'; readonly value: unknown; readonly remaining: Input<X> }
  | { readonly _tag: 'Error'; readonly message: string; readonly remaining: Input<X> }

/** @internal */
export const stateOf = async <X, A>(iteratee: Iteratee<X, A>): Promise<State<X>> => {
  const step = await iteratee.step<X>()
  switch (step._tag) {
    case 'Cont':
      return { _tag: 'Cont' }
    case 'Done':
      return { _tag: 'Done', value: step.value, remaining: step.remaining }
    case 'Error':
      return { _tag: 'Error', message: step.error.message, remaining: step.remaining }
  }
}

/** @internal where an iteratee stops to want more: what it is there, and how many inputs it has been fed */
export const untilDone = async <X, A>(
  way: Way,
  iteratee: Iteratee<X, A>,
  inputs: ReadonlyArray<Input<X>>
): Promise<{ readonly it: Iteratee<X, A>; readonly state: State<X>; readonly fed: number }> => {
  let it = iteratee
  for (let fed = 0; ; fed++) {
    const state = await stateOf(it)
    const input = inputs[fed]
    if (state._tag !== 'Cont' || input === undefined) return { it, state, fed }
    it = await way.feed(it, input)
  }
}

const elementsOf = <X>(inputs: ReadonlyArray<Input<X>>): ReadonlyArray<X> =>
  inputs.flatMap((input) => (input._tag === 'El' ? [input.value] : []))

/** @internal what `withRest` tells of a run, where each input is fed by hand while it is wanted */
export const byHand = async <X, A>(
  way: Way,
  iteratee: Iteratee<X, A>,
  inputs: ReadonlyArray<Input<X>>
): Promise<Observed<readonly [unknown, ReadonlyArray<X>]>> => {
  const { it, state, fed } = await untilDone(way, iteratee, inputs)
  if (state._tag === 'Cont') return running<X, readonly [unknown, ReadonlyArray<X>]>(empty, withRest(it))
  if (state._tag === 'Error') return E.left(state.message)
  const left = state.remaining._tag === 'EOF' ? [] : [state.remaining, ...inputs.slice(fed)]
  return E.right([state.value, elementsOf(left)])
}

/** @internal */
export const els = <X>(elements: ReadonlyArray<X>): ReadonlyArray<Input<X>> => elements.map((e) => In.el(e))

/** @internal the same, with so many `Empty`s before each; one by default */
export const sparse = <X>(elements: ReadonlyArray<X>, empties: ReadonlyArray<number>): ReadonlyArray<Input<X>> =>
  elements.flatMap((e, i) => [...Array<Input<X>>(empties[i] ?? 1).fill(In.empty), In.el(e)])
