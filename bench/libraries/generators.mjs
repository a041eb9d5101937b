/** No library: what one writes with `async function*`, for any source that can be gone through by `for await`. */

async function* map(f, s) {
  for await (const x of s) yield f(x)
}

async function* filter(f, s) {
  for await (const x of s) if (f(x)) yield x
}

async function* scan(f, z, s) {
  let state = z
  for await (const x of s) yield (state = f(state, x))
}

async function* dedupe(s) {
  let last
  for await (const x of s) {
    if (x !== last) yield x
    last = x
  }
}

async function* take(n, s) {
  let left = n
  for await (const x of s) {
    yield x
    if (--left === 0) return
  }
}

async function* drop(n, s) {
  let left = n
  for await (const x of s)
    if (left > 0) left--
    else yield x
}

async function* grouped(n, s) {
  let group = []
  for await (const x of s) {
    group.push(x)
    if (group.length < n) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

async function* flatMap(f, s) {
  for await (const x of s) yield* f(x)
}

async function* mapM(f, s) {
  for await (const x of s) yield await f(x)
}

const fold = async (f, z, s) => {
  let state = z
  for await (const x of s) state = f(state, x)
  return state
}

const foldBoth = async (f, g, z, s) => {
  let [first, second] = [z, z]
  for await (const x of s) {
    first = f(first, x)
    second = g(second, x)
  }
  return [first, second]
}

export const generators = {
  name: 'async generators',
  from: (array) => array,
  fromAsync: (iterable) => iterable,
  map,
  filter,
  scan,
  dedupe,
  take,
  drop,
  grouped,
  flatMap,
  concatMap: flatMap,
  flattenChunks: (s) => flatMap((chunk) => chunk, s),
  mapM,
  fold,
  foldBoth
}
