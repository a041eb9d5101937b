/** What a promise comes to; where that takes longer than so many ms, what `late` answers. */
export const orAfter = <A>(ms: number, promise: Promise<A>, late: () => A): Promise<A> => {
  let timer: NodeJS.Timeout
  const tooLate = new Promise<A>((resolve) => {
    timer = setTimeout(() => {
      resolve(late())
    }, ms)
  })
  return Promise.race([promise, tooLate]).finally(() => {
    clearTimeout(timer)
  })
}
