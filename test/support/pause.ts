/** Waits for so many turns of the microtask queue: a delay that no clock sees. */
export const pause = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i++) await Promise.resolve()
}

/** The same value, so many microtasks later. */
export const late =
  <A>(value: A, turns: number) =>
  async (): Promise<A> => {
    await pause(turns)
    return value
  }
