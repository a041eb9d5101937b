/** What is sent, the same bytes from every contender: the fields that better-sse always writes, in its order. */

/** Ends each message and is nowhere else, neither in heads nor in chunk sizes: to count it is to count messages. */
export const marker = '~'

export const data = (n) => `{"n":${n},"text":"the same to all of the clients${marker}"}`

export const format = (n) => `event:message\nid:${n}\ndata:${data(n)}\n\n`
