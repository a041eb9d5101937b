/**
 * Several functions as one, the first of them first.
 *
 * Each number of them has an expression of its own: an engine that has met one function only at a call compiles it into
 * the caller, and so a row of maps becomes one piece of code. Where a call has met many, it is a call for each as before.
 */
type F = (x: unknown) => unknown

const compositions: ReadonlyArray<(...functions: ReadonlyArray<F>) => F> = [
  (a: F, b: F) => (x) => b(a(x)),
  (a: F, b: F, c: F) => (x) => c(b(a(x))),
  (a: F, b: F, c: F, d: F) => (x) => d(c(b(a(x)))),
  (a: F, b: F, c: F, d: F, e: F) => (x) => e(d(c(b(a(x))))),
  (a: F, b: F, c: F, d: F, e: F, f: F) => (x) => f(e(d(c(b(a(x)))))),
  (a: F, b: F, c: F, d: F, e: F, f: F, g: F) => (x) => g(f(e(d(c(b(a(x))))))),
  (a: F, b: F, c: F, d: F, e: F, f: F, g: F, h: F) => (x) => h(g(f(e(d(c(b(a(x))))))))
]

/** How many are composed at most. */
export const most = compositions.length + 1

/** Of none it is none. */
export const composed = (functions: ReadonlyArray<F>): F | undefined =>
  compositions[functions.length - 2]?.(...functions) ?? functions[0]
