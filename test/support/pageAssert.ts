/** As much of `node:assert/strict` as the examples need that run in a page. */
const deepStrictEqual = (actual: unknown, expected: unknown): void => {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value))
  if (got !== wanted) throw new Error(`expected ${String(wanted)}, got ${String(got)}`)
}

export default { deepStrictEqual }
