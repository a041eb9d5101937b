/** What is sent to the page, and what it answers: the sum tells that each was read, as a value. */
export const messages = (count) => Array.from({ length: count }, (_, n) => ({ n, text: `message <${n}> of many` }))

export const sumOf = (count) => (count * (count - 1)) / 2
