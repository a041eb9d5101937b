/** No `foldBoth`: a shared source runs to its end as soon as the first of two sinks is there. */
import * as W from 'wonka'

export const wonka = {
  name: 'wonka',
  from: W.fromArray,
  fromAsync: W.fromAsyncIterable,
  map: (f, s) => W.map(f)(s),
  filter: (f, s) => W.filter(f)(s),
  scan: (f, z, s) => W.scan(f, z)(s),
  take: (n, s) => W.take(n)(s),
  drop: (n, s) => W.skip(n)(s),
  flatMap: (f, s) => W.mergeMap(f)(s),
  concatMap: (f, s) => W.concatMap(f)(s),
  flattenChunks: (s) => W.mergeMap(W.fromArray)(s),
  merge: W.merge,
  mapM: (f, s) => W.concatMap((x) => W.fromPromise(f(x)))(s),
  // the last of the intermediate results
  fold: (f, z, s) => W.toPromise(W.scan(f, z)(s))
}
