/**
 * How much of a row's input a contender gets: all of it, or, where that would take a slow one too long, a tenth or a
 * hundredth, so that it can be run often. The figures are of one element all the same.
 */
import { countElements } from './rows/input.mjs'

const tolerableMs = 500

const firstPart = (input, factor) => input.slice(0, input.length / factor)

/** The row, on the part of its input that is one `factor`-th of it. */
const onPart = (row, factor) => {
  const part = factor === 1 ? row.input : (row.part ?? firstPart)(row.input, factor)
  return { input: part, elements: countElements(part) }
}

/** Milliseconds of the fastest of some runs, so that the first ones, not yet compiled, do not decide. */
const fastest = async (work) => {
  let ms = Infinity
  for (let i = 0; i < 5; i++) {
    const started = performance.now()
    await work()
    ms = Math.min(ms, performance.now() - started)
  }
  return ms
}

const factorFor = async (row, work) => {
  const { input } = onPart(row, 100)
  const ms = await fastest(() => work(input))
  return [1, 10].find((factor) => (ms * 100) / factor <= tolerableMs) ?? 100
}

/** A contender for `measure`, of work that is given the input. */
export const fit = async (row, name, work) => {
  const { input, elements } = onPart(row, await factorFor(row, work))
  return { name, elements, expected: await row.loop(input), work: () => work(input) }
}
