import * as Rx from 'rxjs'

export const rxjs = {
  name: 'rxjs',
  // handed to `mergeMap` it would take the index for a scheduler
  from: (array) => Rx.from(array),
  fromAsync: Rx.from,
  map: (f, s) => s.pipe(Rx.map(f)),
  filter: (f, s) => s.pipe(Rx.filter(f)),
  scan: (f, z, s) => s.pipe(Rx.scan(f, z)),
  dedupe: (s) => s.pipe(Rx.distinctUntilChanged()),
  take: (n, s) => s.pipe(Rx.take(n)),
  drop: (n, s) => s.pipe(Rx.skip(n)),
  grouped: (n, s) => s.pipe(Rx.bufferCount(n)),
  flatMap: (f, s) => s.pipe(Rx.mergeMap(f)),
  concatMap: (f, s) => s.pipe(Rx.concatMap(f)),
  flattenChunks: (s) => s.pipe(Rx.mergeMap((chunk) => chunk)),
  merge: (streams) => Rx.merge(...streams),
  mapM: (f, s) => s.pipe(Rx.concatMap(f)),
  fold: (f, z, s) => Rx.lastValueFrom(s.pipe(Rx.reduce(f, z))),
  foldBoth: (f, g, z, s) =>
    Rx.lastValueFrom(
      s.pipe(Rx.connect((shared) => Rx.forkJoin([shared.pipe(Rx.reduce(f, z)), shared.pipe(Rx.reduce(g, z))])))
    )
}
