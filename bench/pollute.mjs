/**
 * What a program does before and beside the pipeline that is measured: other pipelines, of other shapes, with functions
 * and elements of other kinds. After it, no call site inside a library can be sure of the function that it will meet.
 */
import { has } from './libraries/index.mjs'

const words = Array.from({ length: 500 }, (_, i) => `word ${i}`)
const points = words.map((name, i) => ({ name, x: i, y: -i }))
const fractions = words.map((_, i) => i / 7)
const integers = words.map((_, i) => i)
const pairs = integers.map((i) => [i, i + 1])
const repeated = words.map((_, i) => words[i >> 2])

/** An array, and what is done with it: words of the vocabulary, each with its arguments but for the stream. */
const pipelines = [
  [words, ['map', (s) => s.trim()], ['fold', (length, s) => length + s.length, 0]],
  [words, ['map', (s) => s.toUpperCase()], ['fold', (all, s) => all || s === '', false]],
  [words, ['filter', (s) => s.endsWith('7')], ['fold', (count) => count + 1, 0]],
  [points, ['filter', (p) => p.x > 100], ['map', (p) => p.name], ['fold', (last, s) => s, '']],
  [points, ['map', (p) => p.y], ['filter', (y) => y < -10], ['fold', (min, y) => Math.min(min, y), 0]],
  [points, ['scan', (a, b) => ({ x: a.x + b.x }), { x: 0 }], ['fold', (a, b) => a + b.x, 0]],
  [fractions, ['map', (x) => Math.sqrt(x)], ['fold', (a, b) => a * 0.5 + b, 0]],
  [fractions, ['filter', (x) => x > 10.5], ['map', (x) => x * 1.5], ['fold', (a, b) => a - b, 0.5]],
  [
    fractions,
    ['map', (x) => x.toFixed(1)],
    ['scan', (s, x) => (s + x).slice(-9), ''],
    ['fold', (n, s) => n + s.length, 0]
  ],
  [words, ['take', 200], ['map', (s) => ({ s })], ['fold', (all, o) => o, undefined]],
  [points, ['drop', 50], ['filter', (p) => p.x % 3], ['fold', (n, p) => n ^ p.y, 0]],
  [pairs, ['flatten'], ['fold', (n, x) => n + x, 0]],
  [pairs, ['flatten'], ['map', (x) => x >> 1], ['filter', (x) => x & 1], ['fold', (n, x) => n | x, 0]],
  [pairs, ['map', ([x, y]) => [y, x]], ['take', 300], ['fold', (n, pair) => n + pair[0], 0]],
  [
    integers,
    ['map', (x) => x + 2],
    ['filter', (x) => x % 5 === 0],
    ['scan', (n, x) => n + x, 0],
    ['fold', (n, m) => Math.max(n, m), 0]
  ],
  [integers, ['map', (x) => -x], ['map', (x) => x * 3], ['map', (x) => x & 7], ['fold', (n, x) => n + x, 0]],
  [repeated, ['dedupe'], ['fold', (length, s) => length + s.length, 0]],
  [pairs, ['map', ([x]) => x >> 3], ['dedupe'], ['fold', (n, x) => n + x, 0]],
  [words, ['grouped', 7], ['fold', (text, group) => group[0] + text[0], ' ']],
  [points, ['grouped', 20], ['flatten'], ['map', (p) => p.x], ['fold', (n, x) => n + x, 0]],
  [pairs, ['flattenInOrder'], ['map', (x) => x * 0.5], ['fold', (n, x) => n + x, 0]],
  [words, ['mergeWith', points], ['fold', (n, x) => n + (x.name ?? x).length, 0]],
  // `map` first: what ix has merged is an asynchronous iterable, which its other operators here do not take
  [
    fractions,
    ['map', (x) => x + 1],
    ['mergeWith', integers],
    ['mergeWith', integers],
    ['fold', (n, x) => Math.max(n, x), 0]
  ],
  [words, ['foldBoth', (n, s) => n + s.length, (n, s) => s.codePointAt(n % 3), 0]],
  [points, ['map', (p) => p.y], ['foldBoth', (n, y) => n + y, (n, y) => n ^ y, 0]]
]

const extended = (library) => {
  const { from, flatMap, concatMap, merge } = library
  return {
    ...library,
    flatten: (s) => flatMap(from, s),
    ...(concatMap && { flattenInOrder: (s) => concatMap(from, s) }),
    ...(merge && { mergeWith: (elements, s) => merge([s, from(elements)]) })
  }
}

const possible = (library, [, ...steps]) =>
  has(
    library,
    steps.map(([word]) => word)
  )

const run = (library, [elements, ...steps]) =>
  steps.reduce((s, [word, ...args]) => library[word](...args, s), library.from(elements))

const enough = 100
const enoughMs = 2000

/** Runs them often enough for all of them to be compiled; a slow library, for which fewer rounds are enough, as long. */
export const pollute = async (library) => {
  const words = extended(library)
  const known = pipelines.filter((pipeline) => possible(words, pipeline))
  const until = performance.now() + enoughMs
  for (let round = 0; round < enough && performance.now() < until; round++)
    for (const pipeline of known) await run(words, pipeline)
}
