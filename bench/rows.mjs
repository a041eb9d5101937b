/** The rows of the table: one pipeline in the words of `libraries.mjs`, and the same work as a loop written by hand. */
import { pollute } from './pollute.mjs'

const n = 1_000_000
const numbers = Array.from({ length: n }, (_, i) => i)
const nested = Array.from({ length: 1000 }, (_, i) => numbers.slice(i * 1000, (i + 1) * 1000))

const sum = (total, x) => total + x
const even = (x) => x % 2 === 0
const increment = (x) => x + 1

const filterMapFold = {
  elements: n,
  expected: (n / 2) * (n / 2),
  pipeline: ({ from, filter, map, fold }) => fold(sum, 0, map(increment, filter(even, from(numbers)))),
  loop: () => {
    let total = 0
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i]
      if (x % 2 === 0) total += x + 1
    }
    return total
  }
}

const flatMap = {
  elements: n,
  expected: (n * (n - 1)) / 2,
  pipeline: ({ from, flatten, fold }) => fold(sum, 0, flatten(from(nested))),
  loop: () => {
    let total = 0
    for (let i = 0; i < nested.length; i++) {
      const inner = nested[i]
      for (let j = 0; j < inner.length; j++) total += inner[j]
    }
    return total
  }
}

const largest = (max, x) => (x > max ? x : max)

const scan = {
  elements: n,
  expected: (n * (n - 1)) / 2,
  pipeline: ({ from, scan, fold }) => fold(largest, 0, scan(sum, 0, from(numbers))),
  loop: () => {
    let total = 0
    let max = 0
    for (let i = 0; i < numbers.length; i++) {
      total += numbers[i]
      if (total > max) max = total
    }
    return max
  }
}

// written as integers: V8 takes the result of a division for a fraction, and a loop over it is slow
const quarter = 250_000
const half = 500_000

const slice = {
  elements: n,
  expected: half * (quarter + (half - 1) / 2),
  pipeline: ({ from, drop, take, fold }) => fold(sum, 0, take(half, drop(quarter, from(numbers)))),
  loop: () => {
    let total = 0
    for (let i = quarter; i < quarter + half; i++) total += numbers[i]
    return total
  }
}

// ten functions, as programs have them: a call site that met one function alone would have it inlined
const [a, b, c, d, e, f, g, h, i, j] = [
  (x) => x + 1,
  (x) => x - 2,
  (x) => x + 3,
  (x) => x - 4,
  (x) => x + 5,
  (x) => x - 6,
  (x) => x + 7,
  (x) => x - 8,
  (x) => x + 9,
  (x) => x - 10
]

const tenMaps = {
  elements: n,
  expected: (n * (n - 1)) / 2 - 5 * n,
  pipeline: ({ from, map, fold }) =>
    fold(
      sum,
      0,
      [a, b, c, d, e, f, g, h, i, j].reduce((source, each) => map(each, source), from(numbers))
    ),
  loop: () => {
    let total = 0
    for (let k = 0; k < numbers.length; k++) total += j(i(h(g(f(e(d(c(b(a(numbers[k]))))))))))
    return total
  }
}

const asyncElements = 100_000

const singly = async function* () {
  for (let k = 0; k < asyncElements; k++) yield k
}

const inChunks = async function* () {
  for (let k = 0; k < asyncElements; k += 100) yield numbers.slice(k, k + 100)
}

const asyncSum = (asyncElements * (asyncElements - 1)) / 2

const asyncSingly = {
  needs: 'fromAsync',
  elements: asyncElements,
  expected: asyncSum,
  pipeline: ({ fromAsync, fold }) => fold(sum, 0, fromAsync(singly())),
  loop: async () => {
    let total = 0
    for await (const x of singly()) total += x
    return total
  }
}

const asyncInChunks = {
  needs: 'fromAsync',
  elements: asyncElements,
  expected: asyncSum,
  pipeline: ({ fromAsync, flattenChunks, fold }) => fold(sum, 0, flattenChunks(fromAsync(inChunks()))),
  loop: async () => {
    let total = 0
    for await (const chunk of inChunks()) for (const x of chunk) total += x
    return total
  }
}

export const rows = {
  'filter -> map -> fold': filterMapFold,
  'flatMap 1000 x 1000': flatMap,
  'scan -> fold': scan,
  'drop(n/4) -> take(n/2) -> fold': slice,
  'ten maps -> fold': tenMaps,
  'filter -> map -> fold, polluted': { ...filterMapFold, before: pollute },
  'async generator, chunks of 1': asyncSingly,
  'async generator, chunks of 100': asyncInChunks
}
