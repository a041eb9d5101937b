import { Enumerator } from '../enumerator/model.js'
import { requireFunction, sourceOf } from '../kernel/given.js'
import { Patched } from '../kernel/source/patched.js'

/**
 * What enumerators are patched into. Play's `Concurrent.PatchPanel`.
 *
 * @category model
 * @since 0.1.0
 */
export interface PatchPanel<in E> {
  /**
   * Feeds the iteratee from this enumerator from now on. The one before it is released at once, also while it is idle;
   * what it had in hand is lost, but what the iteratee is at work on it finishes. The new one does not wait for that.
   * False, and nothing is done, where the panel is closed.
   */
  patchIn(enumerator: Enumerator<E>): boolean
  /** True when the iteratee is done, has failed or was interrupted, or has been sent `EOF`. */
  closed(): boolean
}

/**
 * An enumerator whose elements are those of others, as they are patched in while it runs. `patcher` is called each time
 * that it is run, with a panel of that run.
 *
 * It goes on when an enumerator has come to its end, and waits for the next one; `EOF` that one sends is its end. One that
 * fails is its failure, and so is one that fails to be released.
 *
 * ```text
 *   a . . b . . c . d      patched in first
 *         ^ . x . y . |    patched in when b has come
 *   a . . b . x . y . |
 * ```
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const patched = Concurrent.patchPanel<number>((panel) => {
 *   panel.patchIn(Enumerator.of(1, 2).andThen(Enumerator.never))
 *   setTimeout(() => panel.patchIn(Enumerator.of(3).andThen(Enumerator.eof)))
 * })
 * assert.deepStrictEqual(await patched.run(Iteratee.getChunks())(), { _tag: 'Right', right: [1, 2, 3] })
 */
export const patchPanel = <E>(patcher: (panel: PatchPanel<E>) => void): Enumerator<E> => {
  requireFunction('Concurrent.patchPanel', patcher)
  return Enumerator.from(
    new Patched<E>((turn) => {
      patcher({
        patchIn: (enumerator) => turn.to(sourceOf('Concurrent.patchPanel', enumerator, 'patchIn')),
        closed: () => turn.isOver
      })
    })
  )
}
