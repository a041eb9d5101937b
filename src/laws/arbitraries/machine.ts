/** The model of an enumeratee. */

/**
 * What an enumeratee is at one moment: pushed one element, it yields what is handed on.
 *
 * @category models
 * @since 0.1.0
 */
export interface Machine<E> {
  /** whether it takes no more */
  readonly stopped: () => boolean
  /** lazily: what it throws, it throws after what came before */
  readonly push: (element: E) => Iterable<E>
  /** once stopped: what was pushed and not consumed */
  readonly left: () => ReadonlyArray<E>
}

const nothing = (): ReadonlyArray<never> => []

/** @internal */
export const stopping = <E>(
  stopped: Machine<E>['stopped'],
  push: Machine<E>['push'],
  left: Machine<E>['left'] = nothing
): Machine<E> => ({ stopped, push, left })

/** @internal one that takes all there is */
export const endless = <E>(push: Machine<E>['push']): Machine<E> => stopping(() => false, push)

/** @internal what the second leaves over is not what the first was pushed: it cannot be handed back */
export const inARow =
  <E>(f: () => Machine<E>, g: () => Machine<E>) =>
  (): Machine<E> => {
    const first = f()
    const second = g()
    return stopping(
      () => first.stopped() || second.stopped(),
      function* (e) {
        for (const made of first.push(e)) {
          yield* second.push(made)
          // before the first is asked for more
          if (second.stopped()) return
        }
      },
      first.left
    )
  }

/**
 * What a machine makes of a list: what is handed on, and the message of what it throws then.
 *
 * @category models
 * @since 0.1.0
 * @example
 * import * as Laws from 'fp-ts-iteratee/laws'
 * import * as fc from 'fast-check'
 *
 * await fc.assert(
 *   fc.asyncProperty(Laws.enumeratees(Laws.arithmetic), Laws.cuttings, async ({ enumeratee, machine }, cutting) => {
 *     const expected = Laws.throughMachine(machine(), [1, 2, 3])
 *     assert.deepStrictEqual(await Laws.delivered(cutting.produce([1, 2, 3]).through(enumeratee)), expected)
 *   })
 * )
 */
export const throughMachine = <E>(
  { push, stopped }: Machine<E>,
  fed: ReadonlyArray<E>
): { readonly elements: ReadonlyArray<E>; readonly failure: string | undefined } => {
  const elements: E[] = []
  try {
    for (const e of fed) {
      if (stopped()) break
      for (const made of push(e)) elements.push(made)
    }
    return { elements, failure: undefined }
  } catch (error) {
    return { elements, failure: (error as Error).message }
  }
}
