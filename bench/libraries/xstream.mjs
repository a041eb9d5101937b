/**
 * No `foldBoth`: a source of an array runs to its end as soon as the first of two listeners is there. No `mapM`: it would
 * start all tasks at once, as nothing holds back a source.
 * The `.default`s: the package is CommonJS.
 */
import exported from 'xstream'
import dropRepeats from 'xstream/extra/dropRepeats.js'
import flattenConcurrently from 'xstream/extra/flattenConcurrently.js'
import flattenSequentially from 'xstream/extra/flattenSequentially.js'

const xs = exported.default

const last = (s) =>
  new Promise((resolve, reject) => {
    s.last().addListener({ next: resolve, error: reject })
  })

export const xstream = {
  name: 'xstream',
  from: xs.fromArray,
  map: (f, s) => s.map(f),
  filter: (f, s) => s.filter(f),
  scan: (f, z, s) => s.fold(f, z),
  dedupe: (s) => s.compose(dropRepeats.default()),
  take: (n, s) => s.take(n),
  drop: (n, s) => s.drop(n),
  flatMap: (f, s) => s.map(f).compose(flattenConcurrently.default),
  concatMap: (f, s) => s.map(f).compose(flattenSequentially.default),
  merge: (streams) => xs.merge(...streams),
  fold: (f, z, s) => last(s.fold(f, z))
}
