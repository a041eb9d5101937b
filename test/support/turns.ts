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

/** Goes round until it holds; fails where that does not come about, so that a test that fails ends as well. */
export const comesAbout = async (holds: () => boolean): Promise<void> => {
  for (let n = 0; !holds(); n++) {
    if (n === 300_000) throw new Error(`it has not come about: ${holds.toString()}`)
    await turns(1)
  }
}
