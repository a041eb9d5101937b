/** All the ways in which a run may leave what it reads. */
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import type { Either } from 'fp-ts/lib/Either.js'
import { pause } from 'fp-ts-iteratee/laws'
import { turns } from './turns'

export const failure = new Error('on purpose')

export const leftOf = <A>(result: Either<Error, A>): Error | undefined =>
  result._tag === 'Left' ? result.left : undefined

export const aborted =
  (wait: () => Promise<unknown>) =>
  async <E>(e: Enumerator<E>): Promise<Either<Error, unknown>> => {
    const controller = new AbortController()
    const run = e.run(Iteratee.ignore(), { signal: controller.signal })()
    await wait()
    controller.abort('closing time')
    return run
  }

export interface Exit {
  readonly run: (e: Enumerator<unknown>) => Promise<Either<Error, unknown>>
  /** what the run is left with */
  readonly error: Error | undefined
}

const exit = (run: Exit['run'], error?: Error): Exit => ({ run, error })
const interruption = new AbortError('closing time')

/** Of a source that gives one element at least, and does not end by itself before three. */
export const exits: Readonly<Record<string, Exit>> = {
  head: exit((e) => e.run(Iteratee.head())()),
  take: exit((e) => e.through(Enumeratee.take(1)).run(Iteratee.getChunks())()),
  'a consumer that waits': exit((e) => e.mapM((a) => async () => a).run(Iteratee.head())()),
  'a failure of map': exit(
    (e) =>
      e
        .map(() => {
          throw failure
        })
        .run(Iteratee.ignore())(),
    failure
  ),
  'an iteratee that fails': exit((e) => e.run(Iteratee.head().flatMap(() => Iteratee.error(failure)))(), failure),
  'a failure elsewhere': exit(
    (e) => e.interleave(Enumerator.never.interleave(Enumerator.fail(failure))).run(Iteratee.ignore())(),
    failure
  ),
  'an abort at once': exit(
    aborted(() => pause(0)),
    interruption
  ),
  'an abort soon': exit(
    aborted(() => pause(5)),
    interruption
  ),
  'an abort while idle': exit(
    aborted(() => turns(5)),
    interruption
  )
}
