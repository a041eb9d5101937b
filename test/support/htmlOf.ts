/** What a Comet stream writes, as one text, and how it ended. */
import { type Enumeratee, Enumerator, type Html, Iteratee } from 'fp-ts-iteratee'

export interface Written {
  /** element by element */
  readonly parts: ReadonlyArray<string>
  readonly failure: Error | undefined
}

export const written = async <E>(enumerator: Enumerator<E>, comet: Enumeratee<E, Html>): Promise<Written> => {
  const parts: string[] = []
  const collect = Iteratee.foreach<Html>((html) => {
    parts.push(html)
  })
  const end = await enumerator.through(comet).run(collect)()
  return { parts, failure: end._tag === 'Left' ? end.left : undefined }
}

/** All of it; fails if it failed. */
export const htmlOf = async <E>(comet: Enumeratee<E, Html>, ...messages: ReadonlyArray<E>): Promise<string> => {
  const { parts, failure } = await written(Enumerator.of(...messages), comet)
  if (failure !== undefined) throw failure
  return parts.join('')
}
