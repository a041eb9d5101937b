import { Effect, Stream } from 'effect'

const fold = (f, z, s) => Stream.runFold(s, () => z, f)

const foldBoth = (f, g, z, s) =>
  Effect.gen(function* () {
    const [first, second] = yield* Stream.broadcastN(s, { n: 2, capacity: 16 })
    return yield* Effect.all([fold(f, z, first), fold(g, z, second)], { concurrency: 'unbounded' })
  })

export const effect = {
  name: 'effect',
  from: Stream.fromArray,
  fromAsync: (iterable) => Stream.fromAsyncIterable(iterable, (error) => error),
  map: (f, s) => Stream.map(s, f),
  filter: (f, s) => Stream.filter(s, f),
  scan: (f, z, s) => Stream.scan(s, () => z, f),
  dedupe: (s) => Stream.changesWith(s, (a, b) => a === b),
  take: (n, s) => Stream.take(s, n),
  drop: (n, s) => Stream.drop(s, n),
  grouped: (n, s) => Stream.grouped(s, n),
  flatMap: (f, s) => Stream.flatMap(s, f),
  concatMap: (f, s) => Stream.flatMap(s, f),
  flattenChunks: Stream.flattenArray,
  merge: (streams) => Stream.mergeAll(streams, { concurrency: 'unbounded' }),
  mapM: (f, s) => Stream.mapEffect(s, (x) => Effect.promise(() => f(x))),
  fold: (f, z, s) => Effect.runPromise(fold(f, z, s)),
  foldBoth: (f, g, z, s) => Effect.runPromise(Effect.scoped(foldBoth(f, g, z, s)))
}
