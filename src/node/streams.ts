/** What Node's streams do not tell, or tell in more than one way. */
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { shown } from '../kernel/shown.js'

/** Those that are, or have been, read by this library. */
const taken = new WeakSet<Readable>()

/** A stream that nobody has read, which is from now on being read. */
export const requireUnread = (name: string, stream: Readable): void => {
  requireStream(name, stream, 'read', 'Readable')
  if (taken.has(stream) || stream.readableEnded) {
    throw new Error(`${name}: the stream has been read already; a stream can be read only once`)
  }
  taken.add(stream)
}

/** A stream that has what is needed of it. */
export const requireStream = <M extends string>(
  name: string,
  stream: { readonly [K in M]: unknown },
  method: M,
  kind: string
): void => {
  const given: unknown = stream
  const isOne = typeof given === 'object' && given !== null && typeof stream[method] === 'function'
  if (!isOne) throw new TypeError(`${name}: expected a ${kind} of Node, got ${shown(given)}`)
}

/** It was closed, and nothing else was wrong. */
export const isPremature = (error: NodeJS.ErrnoException, stream: { readonly errored?: Error | null }): boolean =>
  error.code === 'ERR_STREAM_PREMATURE_CLOSE' && !stream.errored

/**
 * Most streams tell when they are closed. One that is made not to would be waited for in vain; sockets are made so too, and
 * tell by themselves, when the system has closed them.
 */
export const tellsOfClose = (stream: Readable & Internals): boolean =>
  stream instanceof Socket || stream._readableState?.emitClose !== false

interface Internals {
  readonly _readableState?: { readonly emitClose?: boolean }
}
