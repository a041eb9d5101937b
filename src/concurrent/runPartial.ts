import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Enumerator } from '../enumerator/model.js'
import type { Iteratee } from '../iteratee/model.js'
import { consumerOf, sourceOf } from '../kernel/given.js'
import { bind } from '../kernel/consumer/interpret.js'
import { run } from '../kernel/run.js'
import { Joint } from '../kernel/source/joint.js'

/**
 * Runs an enumerator until the iteratee has its result, and answers that and the rest of the input: what the iteratee left
 * over, then what follows. So a head can be read first, and what is to be done with the body be decided by it.
 *
 * The source stays open, and waits, until the rest is run: whoever has been answered owns it. It is released when that run
 * ends, however it does; who does not want the rest runs it with an iteratee that is done, `rest.run(Iteratee.done(0))`.
 * The rest can be run once.
 *
 * Fails, and has released the source then, where the enumerator or the iteratee fails before there is a result. What fails
 * later is a failure of the rest.
 *
 * @category running
 * @since 0.1.0
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const partial = await Concurrent.runPartial(Enumerator.of('kiki', 'foo', 'bar'), Iteratee.head())()
 * if (partial._tag === 'Left') throw partial.left
 * const [head, rest] = partial.right
 * assert.deepStrictEqual(head, { _tag: 'Some', value: 'kiki' })
 * assert.deepStrictEqual(await rest.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['foo', 'bar'] })
 */
export const runPartial = <F, A>(
  enumerator: Enumerator<F>,
  iteratee: Iteratee<F, A>
): TaskEither<Error, readonly [A, Enumerator<F>]> => {
  const source = sourceOf(name, enumerator)
  const consumer = consumerOf(name, iteratee)
  return () =>
    new Promise<Either<Error, readonly [A, Enumerator<F>]>>((resolve) => {
      let rest: Joint<F> | undefined
      const done = (a: A) => {
        rest = new Joint<F>(used)
        resolve(E.right([a, Enumerator.from(rest.source)]))
        return rest.consumer
      }
      void run(source, bind<F, undefined>(consumer, { done })).then((result) => {
        // where the result came with the end of the input, nobody has told the rest of that
        if (rest !== undefined) rest.finish()
        else if (result._tag === 'Left') resolve(result)
      })
    })
}

const name = 'Concurrent.runPartial'

const used = (): Error => new Error('Concurrent.runPartial: the rest has been run already; it can be run once')
