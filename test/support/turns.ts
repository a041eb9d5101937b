/** Lets the event loop go round: what is ready, on timers, sockets and ticks, happens; no time is waited for. */
export const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Goes round until `value` has been the same for `n` turns, and answers it. */
export const settled = async (value: () => number, n = 300): Promise<number> => {
  let last = value()
  for (let same = 0; same < n; same++) {
    await turns(1)
    if (value() === last) continue
    last = value()
    same = 0
  }
  return last
}

// of time, not of turns, of which a quick machine has very many in a second
const patienceMs = 30_000

/** Goes round until it holds; fails where that does not come about, so that a test that fails ends as well. */
export const comesAbout = async (holds: () => boolean): Promise<void> => {
  const begun = performance.now()
  while (!holds()) {
    if (performance.now() > begun + patienceMs) throw new Error(`it has not come about: ${holds.toString()}`)
    await turns(1)
  }
}
