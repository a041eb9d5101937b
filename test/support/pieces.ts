/** More than any socket holds, and a client that has the head and does not read on. */
import { Enumerator } from 'fp-ts-iteratee'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage, type RequestOptions } from 'node:http'

/** The length of a piece, in bytes. */
export const size = 64 * 1024

/** 64 MB: more than any socket holds; not without end, so that a test that fails ends as well. */
export const plenty = 1000

export interface Pieces {
  readonly enumerator: Enumerator<Uint8Array>
  /** how many were asked for */
  readonly pulled: number
  readonly released: number
  /** the hash of those that were asked for */
  readonly digest: () => string
}

/** `n` pieces of 64 KiB, each another. */
export const pieces = (n: number, make = piece): Pieces => {
  const hash = createHash('sha1')
  let pulled = 0
  let released = 0
  const enumerator = Enumerator.fromIterable<Uint8Array>({
    *[Symbol.iterator]() {
      while (pulled < n) {
        const made = make(pulled++)
        hash.update(made)
        yield made
      }
    }
  }).onDoneEnumerating(() => released++)
  return {
    enumerator,
    get pulled() {
      return pulled
    },
    get released() {
      return released
    },
    digest: () => hash.digest('hex')
  }
}

const piece = (i: number): Uint8Array => Buffer.alloc(size, `piece ${String(i)} `)

/** A client that has the head, and does not read on. */
export const stalledClient = async (
  { port }: { readonly port: number },
  options: RequestOptions = {}
): Promise<IncomingMessage> => {
  const asked = get({ port, host: '127.0.0.1', agent: false, ...options })
  const [message] = (await once(asked, 'response')) as [IncomingMessage]
  message.on('error', () => {})
  return message.pause()
}
