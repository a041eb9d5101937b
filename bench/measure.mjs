/**
 * Times contenders against each other: in rounds, in another order each round, so that what disturbs disturbs all.
 *
 * One that takes longer for a single run than a round has for each sits out until its share has grown to it. The first
 * contender, with which the others are compared, is in every round.
 */
const sampleMs = 8
const shareMs = 2 * sampleMs
const fewestSamples = 5

export const shuffled = (items) =>
  items
    .map((item) => [Math.random(), item])
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)

const checked = async ({ name, work, expected }) => {
  const result = await work()
  if (result !== expected) throw new Error(`${name}: expected ${expected}, got ${result}`)
}

/** Milliseconds for one run, over so many. */
const sample = async (contender, runs) => {
  // the young generation only: a full collection also throws away compiled code
  globalThis.gc({ type: 'minor' })
  const started = performance.now()
  for (let i = 0; i < runs; i++) await checked(contender)
  return (performance.now() - started) / runs
}

const warmUp = async (contender, milliseconds) => {
  const until = performance.now() + milliseconds
  let fastest = Infinity
  for (let i = 0; i < 5 || performance.now() < until; i++) fastest = Math.min(fastest, await sample(contender, 1))
  return { ...contender, runs: Math.ceil(sampleMs / fastest), spentMs: 0, times: [] }
}

/**
 * Milliseconds of each contender in each round, by name; the array has no entry for a round that it sat out. Rounds go
 * on for the given time, and until each contender has some samples.
 */
export const measure = async (contenders, seconds) => {
  const warm = []
  for (const contender of shuffled(contenders)) warm.push(await warmUp(contender, seconds * 70))
  const first = warm.find(({ name }) => name === contenders[0].name)
  const until = performance.now() + seconds * 1000
  const lacking = () => warm.filter(({ times }) => Object.keys(times).length < fewestSamples)
  const inTurn = (round) => warm.filter(({ spentMs }) => spentMs <= round * shareMs)
  for (let round = 0; performance.now() < until || lacking().length > 0; round++) {
    const others = performance.now() < until ? inTurn(round) : lacking()
    for (const contender of shuffled([...new Set([first, ...others])])) {
      const ms = await sample(contender, contender.runs)
      contender.times[round] = ms
      contender.spentMs += ms * contender.runs
    }
  }
  return Object.fromEntries(warm.map(({ name, times }) => [name, times]))
}
