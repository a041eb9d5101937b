import * as N from 'fp-ts/lib/number.js'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'

const run = async (iteratee, s) => {
  const result = await s.run(iteratee)()
  if (result._tag === 'Left') throw result.left
  return result.right
}

export const ours = {
  name: 'fp-ts-iteratee',
  from: Enumerator.fromIterable,
  fromAsync: Enumerator.fromAsyncIterable,
  map: (f, s) => s.map(f),
  filter: (f, s) => s.filter(f),
  scan: (f, z, s) => s.through(Enumeratee.scanLeft(z, f)),
  dedupe: (s) => s.through(Enumeratee.dedupe(N.Eq)),
  take: (n, s) => s.through(Enumeratee.take(n)),
  drop: (n, s) => s.through(Enumeratee.drop(n)),
  grouped: (n, s) => s.through(Enumeratee.grouped(Iteratee.takeUpTo(n))),
  flatMap: (f, s) => s.flatMap(f),
  concatMap: (f, s) => s.flatMap(f),
  flattenChunks: (s) => s.through(Enumeratee.mapConcat((chunk) => chunk)),
  merge: (streams) => Enumerator.interleave(...streams),
  mapM: (f, s) => s.mapM((x) => () => f(x)),
  fold: (f, z, s) => run(Iteratee.fold(z, f), s),
  foldBoth: (f, g, z, s) => run(Iteratee.zip(Iteratee.fold(z, f), Iteratee.fold(z, g)), s)
}
