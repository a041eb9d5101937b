/**
 * What comes up many times in a turn, as in a broadcast, is done in one go when the turn is over: `schedule` is asked once
 * for all of it.
 */
export const together = <A>(schedule: (work: () => void) => void, act: (a: A) => void): ((a: A) => void) => {
  let due: A[] = []
  const actOnAll = (): void => {
    const all = due
    due = []
    for (const a of all) act(a)
  }
  return (a) => {
    if (due.push(a) === 1) schedule(actOnAll)
  }
}
