/** What a process waits for that has many clients: it may fail by any of them, also by one that failed before. */
export const arriving = () => {
  let failure
  let resolve
  let reject
  return {
    onFailure: (error) => {
      failure ??= error
      reject(failure)
    },
    /** What it has waited for has come. */
    done: (value) => resolve(value),
    waiting: (work) =>
      new Promise((...settle) => {
        ;[resolve, reject] = settle
        if (failure) reject(failure)
        else work()
      })
  }
}

// as many connect at once as a server's queue of connections surely holds
const batch = 200

/** Opens one after the other, by its index, not all at once. */
export const inBatches = async (count, open) => {
  for (let first = 0; first < count; first += batch)
    await Promise.all(Array.from({ length: Math.min(batch, count - first) }, (_, i) => open(first + i)))
}
