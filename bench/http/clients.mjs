/** All clients, in a process of their own, so that their work is not the server's. */
import { arriving, inBatches } from './arriving.mjs'
import { answer, cpu, now } from './asking.mjs'
import { bodyOf, Client } from './client.mjs'
import { format } from './message.mjs'

let clients = []
let received = 0
let awaited = Infinity

const { waiting, done, onFailure } = arriving()

const onMessages = (count) => {
  received += count
  if (received >= awaited) done(now())
}

const opened = (index, port) =>
  new Promise((onOpen) => clients.push(new Client(index, port, { keeps: index === 0, onOpen, onMessages, onFailure })))

answer({
  open: (port, count) =>
    waiting(async () => {
      received = 0
      clients = []
      await inBatches(count, (i) => opened(i, port))
      done()
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
