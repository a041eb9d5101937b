/** Responses to a client that takes nothing before it is told to, and all that their hooks are told. */
import {
  type Closed,
  type Dropped,
  gracefulShutdown,
  type NodeResponse,
  response,
  type ResponseEnd,
  type ResponseOptions,
  type ShutdownOptions
} from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Connection, type Kind, kinds, serveKind, type Serving } from './kinds'
import type { Reader } from './reader'
import { type Told, told } from './told'
import { comesAbout } from './turns'

export type End = Either<Error, ResponseEnd>
export type Log = ReadonlyArray<Dropped | Closed>

type Channel = Awaited<ReturnType<Told<string>['channels']['next']>>

export interface Slow extends Serving<End> {
  readonly source: Told<string>
  readonly channel: Channel
  readonly connection: Connection
  readonly client: Reader
  readonly log: Log
  readonly controller: AbortController
  /** says {@link goodbye} by default */
  readonly shutDown: TaskEither<Error, void>
  readonly res: NodeResponse
}

export const http = kinds[0] as Kind

export const goodbye = 'see you'

/** More than the sockets of a client that does not read hold, so that what follows has to wait. */
export const stuffing = 'x'.repeat(8_000_000)

/** It has the head. Hooks that are given are called after the log has been written. */
export const slow = async (options: ResponseOptions, kind = http, shutdown: ShutdownOptions = {}): Promise<Slow> => {
  const source = told<string>()
  const log: (Dropped | Closed)[] = []
  const controller = new AbortController()
  const served = await serveKind<End>(kind, (_, res) =>
    source.enumerator.run(
      response(res, {
        ...options,
        onDrop: (dropped) => {
          log.push(dropped)
          options.onDrop?.(dropped)
        },
        onClose: (closed) => {
          log.push(closed)
          options.onClose?.(closed)
        }
      }),
      { signal: controller.signal }
    )
  )
  const shutDown = gracefulShutdown(served.server, { goodbye, ...shutdown })
  const connection = served.connect()
  const client = await connection.ask()
  const channel = await source.channels.next()
  const res = await served.responses.next()
  return { ...served, shutDown, source, log, controller, connection, client, channel, res }
}

/** It has been written more than it takes. */
export const isFull = (res: NodeResponse): boolean => ('stream' in res ? res.stream : res).writableNeedDrain

/** The same, full: what is pushed from now on has to wait. */
export const stuffed: typeof slow = async (options, kind, shutdown) => {
  const slowly = await slow(options, kind, shutdown)
  slowly.channel.push(stuffing)
  await comesAbout(() => isFull(slowly.res))
  return slowly
}

/** How many elements the log says were dropped, by reason. */
export const dropped = (log: Log): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const entry of log) if ('count' in entry) counts[entry.reason] = (counts[entry.reason] ?? 0) + entry.count
  return counts
}
