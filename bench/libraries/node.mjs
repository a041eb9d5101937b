/** The operators of Node's own streams, and two of its writable streams at the end of one `pipe` each. */
import { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

class FoldInto extends Writable {
  constructor(f, z) {
    super({ objectMode: true })
    this.f = f
    this.state = z
  }

  _write(x, encoding, done) {
    this.state = this.f(this.state, x)
    done()
  }
}

const foldBoth = async (f, g, z, s) => {
  const both = [new FoldInto(f, z), new FoldInto(g, z)]
  for (const each of both) s.pipe(each)
  await Promise.all(both.map((each) => finished(each)))
  return both.map((each) => each.state)
}

export const node = {
  name: 'Node streams',
  from: (array) => Readable.from(array),
  fromAsync: Readable.from,
  map: (f, s) => s.map(f),
  filter: (f, s) => s.filter(f),
  take: (n, s) => s.take(n),
  drop: (n, s) => s.drop(n),
  flatMap: (f, s) => s.flatMap(f),
  concatMap: (f, s) => s.flatMap(f),
  flattenChunks: (s) => s.flatMap((chunk) => chunk),
  mapM: (f, s) => s.map(f),
  fold: (f, z, s) => s.reduce(f, z),
  foldBoth
}
