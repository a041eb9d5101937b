/** A server of Comet streams for `cometFrame`, which tells what it was asked for, and says what it is told to. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Channel,
  Comet,
  CometMessage,
  type CometOptions,
  type Enumeratee,
  type Enumerator,
  type EventId,
  Html,
  Writeable
} from 'fp-ts-iteratee'
import { chunked, type ResponseEnd } from 'fp-ts-iteratee/node'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Json } from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import { Mailbox } from './mailbox'
import { serve } from './server'
import { told } from './told'

export interface Message {
  readonly id?: string
  readonly value: Json
}

/** A request for a stream, and what it is answered with. */
export interface Asked {
  readonly url: URL
  readonly lastEventId: string | null
  readonly messages: Channel<Message>
  /** markup that goes between the messages */
  readonly markup: Channel<Html>
  readonly res: ServerResponse
}

/** how an answer ended */
export type End = Either<Error, ResponseEnd> | undefined

export interface FrameServer {
  readonly port: number
  /** the requests for a stream that is told what to say */
  readonly asked: Mailbox<Asked>
  /** how those streams ended */
  readonly ends: Mailbox<End>
  /** the requests for what is slow */
  readonly slow: Mailbox<ServerResponse>
  /** answers the next requests for a stream, one each, in place of the streams */
  readonly answers: ((req: IncomingMessage, res: ServerResponse) => void)[]
  /** as a process that dies: connections break off, and the port is free when this resolves */
  die(): Promise<void>
}

export const toFrame = (
  options: CometOptions = {},
  callback = 'frameElement.cometMessage'
): Enumeratee<Message, Html> => {
  const id: EventId<Message> = { eventId: ({ id }) => O.fromNullable(id) }
  const message = CometMessage.contramap(({ value }: Message) => value)(CometMessage.stringOrJson)
  return Comet(callback, { initialChunk: Html.raw('<html><body>'), removeScripts: true, ...options, message, id })
}

export interface FrameServerOptions {
  readonly port?: number
  readonly comet?: Enumeratee<Message, Html>
  /** in place of streams that are told what to say */
  readonly stream?: (url: URL) => Enumerator<Html>
  /** what `/` answers */
  readonly page?: string
}

const never = new Promise<never>(() => {})

/** `/comet` and what is below are streams. */
export const frameServer = async (options: FrameServerOptions = {}): Promise<FrameServer> => {
  const { port = 0, comet = toFrame(), stream, page = '' } = options
  const asked = new Mailbox<Asked>()
  const slow = new Mailbox<ServerResponse>()
  const answers: FrameServer['answers'] = []

  const toldStream = (url: URL, res: ServerResponse): Enumerator<Html> => {
    const messages = told<Message>()
    const markup = told<Html>()
    void Promise.all([messages.channels.next(), markup.channels.next()]).then(([messages, markup]) => {
      asked.put({ url, lastEventId: url.searchParams.get('lastEventId'), messages, markup, res })
    })
    return messages.enumerator.through(comet).interleave(markup.enumerator)
  }

  const { server, ends, ...served } = await serve<End>(
    (req, res) => {
      const url = new URL(req.url ?? '', 'http://server')
      if (url.pathname.startsWith('/comet')) {
        const answer = answers.shift()
        if (answer === undefined) return chunked((stream ?? toldStream)(url, res), Writeable.html)(req, res)
        answer(req, res)
      } else if (url.pathname === '/slow') slow.put(res)
      else {
        res.setHeader('content-type', 'text/html; charset=utf-8')
        res.end(url.pathname === '/' ? page : '')
      }
      return () => never
    },
    { port, host: '127.0.0.1' }
  )
  const die = (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    return closed
  }
  return { port: served.port, asked, ends, slow, answers, die }
}
