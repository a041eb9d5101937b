/** What can be seen of a run: results with the messages of errors, so that two runs can be compared. */
import { type Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as E from 'fp-ts/lib/Either.js'
import type { Ending } from './iteratees'

export type Observed<A> = E.Either<string, A>

export const seen = <A>(result: E.Either<Error, A>): Observed<A> => E.mapLeft((error: Error) => error.message)(result)

export const running = async <X, A>(enumerator: Enumerator<X>, iteratee: Iteratee<X, A>): Promise<Observed<A>> =>
  seen(await enumerator.run(iteratee)())

/** The result of an ending, as {@link running} sees it. */
export const resultIn = (ending: Ending): Observed<unknown> =>
  ending._tag === 'Done' ? E.right(ending.value) : E.left(ending.message)

/** The result, and what the next iteratee is given: all that is left over and all that follows. */
export const withRest = <A>(iteratee: Iteratee<number, A>): Iteratee<number, readonly [A, ReadonlyArray<number>]> =>
  iteratee.flatMap((value) => Iteratee.getChunks<number>().map((rest) => [value, rest] as const))

/** The same of an ending. */
export const restIn = (ending: Ending): Observed<readonly [unknown, ReadonlyArray<number>]> =>
  ending._tag === 'Done' ? E.right([ending.value, ending.rest]) : E.left(ending.message)

/** What an enumerator delivers, and how it ends. */
export const delivered = async <X>(
  enumerator: Enumerator<X>
): Promise<{ readonly elements: ReadonlyArray<X>; readonly failure: string | undefined }> => {
  const elements: X[] = []
  const result = await enumerator.run(
    Iteratee.foreach((x: X) => {
      elements.push(x)
    })
  )()
  return { elements, failure: result._tag === 'Left' ? result.left.message : undefined }
}
