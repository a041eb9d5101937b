import { Enumeratee } from '../enumeratee/model.js'
import { IterateeError } from '../Errors.js'
import { requireMs } from '../kernel/require.js'
import { IfReady } from '../kernel/stage/ifReady.js'

/**
 * Fails with an `IterateeError`, 'iteratee is taking too long', where an element has waited for `ms` milliseconds for what
 * follows to be ready; so a consumer that hangs lets go of the source. The source is asked for the next element while
 * what follows is at work on one, and waits when it has that.
 *
 * What follows may take as long as it likes while there is nothing for it to take, and for the last element.
 *
 * @category enumeratees
 * @since 0.1.0
 * @throws `RangeError` where `ms` is not more than 0 and at most 2147483647
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const hanging = Iteratee.foreachM(() => () => new Promise<void>(() => {}))
 * const result = await Enumerator.of(1, 2).through(Concurrent.lazyAndErrIfNotReady(1)).run(hanging)()
 * assert.strictEqual(result._tag === 'Left' && result.left.message, 'iteratee is taking too long')
 */
export const lazyAndErrIfNotReady = <E>(ms: number): Enumeratee<E, E> =>
  Enumeratee.of(
    new IfReady<E>(
      requireMs('Concurrent.lazyAndErrIfNotReady', ms),
      () => new IterateeError('iteratee is taking too long')
    )
  )
