/** What Node's streams do not tell, or tell in more than one way. */
import type { Readable } from 'node:stream'

/** Those that are, or have been, read by this library. */
const taken = new WeakSet<Readable>()

/** A stream that nobody has read, which is from now on being read. */
export const requireUnread = (name: string, stream: Readable): void => {
  const given: unknown = stream
  if (typeof (stream as Readable | null | undefined)?.read !== 'function') {
    throw new TypeError(`${name}: expected a Readable of Node, got ${String(given)}`)
  }
  if (taken.has(stream) || stream.readableEnded) {
    throw new Error(`${name}: the stream has been read already; a stream can be read only once`)
  }
  taken.add(stream)
}

/** It was closed, and nothing else was wrong. */
export const isPremature = (error: NodeJS.ErrnoException, stream: { readonly errored?: Error | null }): boolean =>
  error.code === 'ERR_STREAM_PREMATURE_CLOSE' && stream.errored == null

/** Most streams tell when they are closed. One that is made not to would be waited for in vain. */
export const tellsOfClose = (stream: Readable & Internals): boolean => stream._readableState?.emitClose !== false

interface Internals {
  readonly _readableState?: { readonly emitClose?: boolean }
}
