/** Rows in which nothing waits. Those of @most/core's own performance suite are among them, as far as we have the word. */
import { increasing, inGroupsOf } from './input.mjs'

const sum = (total, x) => total + x
const largest = (max, x) => (x > max ? x : max)
const even = (x) => x % 2 === 0
const increment = (x) => x + 1

const numbers = increasing(1_000_000)

const filterMapFold = {
  input: numbers,
  pipeline: ({ from, filter, map, fold }, input) => fold(sum, 0, map(increment, filter(even, from(input)))),
  loop: (input) => {
    let total = 0
    for (let i = 0; i < input.length; i++) {
      const x = input[i]
      if (x % 2 === 0) total += x + 1
    }
    return total
  }
}

const loopOverNested = (input) => {
  let total = 0
  for (let i = 0; i < input.length; i++) {
    const inner = input[i]
    for (let j = 0; j < inner.length; j++) total += inner[j]
  }
  return total
}

const thousands = inGroupsOf(1000, numbers)

const flatMap = {
  input: thousands,
  pipeline: ({ from, flatMap, fold }, input) => fold(sum, 0, flatMap(from, from(input))),
  loop: loopOverNested
}

const concatMap = {
  input: thousands,
  needs: ['concatMap'],
  pipeline: ({ from, concatMap, fold }, input) => fold(sum, 0, concatMap(from, from(input))),
  loop: loopOverNested
}

const flatMapNested = {
  input: inGroupsOf(100, inGroupsOf(100, numbers)),
  pipeline: ({ from, flatMap, fold }, input) =>
    fold(
      sum,
      0,
      flatMap((outer) => flatMap(from, from(outer)), from(input))
    ),
  loop: (input) => {
    let total = 0
    for (let i = 0; i < input.length; i++) {
      const outer = input[i]
      for (let j = 0; j < outer.length; j++) {
        const inner = outer[j]
        for (let k = 0; k < inner.length; k++) total += inner[k]
      }
    }
    return total
  }
}

// as many sources, each of them shorter: how many there are is what the row is about
const shorter = (input, factor) => input.map((inner) => inner.slice(0, inner.length / factor))

const merge = {
  input: inGroupsOf(10_000, numbers),
  part: shorter,
  needs: ['merge'],
  pipeline: ({ from, merge, fold }, input) => fold(sum, 0, merge(input.map((inner) => from(inner)))),
  loop: loopOverNested
}

const mergeNested = {
  input: inGroupsOf(10_000, increasing(100_000)),
  part: shorter,
  needs: ['merge'],
  pipeline: ({ from, merge, fold }, input) =>
    fold(
      sum,
      0,
      input.slice(1).reduce((merged, inner) => merge([from(inner), merged]), from(input[0]))
    ),
  loop: loopOverNested
}

const scan = {
  input: numbers,
  needs: ['scan'],
  pipeline: ({ from, scan, fold }, input) => fold(largest, 0, scan(sum, 0, from(input))),
  loop: (input) => {
    let total = 0
    let max = 0
    for (let i = 0; i < input.length; i++) {
      total += input[i]
      if (total > max) max = total
    }
    return max
  }
}

// shifted, not divided: V8 takes the result of a division for a fraction, and a loop over it is slow
const quarter = (input) => input.length >> 2
const half = (input) => input.length >> 1

const slice = {
  input: numbers,
  pipeline: ({ from, drop, take, fold }, input) => fold(sum, 0, take(half(input), drop(quarter(input), from(input)))),
  loop: (input) => {
    const end = quarter(input) + half(input)
    let total = 0
    for (let i = quarter(input); i < end; i++) total += input[i]
    return total
  }
}

const dedupe = {
  input: numbers.map((x) => x >> 1),
  needs: ['dedupe'],
  pipeline: ({ from, dedupe, fold }, input) => fold(sum, 0, dedupe(from(input))),
  loop: (input) => {
    let total = 0
    let last = -1
    for (let i = 0; i < input.length; i++) {
      const x = input[i]
      if (x !== last) total += x
      last = x
    }
    return total
  }
}

const addGroup = (total, group) => {
  let sum = 0
  for (let i = 0; i < group.length; i++) sum += group[i]
  return total + sum
}

const grouped = {
  input: numbers,
  needs: ['grouped'],
  pipeline: ({ from, grouped, fold }, input) => fold(addGroup, 0, grouped(10, from(input))),
  loop: (input) => {
    let total = 0
    for (let i = 0; i < input.length; i += 10) total = addGroup(total, input.slice(i, i + 10))
    return total
  }
}

const foldBoth = {
  input: numbers,
  needs: ['foldBoth'],
  pipeline: async ({ from, foldBoth }, input) => {
    const [total, max] = await foldBoth(sum, largest, 0, from(input))
    return total + max
  },
  loop: (input) => {
    let total = 0
    let max = 0
    for (let i = 0; i < input.length; i++) {
      const x = input[i]
      total += x
      if (x > max) max = x
    }
    return total + max
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
  input: numbers,
  pipeline: ({ from, map, fold }, input) =>
    fold(
      sum,
      0,
      [a, b, c, d, e, f, g, h, i, j].reduce((source, each) => map(each, source), from(input))
    ),
  loop: (input) => {
    let total = 0
    for (let k = 0; k < input.length; k++) total += j(i(h(g(f(e(d(c(b(a(input[k]))))))))))
    return total
  }
}

export const flowing = {
  'filter -> map -> fold': filterMapFold,
  'ten maps -> fold': tenMaps,
  'scan -> fold': scan,
  'drop(n/4) -> take(n/2) -> fold': slice,
  'dedupe -> fold': dedupe,
  'grouped by 10 -> fold': grouped,
  'two folds of one input': foldBoth,
  'flatMap 1000 x 1000': flatMap,
  'flatMap 100 x 100 x 100': flatMapNested,
  'concatMap 1000 x 1000': concatMap,
  'merge 100 x 10,000': merge,
  'merge nested, 10 x 10,000': mergeNested
}
