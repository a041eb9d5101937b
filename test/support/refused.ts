/** What is said of what is refused. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What is thrown at once. */
export const raised = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

/** What a run fails with. */
export const failureOf = async (run: TaskEither<Error, unknown>): Promise<Error | undefined> => {
  const result = await run()
  return result._tag === 'Left' ? result.left : undefined
}
