/** All clients, in a process of their own, so that their work is not the server's. */
import { answer, cpu, now } from './asking.mjs'
import { bodyOf, Client } from './client.mjs'
import { format } from './message.mjs'

// as many connect at once as a server's queue of connections surely holds
const batch = 200

let clients = []
let received = 0
let awaited = Infinity
let failure
let resolve
let reject

const onMessages = (count) => {
  received += count
  if (received >= awaited) resolve(now())
}

const onFailure = (error) => {
  failure ??= error
  reject(failure)
}

/** What it waits for may fail by any client, also by one that failed before. */
const waiting = (work) =>
  new Promise((...settle) => {
    ;[resolve, reject] = settle
    if (failure) reject(failure)
    else work()
  })

const opened = (index, port) =>
  new Promise((onOpen) => clients.push(new Client(index, port, { keeps: index === 0, onOpen, onMessages, onFailure })))

const all = (count, work) => Promise.all(Array.from({ length: count }, (_, i) => work(i)))

answer({
  open: (port, count) =>
    waiting(async () => {
      received = 0
      clients = []
      for (let first = 0; first < count; first += batch)
        await all(Math.min(batch, count - first), (i) => opened(first + i, port))
      resolve()
    }),

  /** Answers when all together have received so many messages, with the time when they had. */
  receive: (messages) =>
    waiting(() => {
      awaited = messages
      onMessages(0)
    }),

  /** Each has received so many messages, no more; one of them has kept all it got, and that is what it should be. */
  check: (messages) => {
    const wrong = clients.findIndex((client) => client.received !== messages)
    if (wrong !== -1) throw new Error(`client ${wrong} has ${clients[wrong].received} messages, not ${messages}`)
    const expected = Array.from({ length: messages }, (_, n) => format(n)).join('')
    if (bodyOf(clients[0].kept) !== expected) throw new Error('client 0 has other bytes than were to be sent')
  },

  leave: () => {
    awaited = Infinity
    for (const client of clients) client.leave()
  },

  cpu
})
