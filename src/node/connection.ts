/** What a response does not tell by itself about the connection that it is on. */
import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { NodeResponse } from './Handler.js'

export const isHttp2 = (res: NodeResponse): res is Http2ServerResponse => 'stream' in res

/** A response that a framework makes for its tests may stand alone. */
const socketOf = (res: ServerResponse): Socket | undefined => res.req.socket

/** The client has left. */
export const isGone = (res: NodeResponse): boolean =>
  isHttp2(res)
    ? res.stream.destroyed || res.stream.closed
    : res.destroyed || res.closed || socketOf(res)?.destroyed === true

/** Who watches a response. */
export interface Watcher {
  readonly onClose: () => void
  readonly onDrain: () => void
  readonly onError: (error: Error) => void
}

/** Begins (`on`) or ends (`off`) to watch a response. */
export const watch = (res: NodeResponse, how: 'on' | 'off', { onClose, onDrain, onError }: Watcher): void => {
  const out = res as ServerResponse
  out[how]('close', onClose)
  out[how]('drain', onDrain)
  out[how]('error', onError)
  // a stream that is reset while a write is pending emits no `close`
  if (isHttp2(res)) res.stream[how]('aborted', onClose)
  // a response that waits behind another one on its connection is told nothing before its turn has come
  else if (how === 'off' || res.socket === null) socketOf(res)?.[how]('close', onClose)
}

/**
 * Calls `onStall` when nothing of what was written has left for `ms` milliseconds; until the answer is called.
 *
 * It is the connection's own timeout, as that knows of every byte that leaves, within a large write too.
 */
export const watchForStall = (res: NodeResponse, ms: number, onStall: () => void): (() => void) => {
  const { stream, before } = isHttp2(res)
    ? { stream: res.stream, before: 0 }
    : { stream: res, before: res.socket?.timeout ?? 0 }
  stream.setTimeout(ms)
  stream.on('timeout', onStall)
  return () => {
    stream.off('timeout', onStall)
    // the time until the next request on the connection is the server's affair
    if (!res.writableFinished && !isGone(res)) stream.setTimeout(before)
  }
}

/** Ends the response; `onFinish` is called when all of it has been handed to the operating system. */
export const end = (res: NodeResponse, last: Uint8Array | undefined, onFinish: () => void): void => {
  const out = res as ServerResponse
  // not as a callback of `end`: middleware that compresses forgets that, or takes it for the last chunk
  const finishing: Writable = isHttp2(res) && !res.stream.writableEnded ? res.stream : res
  finishing.once('finish', onFinish)
  if (last === undefined) out.end()
  else out.end(last)
  // such middleware ends the response only when it has compressed the last of it, which must find the way open
  if (out.writableCorked > 0) out.uncork()
}

/** Ends the response so that the client sees that it is not whole. */
export const cut = (res: NodeResponse): void => {
  if (isHttp2(res)) res.stream.close(http2InternalError)
  else if (endsWithConnection(res)) res.socket?.resetAndDestroy()
  else res.destroy()
}

const http2InternalError = 2

/** Without chunked coding the end of a TCP connection is the end of the response, unless it is a reset; TLS tells itself. */
const endsWithConnection = ({ chunkedEncoding, headersSent, socket }: ServerResponse): boolean =>
  !chunkedEncoding && headersSent && socket?.remoteAddress !== undefined && !('encrypted' in socket)
