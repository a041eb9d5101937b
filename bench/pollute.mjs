/**
 * What a program does before and beside the pipeline that is measured: other pipelines, of other shapes, with functions
 * and elements of other kinds. After it, no call site inside a library can be sure of the function that it will meet.
 */
const words = Array.from({ length: 500 }, (_, i) => `word ${i}`)
const points = words.map((name, i) => ({ name, x: i, y: -i }))
const fractions = words.map((_, i) => i / 7)
const integers = words.map((_, i) => i)
const pairs = integers.map((i) => [i, i + 1])

const pipelines = [
  ({ from, map, fold }) =>
    fold(
      (length, s) => length + s.length,
      0,
      map((s) => s.trim(), from(words))
    ),
  ({ from, map, fold }) =>
    fold(
      (all, s) => all || s === '',
      false,
      map((s) => s.toUpperCase(), from(words))
    ),
  ({ from, filter, fold }) =>
    fold(
      (count) => count + 1,
      0,
      filter((s) => s.endsWith('7'), from(words))
    ),
  ({ from, filter, map, fold }) =>
    fold(
      (last, s) => s,
      '',
      map(
        (p) => p.name,
        filter((p) => p.x > 100, from(points))
      )
    ),
  ({ from, map, filter, fold }) =>
    fold(
      (min, y) => Math.min(min, y),
      0,
      filter(
        (y) => y < -10,
        map((p) => p.y, from(points))
      )
    ),
  ({ from, scan, fold }) =>
    fold(
      (a, b) => a + b.x,
      0,
      scan((a, b) => ({ x: a.x + b.x }), { x: 0 }, from(points))
    ),
  ({ from, map, fold }) =>
    fold(
      (a, b) => a * 0.5 + b,
      0,
      map((x) => Math.sqrt(x), from(fractions))
    ),
  ({ from, filter, map, fold }) =>
    fold(
      (a, b) => a - b,
      0.5,
      map(
        (x) => x * 1.5,
        filter((x) => x > 10.5, from(fractions))
      )
    ),
  ({ from, map, scan, fold }) =>
    fold(
      (n, s) => n + s.length,
      0,
      scan(
        (s, x) => (s + x).slice(-9),
        '',
        map((x) => x.toFixed(1), from(fractions))
      )
    ),
  ({ from, take, map, fold }) =>
    fold(
      (all, o) => o,
      undefined,
      map((s) => ({ s }), take(200, from(words)))
    ),
  ({ from, drop, filter, fold }) =>
    fold(
      (n, p) => n ^ p.y,
      0,
      filter((p) => p.x % 3, drop(50, from(points)))
    ),
  ({ from, flatten, fold }) => fold((n, x) => n + x, 0, flatten(from(pairs))),
  ({ from, flatten, map, filter, fold }) =>
    fold(
      (n, x) => n | x,
      0,
      filter(
        (x) => x & 1,
        map((x) => x >> 1, flatten(from(pairs)))
      )
    ),
  ({ from, map, take, fold }) =>
    fold(
      (n, pair) => n + pair[0],
      0,
      take(
        300,
        map(([x, y]) => [y, x], from(pairs))
      )
    ),
  ({ from, map, filter, scan, fold }) =>
    fold(
      (n, m) => Math.max(n, m),
      0,
      scan(
        (n, x) => n + x,
        0,
        filter(
          (x) => x % 5 === 0,
          map((x) => x + 2, from(integers))
        )
      )
    ),
  ({ from, map, fold }) =>
    fold(
      (n, x) => n + x,
      0,
      map(
        (x) => x & 7,
        map(
          (x) => x * 3,
          map((x) => -x, from(integers))
        )
      )
    )
]

/** Runs them often enough for all of them to be compiled. */
export const pollute = async (library) => {
  for (let round = 0; round < 100; round++) for (const pipeline of pipelines) await pipeline(library)
}
