import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { toError } from '../Errors.js'
import { requireMethod } from '../kernel/given.js'
import { requireOptions } from '../kernel/options.js'
import { requireMs } from '../kernel/require.js'
import { Connections, type NodeServer } from './connections.js'
import { type GoodbyeTo, openResponsesOn } from './openResponses.js'

/**
 * The last that an open stream is sent: text or bytes, or what is right for streams of this content type.
 *
 * @category model
 * @since 0.1.0
 */
export type Goodbye = string | Uint8Array | ((contentType: string) => string | Uint8Array)

/**
 * How a server is shut down.
 *
 * @category model
 * @since 0.1.0
 */
export interface ShutdownOptions {
  /** nothing by default: the streams end */
  readonly goodbye?: Goodbye
  /** milliseconds that open streams are given to come to their own end before they are told goodbye; none by default */
  readonly finishMs?: number
  /**
   * milliseconds that clients are given to take what waits for them and the goodbye, and others to be answered; 10,000
   * by default
   */
  readonly graceMs?: number
}

/**
 * A task that shuts a server down: no connection is accepted any more; each open {@link response} of this library on it
 * is sent what waits for its client and a goodbye, and ended, and its source is released; what is still open after
 * `graceMs` milliseconds is cut, as `stalled`. It resolves when the server is closed and all connections are gone.
 *
 * Node's `server.close()` alone waits for open streams, for ever, and cuts those whose end is on its way.
 *
 * Fails with what `goodbye` has thrown, if it has; the server is shut down all the same. A response that is opened
 * meanwhile is sent away as well. Run twice, it is one shutdown.
 *
 * Make it when the server is made: then it knows all of its connections. Made later, it has to wait for an idle session of
 * HTTP/2 that was there before, and may cut a response of somebody else's whose end is on its way.
 *
 * @category constructors
 * @since 0.1.0
 * @throws `TypeError` for an unknown option, `RangeError` where milliseconds are none
 * @example
 * import { createServer } from 'node:http'
 * import { Enumerator, Writeable } from 'fp-ts-iteratee'
 * import { chunked, gracefulShutdown } from 'fp-ts-iteratee/node'
 *
 * const endless = chunked(Enumerator.tick(60_000).map(String), Writeable.text)
 * const server = createServer((req, res) => void endless(req, res)())
 * const shutDown = gracefulShutdown(server, { goodbye: 'see you', graceMs: 1000 })
 * await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
 * const { port } = server.address() as { port: number }
 * const answer = await fetch(`http://127.0.0.1:${port}`)
 * await shutDown()
 * assert.strictEqual(await answer.text(), 'see you')
 */
export const gracefulShutdown = (server: NodeServer, options: ShutdownOptions = {}): TaskEither<Error, void> => {
  requireOptions('gracefulShutdown', options, ['goodbye', 'finishMs', 'graceMs'])
  requireMethod('gracefulShutdown', server, 'close', 'a server of Node')
  const { goodbye = '', finishMs, graceMs = 10_000 } = options
  if (finishMs !== undefined) requireMs('gracefulShutdown: finishMs', finishMs)
  requireMs('gracefulShutdown: graceMs', graceMs)
  const connections = new Connections(server)
  let over: Promise<E.Either<Error, void>> | undefined

  const shutDown = async (): Promise<E.Either<Error, void>> => {
    let result: E.Either<Error, void> = E.right(undefined)
    const goodbyeTo: GoodbyeTo = (contentType) => {
      try {
        return typeof goodbye === 'function' ? goodbye(contentType) : goodbye
      } catch (thrown) {
        result = E.left(toError(thrown))
        return ''
      }
    }
    const open = openResponsesOn(server)
    const closed = new Promise<void>((resolve) => {
      closeAlone(server, resolve)
    })
    if (finishMs !== undefined) await within(finishMs, open.none())
    open.sendAway(goodbyeTo)
    const closeIdle = (): void => {
      connections.refuse()
      if (open.size === 0) connections.closeIdle()
    }
    const releasing = setInterval(closeIdle, 50)
    closeIdle()
    await within(graceMs, closed)
    clearInterval(releasing)
    open.cutShort()
    connections.closeAll()
    await closed
    open.welcome()
    connections.forget()
    return result
  }
  return () => (over ??= shutDown())
}

/** Waits until it has come about, but no longer. */
const within = async (ms: number, comesAbout: Promise<void>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([comesAbout, late])
  clearTimeout(timer)
}

/** No connection is accepted any more; those that are there stay. */
const closeAlone = (server: NodeServer, onClosed: () => void): void => {
  // Node closes idle connections as well, and takes those for idle whose last response is still on its way
  const idleOnesStay = { closeIdleConnections: () => undefined }
  Object.assign(server, idleOnesStay)
  server.close(onClosed)
  Reflect.deleteProperty(server, 'closeIdleConnections')
}
