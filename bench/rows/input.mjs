export const increasing = (n) => Array.from({ length: n }, (_, i) => i)

export const inGroupsOf = (n, elements) =>
  increasing(elements.length / n).map((i) => elements.slice(i * n, (i + 1) * n))

/** Of nested arrays too: the elements of the innermost. */
export const countElements = (input) =>
  Array.isArray(input[0]) ? input.reduce((count, inner) => count + countElements(inner), 0) : input.length
