/** No source of an asynchronous iterable, and nothing that compares neighbours. */
import H from 'highland'

const fold = (f, z, s) => s.reduce(z, f).toPromise(Promise)

export const highland = {
  name: 'highland',
  from: H,
  map: (f, s) => s.map(f),
  filter: (f, s) => s.filter(f),
  scan: (f, z, s) => s.scan(z, f),
  take: (n, s) => s.take(n),
  drop: (n, s) => s.drop(n),
  grouped: (n, s) => s.batch(n),
  flatMap: (f, s) => s.flatMap(f),
  concatMap: (f, s) => s.flatMap(f),
  merge: (streams) => H(streams).merge(),
  mapM: (f, s) => s.flatMap((x) => H(f(x))),
  fold,
  // both forks, before anything flows
  foldBoth: (f, g, z, s) => {
    const [first, second] = [s.fork(), s.fork()]
    return Promise.all([fold(f, z, first), fold(g, z, second)])
  }
}
