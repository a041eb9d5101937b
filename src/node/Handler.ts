/** What a server of Node's hands out, and what answers it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ResponseEnd } from './ResponseEnd.js'

/**
 * A request of Node's `http`, `https` or `http2`, or one that a framework derives from those.
 *
 * @category model
 * @since 0.1.0
 */
export type NodeRequest = IncomingMessage | Http2ServerRequest

/**
 * A response of Node's `http`, `https` or `http2`, or one that a framework derives from those.
 *
 * @category model
 * @since 0.1.0
 */
export type NodeResponse = ServerResponse | Http2ServerResponse

/**
 * What answers a request, and tells how the response came to its end. See {@link chunked}.
 *
 * @category model
 * @since 0.1.0
 */
export type Handler = (req: NodeRequest, res: NodeResponse) => TaskEither<Error, ResponseEnd>
