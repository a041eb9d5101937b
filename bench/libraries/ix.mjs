/** Its iterables where nothing waits, its asynchronous iterables where something does. */
import * as A from 'ix/asynciterable'
import * as AO from 'ix/asynciterable/operators'
import * as I from 'ix/iterable'
import * as IO from 'ix/iterable/operators'

export const ix = {
  name: 'ix',
  from: (array) => I.from(array),
  fromAsync: A.from,
  map: (f, s) => s.pipe(IO.map(f)),
  filter: (f, s) => s.pipe(IO.filter(f)),
  scan: (f, z, s) => s.pipe(IO.scan({ callback: f, seed: z })),
  dedupe: (s) => s.pipe(IO.distinctUntilChanged()),
  take: (n, s) => s.pipe(IO.take(n)),
  drop: (n, s) => s.pipe(IO.skip(n)),
  grouped: (n, s) => s.pipe(IO.buffer(n)),
  flatMap: (f, s) => s.pipe(IO.flatMap(f)),
  concatMap: (f, s) => s.pipe(IO.flatMap(f)),
  flattenChunks: (s) => s.pipe(AO.flatMap((chunk) => A.from(chunk))),
  merge: (streams) => A.merge(...streams.map((s) => A.from(s))),
  mapM: (f, s) => A.from(s).pipe(AO.map(f)),
  fold: (f, z, s) => {
    const { reduce } = Symbol.asyncIterator in s ? A : I
    return reduce(s, { callback: f, seed: z })
  }
}
