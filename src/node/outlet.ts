/** The way out of a response: what is to leave, and what of it has left. */
import type { ServerResponse } from 'node:http'
import { end } from './connection.js'
import { encodedOnce } from './encodedOnce.js'
import { bytesOf, type Content, Outgoing, sizeOf } from './outgoing.js'

/** Set by middleware that compresses. */
interface Flushing {
  flush?: () => void
}

/** How much of what waits leaves in one write, in bytes. */
const writtenAtMost = 64 * 1024

/**
 * Text of so many characters leaves as it is, as Node makes its bytes together with those around it. Of more of it Node
 * would take three times the room first.
 */
const textAtMost = 16 * 1024

const none = new Uint8Array(0)

/** What writes answers whether there is room for more; if not, nothing is to be written before `drain`. */
export class Outlet extends Outgoing {
  /** what is left of a write that leaves in pieces */
  private rest: Uint8Array = none
  private lastTaken = false
  bytes = 0
  chunks = 0

  /** `inPieces`: no write is larger than 64 KiB */
  constructor(
    private readonly res: ServerResponse & Flushing,
    private readonly inPieces: boolean
  ) {
    super()
  }

  /** Writes what has been gathered; where that is nothing yet, sees to it that the headers leave. */
  flush(): boolean {
    const all = this.take()
    if (all.length === 0) {
      this.res.flushHeaders()
      return true
    }
    return typeof all === 'string' && all.length <= textAtMost
      ? this.writePiece(encodedOnce(all))
      : this.write(bytesOf(all))
  }

  /** Writes what waits, for which there was no room before. */
  writeOn(): boolean {
    let room = this.writeRest()
    while (room && this.count > 0) room = this.write(this.takeSome(writtenAtMost))
    return room
  }

  /**
   * Writes what waits and `last`, and ends the response; `done` is called when all has left. Where there is no room for
   * all of it, it is called once more on `drain`.
   */
  end(last: Content, done: () => void): boolean {
    let isLast = false
    let room = true
    while (room) {
      if (this.rest.length === 0) {
        isLast = this.size <= writtenAtMost
        this.rest = isLast ? this.takeLast(this.lastTaken ? '' : last) : this.takeSome(writtenAtMost)
        this.lastTaken = isLast
      }
      const piece = this.nextPiece()
      if (this.rest.length === 0 && isLast) {
        this.close(piece, done)
        return true
      }
      room = this.writePiece(piece)
    }
    return false
  }

  /** Nothing of it will be written any more. */
  abandon(): void {
    this.clear()
    this.rest = none
  }

  private write(chunk: Uint8Array): boolean {
    this.rest = chunk
    return this.writeRest()
  }

  private writeRest(): boolean {
    let room = true
    while (room && this.rest.length > 0) room = this.writePiece(this.nextPiece())
    return room
  }

  private nextPiece(): Uint8Array {
    const { rest } = this
    const piece = this.inPieces ? rest.subarray(0, writtenAtMost) : rest
    this.rest = rest.subarray(piece.length)
    return piece
  }

  private writePiece(piece: Content): boolean {
    const { res } = this
    this.note(piece)
    const room = res.write(piece)
    res.flush?.()
    return room
  }

  private close(last: Uint8Array, done: () => void): void {
    const { res } = this
    // a stream keeps to chunked coding, however short it turns out; the head still leaves in the same packet
    if (!res.headersSent) {
      res.cork()
      res.flushHeaders()
    }
    if (last.length > 0) this.note(last)
    end(res, last.length > 0 ? last : undefined, done)
  }

  private note(chunk: Content): void {
    this.bytes += sizeOf(chunk)
    this.chunks++
  }
}
