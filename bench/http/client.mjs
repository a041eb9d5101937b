/**
 * A client that does as little as can be: it sees the head through, then counts markers. Chunked coding may split a
 * body anywhere and is passed over; only a client that keeps its bytes can have them read.
 */
import { connect } from 'node:net'
import { marker } from './message.mjs'

const code = marker.charCodeAt(0)

// one for all: a client is done with what is in it before the next one reads
const buffer = Buffer.alloc(64 * 1024)

// a server may listen to more clients than one address has ports
const clientsOfAddress = 20_000
const addressOf = (index) =>
  index < clientsOfAddress ? {} : { localAddress: `127.0.0.${1 + Math.floor(index / clientsOfAddress)}` }

export class Client {
  received = 0
  head = ''
  kept = ''
  leaving = false

  constructor(index, port, { keeps, onOpen, onMessages, onFailure }) {
    Object.assign(this, { keeps, onOpen, onMessages, onFailure })
    this.socket = connect({
      host: '127.0.0.1',
      port,
      ...addressOf(index),
      onread: { buffer, callback: (length) => this.read(length) }
    })
    this.socket.on('error', onFailure)
    this.socket.on('close', () => this.leaving || onFailure(new Error(`client ${index} was cut off`)))
    this.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  }

  leave() {
    this.leaving = true
    this.socket.destroy()
  }

  read(length) {
    const start = this.head === undefined ? 0 : this.readHead(length)
    if (this.keeps) this.kept += buffer.toString('latin1', start, length)
    let count = 0
    for (let i = start; i < length; i++) if (buffer[i] === code) count++
    this.received += count
    if (count > 0) this.onMessages(count)
    return true
  }

  /** Where the body begins in what has just been read. */
  readHead(length) {
    const before = this.head.length
    this.head += buffer.toString('latin1', 0, length)
    const end = this.head.indexOf('\r\n\r\n')
    if (end === -1) return length
    if (!/^HTTP\/1\.1 200 [^]*\r\ntransfer-encoding: chunked\r\n/i.test(this.head)) {
      this.onFailure(new Error(`unexpected head: ${this.head}`))
    }
    this.head = undefined
    this.onOpen()
    return end + 4 - before
  }
}

/** What chunked coding holds so far. */
export const bodyOf = (chunks) => {
  const parts = []
  for (let at = 0; at < chunks.length;) {
    const line = chunks.indexOf('\r\n', at)
    const size = parseInt(chunks.slice(at, line), 16)
    parts.push(chunks.slice(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
  return parts.join('')
}
