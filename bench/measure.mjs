/** Times contenders against each other: in rounds, in another order each round, so that what disturbs disturbs all. */

const sampleMs = 8
const warmUpMs = 700

export const shuffled = (items) =>
  items
    .map((item) => [Math.random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)

const checked = async ({ name, work }, expected) => {
  const result = await work()
  if (result !== expected) throw new Error(`${name}: expected ${expected}, got ${result}`)
}

/** Milliseconds for one run, over so many. */
const sample = async (contender, expected, runs) => {
  // the young generation only: a full collection also throws away compiled code
  globalThis.gc({ type: 'minor' })
  const started = performance.now()
  for (let i = 0; i < runs; i++) await checked(contender, expected)
  return (performance.now() - started) / runs
}

const warmUp = async (contender, expected) => {
  const until = performance.now() + warmUpMs
  let fastest = Infinity
  for (let i = 0; i < 5 || performance.now() < until; i++)
    fastest = Math.min(fastest, await sample(contender, expected, 1))
  return { ...contender, runs: Math.ceil(sampleMs / fastest), times: [] }
}

/** Milliseconds of each contender in each round, by name. Rounds go on for the given time, and there are 7 at least. */
export const measure = async (contenders, expected, milliseconds) => {
  const warm = []
  for (const contender of shuffled(contenders)) warm.push(await warmUp(contender, expected))
  const until = performance.now() + milliseconds
  for (let round = 0; round < 7 || performance.now() < until; round++)
    for (const contender of shuffled(warm)) contender.times.push(await sample(contender, expected, contender.runs))
  return Object.fromEntries(warm.map(({ name, times }) => [name, times]))
}

/** The value below which that part of the values lies: 0.5 is the median. */
export const quantile = (values, part) => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at % 1)
}
