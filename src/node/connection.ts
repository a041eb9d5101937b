/** What a response does not tell by itself about the connection that it is on. */
import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse, ServerHttp2Stream } from 'node:http2'
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

/** What a response has come to: an error where there is one; of a socket that is closed it is told whether there was. */
export type OnEnd = (error?: Error | boolean) => void

/** Begins (`on`) or ends (`off`) to watch whether a response ends. */
export const watch = (res: NodeResponse, how: 'on' | 'off', onEnd: OnEnd): void => {
  const out = res as ServerResponse
  out[how]('close', onEnd)
  out[how]('error', onEnd)
  // a stream that is reset while a write is pending emits no `close`
  if (isHttp2(res)) res.stream[how]('aborted', onEnd)
  // a response that waits behind another one on its connection is told nothing before its turn has come
  else if (how === 'off' || res.socket === null) socketOf(res)?.[how]('close', onEnd)
}

/** Calls `onStall` when nothing of what was written has left for `ms` milliseconds; until the answer is called. */
export const watchForStall = (res: NodeResponse, ms: number, onStall: () => void): (() => void) =>
  isHttp2(res) ? watchStream(res.stream, ms, onStall) : watchSocket(res, ms, onStall)

/** By the connection's own timeout, as that knows of every byte that leaves; of TLS, of every write. */
const watchSocket = (res: ServerResponse, ms: number, onStall: () => void): (() => void) => {
  let socket: Socket | null = null
  let before = 0
  const begin = (its: Socket): void => {
    socket = its
    before = its.timeout ?? 0
    its.setTimeout(ms)
  }
  const end = (): void => {
    res.off('socket', begin).off('finish', end).off('timeout', onStall)
    if (socket?.destroyed === false) socket.setTimeout(before)
    socket = null
  }
  // one that waits behind another on its connection has none before its turn
  if (res.socket === null) res.once('socket', begin)
  else begin(res.socket)
  res.on('timeout', onStall)
  // before Node hands the connection on, to the next response or to a timeout of its own
  res.prependListener('finish', end)
  return end
}

/** HTTP/2 tells of a stream only which writes have left; its own timeout counts what other streams of the connection take. */
const watchStream = (stream: ServerHttp2Stream, ms: number, onStall: () => void): (() => void) => {
  let waiting = stream.writableLength
  const timer = setInterval(() => {
    const before = waiting
    waiting = stream.writableLength
    if (waiting === before) onStall()
  }, ms)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}

/** The connection takes no further request, and closes when those that it has are answered. HTTP/1 is told nothing. */
export const refuseMore = (res: NodeResponse): void => {
  if (isHttp2(res)) res.stream.session?.close()
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
