/** The section of docs/benchmarks.md. */
import { machine, versions } from '../machine.mjs'

export const section = (report, rounds) => `## Broadcasts

Written by \`npm run bench:http\`.

${report}

Medians of ${rounds} rounds, of broadcasts of ten slices in each of them, and in brackets the quartiles; ratios are taken slice
by slice. The last lines compare ours with what it is to reach.

${machine()}; ${versions(['better-sse'])}.

- A server sends the same messages, as server-sent events, to all of its clients: so many, then a turn of the event loop.
  All contenders send the same bytes, and each client's messages are counted; one client's are compared.
- A message is delivered when its client has read it. "server µs/message" is the processor time of the server's process for
  each delivered message, "clients' load" that of the process of all clients, as a part of one processor.
- The server and the clients have a process each, new ones for each contender and round. A fifth of the messages is sent before
  the measurement begins; of the others each contender has a tenth in turn, in another order each time.
- "bare loop" writes to one response after the other what it formats for each; "encoded once" writes the same bytes to all.
  better-sse broadcasts to a channel of sessions. Ours has an \`Enumerator.async\` for each client into \`chunked\`, which
  formats for each client, or where it says so is pushed what was formatted once. "hub" is one \`Hub.inMemory\` that is
  published to, and a subscription for each client.
- "idle" has connections whose head has been sent. "each" is what the server has more with all of them open, for one of them,
  after a garbage collection. Then all are sent one message, which is counted, and leave.
`
